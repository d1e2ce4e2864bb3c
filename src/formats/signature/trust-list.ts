import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { Refusal } from '../../domain/error.ts'
import { keyIdOf, loadTrustedKey, type TrustedKey } from './keys.ts'

export const PURPOSES = ['live', 'exercise'] as const
export type Purpose = (typeof PURPOSES)[number]

const TrustListKeySchema = z.strictObject({
  keyId: z.string().regex(/^[\da-f]{16}$/),
  pem: z.string().max(8_000),
  /** ISO 8601 with offset; `to` is no longer part of the time. */
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  purpose: z.enum(PURPOSES),
  revoked: z.boolean(),
})

const SignedTrustListSchema = z.strictObject({
  issued: z.iso.datetime({ offset: true }),
  keys: z.array(TrustListKeySchema).max(100),
  signature: z.base64(),
})

/** One CAP key that CBCs may believe, while it is in force. */
export type TrustListKey = z.infer<typeof TrustListKeySchema>

export interface TrustList {
  readonly issued: string
  readonly keys: readonly TrustListKey[]
}

export interface TrustListVerdict {
  /** Keys in force at the time asked for; none when `reason` says why the list is refused. */
  readonly keys: readonly (TrustedKey & { readonly purpose: Purpose })[]
  readonly issued: string | null
  readonly reason: 'shape' | 'signature' | 'future' | 'key-id' | null
}

const TEXT_MAX = 256 * 1024
const CLOCK_SKEW_MS = 5 * 60_000

/**
 * The list as served: canonical JSON (RFC 8785) with the root's Ed25519 signature (RFC 8032) over
 * the canonical JSON of everything but the signature.
 *
 * @throws {Refusal} `KEY_REFUSED` when the root is not Ed25519 or a key id is not its key's.
 */
export function signTrustList(list: TrustList, rootPrivatePem: string): string {
  const root = createPrivateKey(rootPrivatePem)
  if (root.asymmetricKeyType !== 'ed25519')
    throw new Refusal('KEY_REFUSED', { what: 'the root must be Ed25519' })
  const wrong = list.keys.find((key) => loadTrustedKey(key.pem).keyId !== key.keyId)
  if (wrong !== undefined)
    throw new Refusal('KEY_REFUSED', { what: `${wrong.keyId} is not the id of its key` })
  const signature = sign(null, Buffer.from(canonicalJson(list)), root).toString('base64')
  return canonicalJson(SignedTrustListSchema.parse({ ...list, signature }))
}

/**
 * Reads a list that was fetched. A CBC keeps its last good one when this gives a reason; it must
 * also refuse one that was `issued` earlier than the one it holds.
 *
 * @param rootPem the pinned root, public Ed25519.
 */
export function verifyTrustList(text: string, rootPem: string, nowMs: number): TrustListVerdict {
  const parsed = parse(text)
  if (parsed === null) return refuse('shape')
  const { signature, ...list } = parsed
  const root = createPublicKey(rootPem)
  const isRoot = root.asymmetricKeyType === 'ed25519'
  const message = Buffer.from(canonicalJson(list))
  if (!isRoot || !verify(null, message, root, Buffer.from(signature, 'base64'))) {
    return refuse('signature')
  }
  if (Date.parse(list.issued) > nowMs + CLOCK_SKEW_MS) return refuse('future')
  const keys = list.keys
    .filter((key) => isInForce(key, nowMs))
    .map((key) => ({ ...loadTrustedKey(key.pem), purpose: key.purpose, claimed: key.keyId }))
  if (keys.some((key) => keyIdOf(key.publicKey) !== key.claimed)) return refuse('key-id')
  return {
    keys: keys.map(({ keyId, publicKey, name, purpose }) => ({ keyId, publicKey, name, purpose })),
    issued: list.issued,
    reason: null,
  }
}

/** The list as it says itself, whoever may have signed it; null when it cannot be read. */
export function readTrustList(text: string): TrustList | null {
  const parsed = parse(text)
  return parsed === null ? null : { issued: parsed.issued, keys: parsed.keys }
}

export function isInForce(key: TrustListKey, nowMs: number): boolean {
  return !key.revoked && Date.parse(key.from) <= nowMs && nowMs < Date.parse(key.to)
}

function parse(text: string): z.infer<typeof SignedTrustListSchema> | null {
  if (text.length > TEXT_MAX) return null
  try {
    return SignedTrustListSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function refuse(reason: TrustListVerdict['reason']): TrustListVerdict {
  return { keys: [], issued: null, reason }
}
