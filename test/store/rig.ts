import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Claim, Decision, Document, Write } from '../../src/domain/decision.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import { Refusal } from '../../src/domain/error.ts'
import type { Alert, Content, Message } from '../../src/domain/message.ts'
import { NO_CELLS, type Order } from '../../src/domain/order.ts'
import type { Committed } from '../../src/store/commit.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { makeContent } from '../make.ts'

/** A clock that stands until it is moved. */
export interface Clock {
  nowMs: number
}

export const NOON_MS = Date.parse('2026-03-02T12:00:00+07:00')

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function openTemp(
  folder = tempFolder(),
): Promise<{ store: Store; folder: string; clock: Clock }> {
  const clock = { nowMs: NOON_MS }
  const store = await openStore(folder, { salt: countingSalt(), nowMs: () => clock.nowMs })
  onTestFinished(() => store.close())
  return { store, folder, clock }
}

/** Salts that differ from each other and are the same in every run. */
export function countingSalt(): () => Uint8Array {
  let count = 0
  return () => createHash('sha256').update(`salt ${count++}`).digest()
}

export function decision(part: Partial<Decision> = {}): Decision {
  return { expects: [], claims: [], writes: [], entries: [], ...part }
}

/** Commits one decision that must not be refused. */
export async function commit(store: Store, part: Partial<Decision>): Promise<Committed> {
  const [result] = await store.commit([decision(part)])
  if (result === undefined || result instanceof Refusal) throw result
  return result
}

export function started(release = '1'): EntryBody {
  return { what: 'service-started', actor: 'system', release, unknown: 0 }
}

export function claimOf(key: string, part: Partial<Claim> = {}): Claim {
  return { space: 'request', key, untilMs: null, refusal: 'CAP_CHANGED', ...part }
}

export function content(part: Partial<Content> = {}): Content {
  return makeContent(part)
}

export function alertOf(number: number): Alert {
  return {
    id: String(number),
    kind: 'warning',
    createdAtMs: NOON_MS + number,
    createdBy: 'P-AAAAAAAA',
    origin: { from: 'console' },
  }
}

export function messageOf(alertId: string, part: Partial<Message> = {}): Omit<Message, 'version'> {
  const { version: _, ...rest } = part
  const n = part.n ?? 1
  return {
    id: `${alertId}.${n}`,
    alertId,
    n,
    msgType: 'Alert',
    state: 'draft',
    content: content(),
    plan: null,
    contentHash: null,
    hands: ['P-AAAAAAAA'],
    approvers: [],
    note: null,
    createdAtMs: NOON_MS,
    submittedAtMs: null,
    approvedAtMs: null,
    sentMs: null,
    expiresMs: null,
    endedAtMs: null,
    endReason: null,
    review: null,
    ...rest,
  }
}

export function orderOf(
  messageId: string,
  cbc: string,
  part: Partial<Order> = {},
): Omit<Order, 'version'> {
  const { version: _, ...rest } = part
  return {
    id: `${messageId}-${cbc}`,
    messageId,
    alertId: messageId.split('.')[0]!,
    cbc,
    operator: 'telkomsel',
    channel: 'cell-broadcast',
    msgType: 'Alert',
    state: 'sending',
    identifier: `KTN-ABCDEF-20260302-${messageId.replace('.', '-')}-${cbc}`,
    sentMs: NOON_MS,
    expiresMs: NOON_MS + 3_600_000,
    stage: null,
    links: ['cap-push', 'cap-feed'],
    used: ['cap-push'],
    attempts: 1,
    dueMs: NOON_MS + 15_000,
    reason: null,
    inventoryVersion: 'v1',
    cellsDigest: 'd1',
    cells: 3,
    unplanned: 0,
    acceptedAtMs: null,
    onAirAtMs: null,
    copies: [copyOf('id-ID', 4370), copyOf('en', 4383)],
    ...rest,
  }
}

function copyOf(language: string, messageIdentifier: number): Order['copies'][number] {
  const counts = { ...NO_CELLS, silent: 3 }
  return { language, messageIdentifier, serial: 0x4010, replaces: null, dcs: 15, pages: 1, counts }
}

export function documentOf(
  order: Pick<Order, 'id' | 'messageId' | 'alertId' | 'cbc' | 'identifier'>,
  part: Partial<Document> = {},
): Document {
  return {
    identifier: order.identifier,
    alertId: order.alertId,
    messageId: order.messageId,
    orderId: order.id,
    audience: order.cbc,
    xml: `<alert>${order.identifier}</alert>`,
    sha256: 'ab'.repeat(32),
    sentMs: NOON_MS,
    expiresMs: NOON_MS + 3_600_000,
    ...part,
  }
}

export function accountOf(id: string, name: string, part: Partial<Account> = {}): Account {
  return {
    id,
    name,
    roles: ['author', 'approver'],
    passwordHash: null,
    disabled: false,
    createdAtMs: NOON_MS,
    ...part,
  }
}

/** An alert with its first message. */
export function drafted(number: number, part: Partial<Message> = {}): Write[] {
  const alert = alertOf(number)
  return [
    { table: 'alert', insert: alert },
    { table: 'message', insert: messageOf(alert.id, part) },
  ]
}
