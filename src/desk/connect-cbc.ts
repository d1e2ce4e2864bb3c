import { hash } from 'node:crypto'
import { connectCbc } from '../commands/connect-cbc.ts'
import type { Actor } from '../domain/account.ts'
import type { CopyCoding } from '../domain/cb/dcs.ts'
import type { CbcLink } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { SerialChoice } from '../domain/order.ts'
import { registryAt } from '../domain/operators/registry.ts'
import { commitOne } from './commit.ts'
import type { Desk } from './desk.ts'

/** What the uses of this file need of the desk: the command line has no more than this. */
export type CbcDesk = Pick<Desk, 'store' | 'means' | 'randomOctets'>

/** How an administrator names a link; a push goes to `url`. */
export type WantedLink =
  | { readonly link: 'cap-push'; readonly url: string; readonly isLoopback: boolean }
  | { readonly link: 'cap-feed' }

export interface Connected {
  /** What the CBC shows to us; null where the one before goes on. Shown once, kept as a digest. */
  readonly token: string | null
  /** What we show to the CBC with every push; null where nothing is pushed, or as above. */
  readonly pushToken: string | null
  readonly coding: CopyCoding
  readonly serial: SerialChoice
}

/**
 * Connects a CBC, in order of preference. New tokens end the ones before.
 *
 * @throws {Refusal} `CBC_NOT_FOUND`, `ROLE_REQUIRED`, `STALE_VERSION`
 */
export async function connectCbcUse(
  desk: CbcDesk,
  of: {
    readonly cbc: string
    readonly links: readonly WantedLink[]
    readonly keepTokens: boolean
    /** Null: as it is, and untagged for a CBC that is new. */
    readonly coding: CopyCoding | null
    /** Null: as it is, and ours for a CBC that is new. */
    readonly serial: SerialChoice | null
  },
  actor: Actor,
): Promise<Connected> {
  const { cbc } = of
  const { nowMs } = desk.means()
  if (!registryAt(nowMs).cbcs.some(({ id }) => id === cbc)) {
    throw new Refusal('CBC_NOT_FOUND', { cbc })
  }
  const before = await desk.store.loadCbc(cbc)
  const kept = of.keepTokens ? before : null
  const token = kept === null ? newToken(desk) : null
  const keptPush = kept?.links.find((each) => each.link === 'cap-push')?.pushToken ?? null
  const pushToken = keptPush ?? newToken(desk)
  const links = of.links.map((each): CbcLink =>
    each.link === 'cap-push' ? { link: 'cap-push', url: each.url, pushToken } : each,
  )
  const settings = {
    cbc,
    links,
    tokenSha256: token === null ? (kept?.tokenSha256 ?? '') : hash('sha256', token, 'hex'),
    loopback: of.links.every((each) => each.link !== 'cap-push' || each.isLoopback),
    coding: of.coding ?? before?.coding ?? 'untagged',
    serial: of.serial ?? before?.serial ?? 'ours',
  }
  await commitOne(desk.store, connectCbc(settings, before?.version ?? 0, actor))
  const isPushed = links.some(({ link }) => link === 'cap-push')
  return {
    token,
    pushToken: isPushed && keptPush === null ? pushToken : null,
    coding: settings.coding,
    serial: settings.serial,
  }
}

/**
 * Ends every link of a CBC, and its token with them.
 *
 * @throws {Refusal} `CBC_NOT_FOUND` when it is not connected; `ROLE_REQUIRED`, `STALE_VERSION`
 */
export async function disconnectCbcUse(desk: CbcDesk, cbc: string, actor: Actor): Promise<void> {
  const before = await desk.store.loadCbc(cbc)
  if (before === null || before.links.length === 0) throw new Refusal('CBC_NOT_FOUND', { cbc })
  const tokenSha256 = hash('sha256', newToken(desk), 'hex')
  const settings = { ...before, links: [], tokenSha256 }
  await commitOne(desk.store, connectCbc(settings, before.version, actor))
}

function newToken(desk: CbcDesk): string {
  return Buffer.from(desk.randomOctets(32)).toString('base64url')
}
