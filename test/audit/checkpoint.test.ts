import { generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Trust,
} from '../../src/audit/checkpoint.ts'
import { noteSigner, publicKeyOctets, sha256, verifySignature } from '../../src/audit/node.ts'
import {
  formatVkey,
  noteKey,
  openNote,
  parseNote,
  parseVkey,
  signNote,
} from '../../src/audit/note.ts'

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

// The worked example of the documentation of golang.org/x/mod/sumdb/note, entered from memory; a
// signature that verifies is not remembered by accident.
const NEUMANN = {
  vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  seed: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
  text:
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n",
  signature:
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
}
const NEUMANN_NOTE = `${NEUMANN.text}\n— PeterNeumann ${NEUMANN.signature}\n`

test('parseVkey() and formatVkey() read and write the known verifier key', () => {
  const key = parseVkey(sha256, NEUMANN.vkey)!
  expect(key.name).toBe('PeterNeumann')
  expect(key.id).toBe(0xc74f20a3)
  expect(formatVkey(key)).toBe(NEUMANN.vkey)
})

test('signNote() gives the known signature, and openNote() takes it', () => {
  // The first octet of an encoded key is its signature type.
  const signer = noteSigner('PeterNeumann', Buffer.from(NEUMANN.seed, 'base64').subarray(1))
  expect(formatVkey(signer.key)).toBe(NEUMANN.vkey)
  expect(signNote(NEUMANN.text, signer)).toBe(NEUMANN_NOTE)
  expect(openNote(NEUMANN_NOTE, [signer.key], verifySignature)).toBe(NEUMANN.text)
})

// RFC 8032 §7.1 TEST 2, entered from memory.
test('noteSigner() and verifySignature() give the signature of RFC 8032 §7.1', () => {
  const seed = Buffer.from(
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    'hex',
  )
  const signer = noteSigner('n', seed)
  expect(hex(signer.key.publicKey)).toBe(
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
  )
  const signature = signer.sign(Buffer.of(0x72))
  expect(hex(signature)).toBe(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  )
  expect(verifySignature(signer.key.publicKey, Buffer.of(0x72), signature)).toBe(true)
  expect(verifySignature(signer.key.publicKey, Buffer.of(0x73), signature)).toBe(false)
  expect(verifySignature(signer.key.publicKey, Buffer.of(0x72), signature.subarray(1))).toBe(false)
  expect(verifySignature(new Uint8Array(3), Buffer.of(0x72), signature)).toBe(false)
})

test('noteSigner() and publicKeyOctets() take PEM, and Ed25519 alone', () => {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const signer = noteSigner('n', pair.privateKey)
  expect(hex(signer.key.publicKey)).toBe(hex(publicKeyOctets(pair.publicKey)))
  const other = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  expect(() => noteSigner('n', other.privateKey)).toThrow(RangeError)
  expect(() => publicKeyOctets(other.publicKey)).toThrow(RangeError)
  expect(() => noteSigner('n', 'no key')).toThrow(RangeError)
  expect(() => noteSigner('n', new Uint8Array(31))).toThrow(RangeError)
  expect(() => publicKeyOctets('no key')).toThrow(RangeError)
})

const signer = noteSigner('log.example/kentongan', new Uint8Array(32).fill(1))
const stranger = noteSigner('log.example/kentongan', new Uint8Array(32).fill(2))
const trust: Trust = { origin: 'log.example/kentongan', keys: [signer.key], verifySignature }
const checkpoint = { origin: trust.origin, size: 20852163, root: new Uint8Array(32).fill(9) }
const signed = signCheckpoint(checkpoint, signer)

test('signCheckpoint() writes origin, size and root, a line each', () => {
  expect(signed.split('\n').slice(0, 4)).toEqual([
    'log.example/kentongan',
    '20852163',
    'CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=',
    '',
  ])
})

// The example of C2SP tlog-checkpoint; its key is not in the clause, so only its form is read.
test('parseCheckpoint() reads the example of the clause', () => {
  const note =
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
    '— example.com/behind-the-sofa ' +
    'Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
  const parsed = parseCheckpoint(note)!
  expect(parsed.origin).toBe('example.com/behind-the-sofa')
  expect(parsed.size).toBe(20852163)
  expect(hex(parsed.root)).toBe('0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62')
})

test('openCheckpoint() undoes signCheckpoint()', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
      const said = { origin: trust.origin, size, root }
      expect(openCheckpoint(signCheckpoint(said, signer), trust)).toEqual(said)
    }),
    { numRuns: 30 },
  )
})

test('openCheckpoint() refuses every change of a character', () => {
  for (let at = 0; at < signed.length; at++) {
    const other = signed[at] === 'A' ? 'B' : 'A'
    const changed = `${signed.slice(0, at)}${other}${signed.slice(at + 1)}`
    expect(openCheckpoint(changed, trust)).toBeNull()
    expect(openCheckpoint(signed.slice(0, at), trust)).toBeNull()
  }
})

test('openCheckpoint() ignores unknown keys but needs one that it knows', () => {
  const line = (note: string): string => note.split('\n').at(-2)!
  const foreign = signCheckpoint(checkpoint, stranger)
  expect(openCheckpoint(foreign, trust)).toBeNull()
  expect(openCheckpoint(`${signed}${line(foreign)}\n`, trust)).toEqual(checkpoint)
  expect(openCheckpoint(`${foreign}${line(signed)}\n`, trust)).toEqual(checkpoint)
})

test('openCheckpoint() refuses the whole note when a known key signed something else', () => {
  const witness = noteSigner('witness', new Uint8Array(32).fill(3))
  const wrong = signNote('else\n', witness).split('\n').at(-2)!
  const both = { ...trust, keys: [signer.key, witness.key] }
  expect(openCheckpoint(`${signed}${wrong}\n`, trust)).toEqual(checkpoint)
  expect(openCheckpoint(`${signed}${wrong}\n`, both)).toBeNull()
})

test('openCheckpoint() refuses another log and takes extension lines', () => {
  expect(openCheckpoint(signed, { ...trust, origin: 'log.example/other' })).toBeNull()
  const [origin, size, root] = signed.split('\n')
  const extended = signNote(`${origin}\n${size}\n${root}\nextension\n`, signer)
  expect(openCheckpoint(extended, trust)).toEqual(checkpoint)
})

const ROOT = 'CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk='
test.for([
  ['two lines', `${trust.origin}\n5\n`],
  ['a leading zero', `${trust.origin}\n05\n${ROOT}\n`],
  ['a sign', `${trust.origin}\n+5\n${ROOT}\n`],
  ['a size beyond 2^53', `${trust.origin}\n9007199254740992\n${ROOT}\n`],
  ['a short root', `${trust.origin}\n5\nCQk=\n`],
  ['an empty line', `${trust.origin}\n5\n${ROOT}\n\nx\n`],
] as const)('openCheckpoint() refuses a signed text with %s', ([, text]) => {
  expect(openCheckpoint(signNote(text, signer), trust)).toBeNull()
})

test('parseNote() gives null for what is no note', () => {
  const line = signed.split('\n').at(-2)!
  for (const note of [
    '',
    '\n',
    'text\n',
    `text\n${line}\n`,
    `text\n\n${line}`,
    `te\rxt\n\n${line}\n`,
    `te\ud800xt\n\n${line}\n`,
    `text\n\n${line}\n\n`,
    `text\n\n- n AAAAAAA=\n`,
    `text\n\n— n+m AAAAAAA=\n`,
    `text\n\n— n AAAA\n`,
    `text\n\n${`${line}\n`.repeat(65)}`,
    `${'x'.repeat(70_000)}\n\n${line}\n`,
  ]) {
    expect(parseNote(note)).toBeNull()
  }
  expect(parseNote(`text\n\n${`${line}\n`.repeat(16)}`)?.signatures).toHaveLength(16)
})

test('parseVkey() gives null for what is no Ed25519 verifier key', () => {
  const good = formatVkey(signer.key)
  expect(parseVkey(sha256, good)).toEqual(signer.key)
  expect(parseVkey(sha256, good.replace('log', 'lag'))).toBeNull()
  expect(parseVkey(sha256, good.slice(0, -4))).toBeNull()
  expect(parseVkey(sha256, 'n+00000000+AQ==')).toBeNull()
  expect(parseVkey(sha256, 'n m+00000000+AQ==')).toBeNull()
  expect(parseVkey(sha256, '')).toBeNull()
})

test('noteKey(), signNote() and signCheckpoint() refuse what no note can hold', () => {
  const key = signer.key.publicKey
  for (const name of ['', 'a b', 'a+b', 'a\nb', 'a\u2003b', 'a\u0085b']) {
    expect(() => noteKey(sha256, name, key)).toThrow(RangeError)
  }
  expect(() => noteKey(sha256, 'n', key.subarray(1))).toThrow(RangeError)
  expect(() => signNote('no newline', signer)).toThrow(RangeError)
  expect(() => signNote('a\tb\n', signer)).toThrow(RangeError)
  for (const change of [
    { origin: '' },
    { origin: 'a\nb' },
    { size: -1 },
    { root: key.subarray(1) },
  ]) {
    expect(() => signCheckpoint({ ...checkpoint, ...change }, signer)).toThrow(RangeError)
  }
})
