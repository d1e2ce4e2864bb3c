import { argon2, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../domain/error.ts'

/** RFC 9106 argon2id: 19 MiB, two passes, one lane, the least that OWASP recommends. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_OCTETS = 32
export const SALT_OCTETS = 16

const PASSWORD_CHARACTERS_MIN = 12

// Node hashes in the same four threads that look up the names of CBCs: a flood of sign-ins must
// leave some of them to dispatch.
const HASHES_AT_ONCE = 2
/** About two seconds of them; who comes later is told to. */
const HASHES_WAITING_MAX = 64
const WAIT_SECONDS = 5

/** @throws {Refusal} `PASSWORD_WEAK` */
export function assertPassword(password: string, name: string): void {
  const text = normalise(password)
  const isName = text.toLowerCase() === name.normalize('NFKC').toLowerCase()
  // "aaaaaaaaaaaa" is twelve characters too.
  const isVaried = new Set(text).size > 4
  if (text.length >= PASSWORD_CHARACTERS_MIN && !isName && isVaried) return
  throw new Refusal('PASSWORD_WEAK', { min: PASSWORD_CHARACTERS_MIN })
}

/**
 * argon2id of a password in PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`.
 *
 * @param salt {@link SALT_OCTETS} octets nobody can guess.
 */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const cost = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES }
  const tag = await derive(password, { salt, octets: TAG_OCTETS, cost })
  const costs = `m=${MEMORY_KIB},t=${PASSES},p=${LANES}`
  return `$argon2id$v=19$${costs}$${toBase64(salt)}$${toBase64(tag)}`
}

/**
 * Whether the password is the one that `hash` was made of. Without a hash it takes as long and is
 * false, so that the time does not tell which names exist.
 *
 * @throws {Refusal} `TOO_MANY_REQUESTS` while too many wait already.
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const known = hash === null ? null : parsePhc(hash)
  const { salt, tag, cost } = known ?? NOBODY
  const derived = await derive(password, { salt, octets: tag.length, cost })
  return timingSafeEqual(derived, tag) && known !== null
}

interface Phc {
  readonly salt: Uint8Array
  readonly tag: Uint8Array
  readonly cost: Cost
}
interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const NOBODY: Phc = {
  salt: new Uint8Array(SALT_OCTETS),
  tag: new Uint8Array(TAG_OCTETS),
  cost: { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES },
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/

function parsePhc(hash: string): Phc | null {
  const [, memory, passes, lanes, salt, tag] = PHC.exec(hash) ?? []
  if (salt === undefined || tag === undefined) return null
  return {
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(lanes) },
  }
}

let running = 0
const waiting: (() => void)[] = []

async function derive(
  password: string,
  of: { readonly salt: Uint8Array; readonly octets: number; readonly cost: Cost },
): Promise<Buffer> {
  if (waiting.length >= HASHES_WAITING_MAX) {
    throw new Refusal('TOO_MANY_REQUESTS', { seconds: WAIT_SECONDS })
  }
  if (running >= HASHES_AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  else running++
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const parameters = {
        message: normalise(password),
        nonce: of.salt,
        tagLength: of.octets,
        ...of.cost,
      }
      argon2('argon2id', parameters, (error, tag) => {
        if (error === null) resolve(tag)
        else reject(error)
      })
    })
  } finally {
    // Handed on to who waits, or given back.
    const next = waiting.shift()
    if (next === undefined) running--
    else next()
  }
}

/** One password, whichever keyboard typed it. */
function normalise(password: string): string {
  return password.normalize('NFKC')
}

function toBase64(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64').replaceAll('=', '')
}
