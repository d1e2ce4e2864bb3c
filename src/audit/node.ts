/** Binds the room to node:crypto; nothing else of `audit` imports it. */

import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { noteKey, type NoteSigner } from './note.ts'

/** SHA-256 in one shot, which is a third faster than a hash object on octets as few as a leaf's. */
export function sha256(octets: Uint8Array): Uint8Array {
  const digest = hash('sha256', octets, 'buffer')
  // As plain octets: a Buffer's slice() shares memory, and a Buffer equals no Uint8Array in tests.
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length)
}

// RFC 8410 §7 and §4: the DER that stands before the 32 octets of an Ed25519 key.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * A signer of notes from an Ed25519 private key: PKCS #8 PEM, or the 32 octets of its seed
 * (RFC 8032 §5.1.5).
 *
 * @throws {RangeError} when it is no Ed25519 private key.
 */
export function noteSigner(name: string, key: string | Uint8Array): NoteSigner {
  const privateKey = privateKeyOf(key)
  return {
    key: noteKey(sha256, name, rawPublicKey(createPublicKey(privateKey))),
    sign: (octets) => sign(null, octets, privateKey),
  }
}

/**
 * The 32 octets of an Ed25519 public key in PEM.
 *
 * @throws {RangeError} when it is none.
 */
export function publicKeyOctets(pem: string): Uint8Array {
  return rawPublicKey(bound('a public key', () => createPublicKey(pem)))
}

/** Ed25519, RFC 8032 §5.1.7; false for whatever is malformed. */
export function verifySignature(
  publicKey: Uint8Array,
  octets: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    const der = Buffer.concat([PUBLIC_PREFIX, publicKey])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, octets, key, signature)
  } catch {
    return false // 32 octets that are no point of the curve
  }
}

function privateKeyOf(key: string | Uint8Array): KeyObject {
  return bound('a private key', () => {
    if (typeof key === 'string') return createPrivateKey(key)
    const der = Buffer.concat([PRIVATE_PREFIX, key])
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  })
}

function bound(what: string, read: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch (cause) {
    // The cause is left out when it could quote the key.
    throw new RangeError(`Cannot read ${what}`, what === 'a private key' ? {} : { cause })
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new RangeError(`Cannot use ${what} as it must be Ed25519: it is ${key.asymmetricKeyType}`)
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_PREFIX.length))
}
