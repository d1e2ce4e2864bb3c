import { createHash, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  generateKeyPems,
  keyIdOf,
  loadSigningKey,
  loadTrustedKey,
} from '../../../src/formats/signature/keys.ts'

test.for(['rsa-sha256', 'ecdsa-p256-sha256'] as const)(
  'a %s key is loaded as it was made',
  (name) => {
    const { privatePem, publicPem, keyId } = generateKeyPems(name)
    const key = loadSigningKey(privatePem)
    expect(key.algorithm).toBe(name)
    expect(loadTrustedKey(publicPem)).toMatchObject({ keyId, name: keyId })
    // A private key is trusted for its public half.
    expect(loadTrustedKey(privatePem).keyId).toBe(keyId)
  },
)

test('keyIdOf() is the start of the SHA-256 of the SPKI', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const digest = createHash('sha256').update(spki).digest('hex')
  expect(keyIdOf(publicKey)).toBe(digest.slice(0, 16))
})

test('loadSigningKey() refuses keys that are not fit for CAP', () => {
  const pem = { type: 'pkcs8', format: 'pem' } as const
  const weak = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
    generateKeyPairSync('ed25519'),
  ]
  for (const { privateKey } of weak) {
    expect(() => loadSigningKey(privateKey.export(pem).toString())).toThrow(/KEY_REFUSED/)
  }
  for (const text of ['', 'x', generateKeyPems('ed25519').publicPem]) {
    expect(() => loadSigningKey(text)).toThrow(/KEY_REFUSED/)
  }
  expect(() => loadTrustedKey('-----BEGIN CERTIFICATE-----\nx')).toThrow(/KEY_REFUSED/)
})
