import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/error.ts'
import { readCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import {
  generateKeyPems,
  loadSigningKey,
  loadTrustedKey,
} from '../../../src/formats/signature/keys.ts'
import { signCap } from '../../../src/formats/signature/sign.ts'
import { verifyCap } from '../../../src/formats/signature/verify.ts'
import { sampleAlert } from '../../domain/cap/sample.ts'
import { capAlerts } from '../cap/alerts.ts'
import { hasProgram, inTempFolder, validateAll } from '../xmllint.ts'

const SAMPLE = writeCap(sampleAlert())
const RSA = generateKeyPems('rsa-sha256')
const EC = generateKeyPems('ecdsa-p256-sha256')
const KEYS = [
  ['RSA', RSA],
  ['ECDSA', EC],
] as const

test.for(KEYS)('signCap() adds a signature to the octets as they are: %s', ([, pems]) => {
  const signed = signCap(SAMPLE, loadSigningKey(pems.privatePem))
  const at = signed.indexOf('<Signature ')
  expect(signed.slice(0, at) + signed.slice(signed.indexOf('</Signature>') + 12)).toBe(SAMPLE)
  expect(readCap(Buffer.from(signed)).findings).toEqual([])
  const verdict = verifyCap(Buffer.from(signed), [loadTrustedKey(pems.publicPem)])
  expect(verdict).toMatchObject({ verified: true, signer: pems.keyId, weak: false, reason: null })
  expect(verdict.alert).toEqual(sampleAlert())
})

test('an ECDSA value is r and s, 32 octets each', () => {
  const signed = signCap(SAMPLE, loadSigningKey(EC.privatePem))
  const value = /<SignatureValue>([^<]+)</.exec(signed)![1]!
  expect(Buffer.from(value, 'base64')).toHaveLength(64)
})

test('every alert can be signed and comes back as it was', () => {
  const key = loadSigningKey(EC.privatePem)
  const trusted = [loadTrustedKey(EC.publicPem)]
  fc.assert(
    fc.property(capAlerts, (alert) => {
      const { verified, alert: again } = verifyCap(
        Buffer.from(signCap(writeCap(alert), key)),
        trusted,
      )
      expect(verified).toBe(true)
      expect(again).toEqual(alert)
    }),
    { numRuns: 50 },
  )
})

test('signCap() takes foreign documents: prefixes, instructions, comments, another encoding', () => {
  const key = loadSigningKey(EC.privatePem)
  const trusted = [loadTrustedKey(EC.publicPem)]
  const latin = Buffer.from(
    `<?xml version="1.0" encoding="ISO-8859-1"?><!-- é -->${SAMPLE.replace('Pesisir', 'Pésisir')}`,
    'latin1',
  )
  for (const octets of [
    readFileSync('fixtures/cap/cancel.xml'),
    readFileSync('fixtures/cap/nowcast-shape.xml'),
    latin,
  ]) {
    const signed = signCap(octets, key)
    const verdict = verifyCap(Buffer.from(signed), trusted)
    expect(verdict.verified).toBe(true)
    expect(verdict.alert).toEqual(readCap(octets).alert)
  }
})

test.skipIf(!hasProgram('xmlsec1')).for(KEYS)(
  'xmlsec1 verifies what signCap() signs: %s',
  ([, pems]) => {
    const key = loadSigningKey(pems.privatePem)
    const documents = [SAMPLE, ...fc.sample(capAlerts, 8).map(writeCap)].map((xml) =>
      signCap(xml, key),
    )
    documents.push(signCap(readFileSync('fixtures/cap/nowcast-shape.xml'), key))
    documents.push(signCap(readFileSync('fixtures/cap/cancel.xml'), key))
    inTempFolder((folder) => {
      const [pem, file] = [join(folder, 'key.pem'), join(folder, 'signed.xml')]
      writeFileSync(pem, pems.publicPem)
      for (const document of documents) {
        writeFileSync(file, document)
        const { status } = spawnSync('xmlsec1', ['--verify', '--pubkey-pem', pem, file])
        expect(status).toBe(0)
        writeFileSync(file, document.replace(/(?=<\/(?:c:)?scope>)/, ' '))
        expect(spawnSync('xmlsec1', ['--verify', '--pubkey-pem', pem, file]).status).not.toBe(0)
      }
    })
  },
)

test.skipIf(!hasProgram('openssl') || !hasProgram('xmlsec1'))(
  'a certificate goes into the signature and xmlsec1 takes it as trust',
  () => {
    inTempFolder((folder) => {
      const [keyFile, certFile, file] = ['k.pem', 'c.pem', 's.xml'].map((n) => join(folder, n)) as [
        string,
        string,
        string,
      ]
      writeFileSync(keyFile, EC.privatePem)
      const subject = ['-subj', '/CN=Kementerian Contoh', '-days', '2']
      execFileSync('openssl', ['req', '-x509', '-key', keyFile, '-out', certFile, ...subject])
      const certificate = readFileSync(certFile, 'utf8')
      const signed = signCap(SAMPLE, loadSigningKey(EC.privatePem, certificate))
      writeFileSync(file, signed)
      const check = ['--verify', '--trusted-pem', certFile, file]
      expect(spawnSync('xmlsec1', check).status).toBe(0)
      const verdict = verifyCap(Buffer.from(signed), [loadTrustedKey(certificate)])
      expect(verdict).toMatchObject({ verified: true, signer: 'Kementerian Contoh' })
      expect(verifyCap(Buffer.from(signed), []).reason).toBe('S01-key')
    })
  },
)

test.skipIf(!hasProgram('xmllint'))('xmllint finds a signed document valid', () => {
  expect(validateAll([signCap(SAMPLE, loadSigningKey(RSA.privatePem))])).toEqual([true])
})

test('signCap() refuses what is not CAP 1.2, what is signed, and a key that does not fit', () => {
  const key = loadSigningKey(EC.privatePem)
  const code = (work: () => unknown) => {
    try {
      work()
      return null
    } catch (error) {
      return error instanceof Refusal ? error.code : error
    }
  }
  expect(code(() => signCap('<alert/>', key))).toBe('CAP_INVALID')
  expect(code(() => signCap('<alert', key))).toBe('CAP_INVALID')
  expect(code(() => signCap(signCap(SAMPLE, key), key))).toBe('CAP_INVALID')
  expect(code(() => signCap(SAMPLE.replace('cap:1.2', 'cap:1.1'), key))).toBe('CAP_INVALID')
  expect(code(() => signCap(SAMPLE, { ...key, algorithm: 'rsa-sha256' }))).toBe('KEY_REFUSED')
  expect(code(() => signCap(SAMPLE, { ...key, certificatePem: 'x' }))).toBe('KEY_REFUSED')
})

test('signCap() signs once and last, and nothing that has no canonical form', () => {
  const key = loadSigningKey(EC.privatePem)
  expect(() => signCap(signCap(SAMPLE, key), key)).toThrow(/S04-signed/)
  const relative = SAMPLE.replace('<alert', '<alert xmlns:x="../x"')
  expect(() => signCap(relative, key)).toThrow(/CAP_INVALID.*xmlns/)
})
