import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { randomLetters, randomOctets } from '../../src/clock.ts'
import { connectCbc } from '../../src/commands/connect-cbc.ts'
import { acceptInviteUse, inviteUse, type Opened } from '../../src/desk/accounts.ts'
import { commitOne } from '../../src/desk/commit.ts'
import { loadCountry } from '../../src/desk/country.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { importInventory } from '../../src/desk/import-inventory.ts'
import { createKeys, loadKeys } from '../../src/desk/keys.ts'
import { approveUse, submitUse } from '../../src/desk/message-steps.ts'
import { type Actor, type Role, SYSTEM } from '../../src/domain/account.ts'
import { generateInventory } from '../../src/domain/area/generate.ts'
import type { CopyCoding } from '../../src/domain/cb/dcs.ts'
import type { Content } from '../../src/domain/message.ts'
import { encodeInventory } from '../../src/formats/cells/inventory-file.ts'
import { contentToJson } from '../../src/formats/json/content.ts'
import { generateKeyPems } from '../../src/formats/signature/keys.ts'
import { buildStaffApp } from '../../src/http/staff-app.ts'
import { openStore } from '../../src/store/open.ts'
import { createPool } from '../../src/workers/pool.ts'

const NOON_MS = Date.parse('2026-11-25T12:00:00+07:00')
export const PASSWORD = 'gunung tinggi biru 7'
export const LOG = pino({ level: 'silent' })
export const AUTHOR: Actor = { id: 'P-AUTHORAA', roles: ['author'] }
const APPROVER: Actor = { id: 'P-APPROVER', roles: ['approver'] }

export interface Rig {
  readonly desk: Desk
  readonly folder: string
  readonly clock: { nowMs: number }
}

/** A desk over a real store in a folder that is gone after the test. */
export async function openRig(staffUrl = 'http://127.0.0.1:8080'): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-http-'))
  const clock = { nowMs: NOON_MS }
  const store = await openStore(folder, {
    salt: () => randomOctets(32),
    nowMs: () => clock.nowMs,
  })
  const root = generateKeyPems('ed25519')
  createKeys(folder, { rootPrivatePem: root.privatePem, nowMs: NOON_MS, demo: true })
  const pool = createPool(folder)
  const desk: Desk = {
    store,
    country: await loadCountry(),
    pool,
    settings: {
      sender: 'demo@kentongan.invalid',
      senderName: 'Demo Kentongan',
      edgeUrl: '',
      staffUrl,
      civicIdentifier: null,
      demo: true,
    },
    keys: loadKeys(folder, { demo: true }),
    means: () => ({ nowMs: clock.nowMs, sha256Hex }),
    random: () => 0.5,
    randomOctets,
    randomLetters,
    reached: () => {},
  }
  onTestFinished(async () => {
    await pool.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { desk, folder, clock }
}

export function openStaff({ desk }: Rig, consoleFolder = '/nowhere'): FastifyInstance {
  const app = buildStaffApp({ desk, log: LOG, consoleFolder })
  onTestFinished(() => app.close())
  return app
}

export async function openAccount(
  { desk }: Rig,
  name: string,
  roles: readonly Role[],
): Promise<Opened> {
  const { link } = await inviteUse(desk, { name, roles }, SYSTEM)
  return acceptInviteUse(desk, { token: tokenOf(link), password: PASSWORD })
}

export function tokenOf(link: string): string {
  return link.slice(link.lastIndexOf('/') + 1)
}

/** Asks as somebody who is signed in, with the cookie and the CSRF token. */
export async function ask(
  app: FastifyInstance,
  of: {
    readonly as?: Opened
    readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
    readonly url: string
    readonly json?: unknown
    readonly headers?: Record<string, string>
  },
): Promise<LightMyRequestResponse> {
  const { as, method = 'GET', url, json, headers = {} } = of
  return app.inject({
    method,
    url,
    ...(json === undefined ? {} : { payload: JSON.stringify(json) }),
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(as === undefined ? {} : sessionHeaders(as)),
      ...headers,
    },
  })
}

export function sessionHeaders(opened: Opened): Record<string, string> {
  return { cookie: `kentongan=${opened.token}`, 'x-csrf-token': opened.session.csrf }
}

/** A monthly test: nobody's phone wakes, and no rule stands in the way. */
export function testContent(part: Partial<Content> = {}): Content {
  return {
    kind: 'test',
    channel: 'cell-broadcast',
    category: ['Other'],
    urgency: 'Immediate',
    severity: 'Minor',
    certainty: 'Observed',
    level: null,
    raised: null,
    eventCode: null,
    legalBasis: null,
    requestedBy: null,
    texts: [{ language: 'id-ID', event: 'Uji', headline: 'Uji coba', body: 'UJI COBA bulanan.' }],
    area: { regions: ['ID'], polygons: [], circles: [] },
    areaName: 'Indonesia',
    startMs: null,
    minutes: 60,
    repetitionSeconds: 60,
    smsWindow: null,
    ...part,
  }
}

export const DRAFT = { content: contentToJson(testContent()) }

/** Approved and released: every connected CBC has its order. */
export async function publish({ desk }: Rig, content = testContent()): Promise<string> {
  const id = await draftAlertUse(desk, { content, origin: { from: 'api' } }, AUTHOR)
  await submitUse(desk, `${id}.1`, { version: 1 }, AUTHOR)
  const message = await desk.store.loadMessage(`${id}.1`)
  const seen = { version: message?.version ?? 0, contentHash: message?.contentHash ?? '' }
  await approveUse(desk, `${id}.1`, seen, APPROVER)
  return id
}

export async function connect(
  { desk }: Rig,
  cbc: string,
  token: string,
  coding: CopyCoding = 'untagged',
): Promise<void> {
  const admin: Actor = { id: 'P-ADMINAAA', roles: ['admin'] }
  const settings = {
    cbc,
    links: [{ link: 'cap-feed' }],
    tokenSha256: sha256Hex(token),
    loopback: true,
    coding,
    serial: 'ours',
  } as const
  await commitOne(desk.store, connectCbc(settings, 0, admin))
}

/** A small synthetic country. */
export async function importCells({ desk }: Rig, count: number): Promise<void> {
  const { inventory } = generateInventory({ count, seed: 7, isLand: () => true })
  const { octets, version } = encodeInventory(inventory)
  await importInventory(desk.store, {
    version,
    cells: count,
    octets,
    nowMs: NOON_MS,
    actor: SYSTEM.id,
  })
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
