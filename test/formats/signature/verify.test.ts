import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeCap } from '../../../src/formats/cap/write.ts'
import {
  generateKeyPems,
  loadSigningKey,
  loadTrustedKey,
} from '../../../src/formats/signature/keys.ts'
import { signCap } from '../../../src/formats/signature/sign.ts'
import { verifyCap } from '../../../src/formats/signature/verify.ts'
import { sampleAlert } from '../../domain/cap/sample.ts'

const SAMPLE = writeCap(sampleAlert())
const OWN = generateKeyPems('ecdsa-p256-sha256')
const TRUSTED = [loadTrustedKey(OWN.publicPem)]
const SIGNED = signCap(SAMPLE, loadSigningKey(OWN.privatePem))
const SIGNATURE = /<Signature .*<\/Signature>/.exec(SIGNED)![0]
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const verify = (xml: string) => verifyCap(Buffer.from(xml), TRUSTED)

// Tampering that keeps the document CAP 1.2 on its face.
const TAMPERED: [reason: string, what: string, xml: string][] = [
  ['S01-digest', 'a changed text', SIGNED.replace('Tsunami<', 'Gempa<')],
  ['S01-digest', 'one more space', SIGNED.replace('<info>', ' <info>')],
  ['S01-digest', 'an instruction put in front', `<?xml-stylesheet href="x"?>${SIGNED}`],
  ['S01-digest', 'an instruction after it', `${SIGNED}<?p?>`],
  ['S01-digest', 'one more info', SIGNED.replace('<info>', '<info></info><info>')],
  [
    'S01-key',
    'a changed signature value',
    SIGNED.replace(/<SignatureValue>..../, '<SignatureValue>AAAA'),
  ],
  ['S01-misplaced', 'the signature moved to the front', move('<identifier>')],
  ['S01-misplaced', 'the signature moved into an info', move('</info>')],
  ['S01-several', 'two signatures', SIGNED.replace('</alert>', `${SIGNATURE}</alert>`)],
  [
    'S01-several',
    'a signature inside the signature',
    SIGNED.replace('</Signature>', `<Object>${SIGNATURE}</Object></Signature>`),
  ],
  ['S01-unsigned', 'no signature', SAMPLE],
  ['S01-unsigned', 'a signature of no namespace', SIGNED.replace(` xmlns="${DSIG}"`, '')],
  [
    'S01-structure',
    'the true message carried inside the signature',
    SIGNED.replace('Tsunami<', 'Gempa<').replace(
      '</Signature>',
      `<Object Id="x">${SAMPLE}</Object></Signature>`,
    ),
  ],
  ['S01-reference', 'a reference to a part', SIGNED.replace('URI=""', 'URI="#x"')],
  ['S01-reference', 'a reference to nothing', SIGNED.replace(' URI=""', '')],
  ['S01-reference', 'a reference by pointer', SIGNED.replace('URI=""', 'URI="#xpointer(/)"')],
  ['S01-reference', 'two references', SIGNED.replace(/(<Reference .*<\/Reference>)/, '$1$1')],
  ['S01-reference', 'no reference', SIGNED.replace(/<Reference .*<\/Reference>/, '')],
  [
    'S01-transform',
    'an XPath transform',
    SIGNED.replace(`${DSIG}enveloped-signature`, 'http://www.w3.org/TR/1999/REC-xpath-19991116'),
  ],
  [
    'S01-transform',
    'a third transform',
    SIGNED.replace(
      '</Transforms>',
      '<Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></Transform></Transforms>',
    ),
  ],
  [
    'S01-transform',
    'an XSLT transform',
    SIGNED.replace(/xml-exc-c14n#"><\/Transform>/, 'REC-xslt-19991116"></Transform>'),
  ],
  ['S01-algorithm', 'HMAC with a public key', SIGNED.replace('ecdsa-sha256', 'hmac-sha256')],
  [
    'S01-algorithm',
    'an unknown canonicalisation',
    SIGNED.replace('xml-exc-c14n#"></Canon', 'x"></Canon'),
  ],
  ['S01-structure', 'a comment and text between', SIGNED.replace('<SignedInfo>', '<SignedInfo>x')],
  ['S01-structure', 'no base64', SIGNED.replace(/<SignatureValue>..../, '<SignatureValue>!!!!')],
  ['S01-digest', 'a foreign c14n of the document', SIGNED.replace('Tsunami<', 'Ts<!--x-->unamii<')],
]

test.for(TAMPERED)('verifyCap() refuses by %s: %s', ([reason, , xml]) => {
  expect(xml).not.toBe(SIGNED)
  expect(verify(xml)).toMatchObject({ verified: false, reason, alert: null, signer: null })
})

test('a comment in the document changes nothing that is verified', () => {
  // The canonical form has no comments, and the alert is read from it: what is shown is "Tsunami".
  const verdict = verify(SIGNED.replace('Tsunami<', 'Tsu<!-- x -->nami<'))
  expect(verdict.verified).toBe(true)
  expect(verdict.alert!.infos[0]!.event).toBe('Tsunami')
})

test('verifyCap() trusts only the keys it was given', () => {
  const other = loadTrustedKey(generateKeyPems('ecdsa-p256-sha256').publicPem)
  const octets = Buffer.from(SIGNED)
  expect(verifyCap(octets, [])).toMatchObject({ verified: false, reason: 'S01-key' })
  expect(verifyCap(octets, [other])).toMatchObject({ verified: false, reason: 'S01-key' })
  const rsa = loadTrustedKey(generateKeyPems('rsa-sha256').publicPem)
  expect(verifyCap(octets, [rsa, other, ...TRUSTED])).toMatchObject({
    verified: true,
    keyId: OWN.keyId,
  })
})

test('a key the document brings along counts for nothing', () => {
  const stranger = generateKeyPems('rsa-sha256')
  const forged = signCap(SAMPLE, loadSigningKey(stranger.privatePem))
  const { n, e } = loadTrustedKey(stranger.publicPem).publicKey.export({ format: 'jwk' })
  const base64 = (value: string) => Buffer.from(value, 'base64url').toString('base64')
  const value = `<KeyInfo><KeyValue><RSAKeyValue><Modulus>${base64(n!)}</Modulus><Exponent>${base64(e!)}</Exponent></RSAKeyValue></KeyValue></KeyInfo>`
  const carried = forged.replace('</Signature>', `${value}</Signature>`)
  expect(verify(carried)).toMatchObject({ verified: false, reason: 'S01-key' })
  expect(verifyCap(Buffer.from(carried), [loadTrustedKey(stranger.publicPem)]).verified).toBe(true)
})

interface Foreign {
  readonly method: string
  readonly digestMethod: string
  readonly hash: string
  readonly signHash: string
  readonly form: string
  readonly transforms: string
}

/** A signature as other publishers make it; RFC 3275 from memory. The key is RSA. */
function signForeign(f: Foreign, key: ReturnType<typeof foreignKey>): string {
  const digest = createHash(f.hash).update(SAMPLE).digest('base64')
  const info =
    `<CanonicalizationMethod Algorithm="${f.form}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${f.method}"></SignatureMethod><Reference URI=""><Transforms>` +
    `<Transform Algorithm="${DSIG}enveloped-signature"></Transform>${f.transforms}</Transforms>` +
    `<DigestMethod Algorithm="${f.digestMethod}"></DigestMethod>` +
    `<DigestValue>${digest}</DigestValue></Reference>`
  const signed = `<SignedInfo xmlns="${DSIG}">${info}</SignedInfo>`
  const value = sign(f.signHash, Buffer.from(signed), key.privateKey).toString('base64')
  const signature = `<Signature xmlns="${DSIG}"><SignedInfo>${info}</SignedInfo>\n<SignatureValue>\n${value}\n</SignatureValue></Signature>`
  return SAMPLE.replace('</alert>', `${signature}</alert>`)
}

function foreignKey(bits: number) {
  return generateKeyPairSync('rsa', { modulusLength: bits })
}

const FOREIGN: Foreign = {
  method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
  hash: 'sha256',
  signHash: 'sha256',
  form: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  transforms: '',
}

test('verifyCap() takes the implicit C14N 1.0, C14N 1.1 and whitespace of other publishers', () => {
  const key = foreignKey(2048)
  const trusted = [{ keyId: 'x', name: 'x', publicKey: key.publicKey }]
  const c14n11 = '<Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"></Transform>'
  for (const transforms of ['', c14n11]) {
    const xml = signForeign({ ...FOREIGN, transforms }, key)
    expect(verifyCap(Buffer.from(xml), trusted)).toMatchObject({
      verified: true,
      algorithm: 'rsa-sha256',
    })
  }
})

test('SHA-1 is weak and never verified, in the signature or in the digest', () => {
  const key = foreignKey(2048)
  const trusted = [{ keyId: 'x', name: 'x', publicKey: key.publicKey }]
  const sha1 = { digestMethod: `${DSIG}sha1`, hash: 'sha1' }
  const weak = { verified: false, weak: true, reason: 'S01-weak', alert: null }
  for (const change of [{ method: `${DSIG}rsa-sha1`, signHash: 'sha1' }, sha1]) {
    const xml = signForeign({ ...FOREIGN, ...change }, key)
    expect(verifyCap(Buffer.from(xml), trusted)).toMatchObject(weak)
    // What is wrong besides is said first: weak means that the signature would hold.
    const changed = Buffer.from(xml.replace('Tsunami<', 'Gempa<'))
    expect(verifyCap(changed, trusted)).toMatchObject({ weak: true, reason: 'S01-digest' })
    expect(verifyCap(Buffer.from(xml), TRUSTED)).toMatchObject({ weak: true, reason: 'S01-key' })
  }
})

test('an RSA key below 2048 bits is weak', () => {
  const key = foreignKey(1024)
  const trusted = [{ keyId: 'x', name: 'x', publicKey: key.publicKey }]
  expect(verifyCap(Buffer.from(signForeign(FOREIGN, key)), trusted)).toMatchObject({
    verified: false,
    weak: true,
    reason: 'S01-weak',
    params: { found: 'rsa-1024' },
    alert: null,
  })
})

test('verifyCap() refuses what no reader takes, signed or not', () => {
  expect(verify(`<!DOCTYPE alert>${SIGNED}`)).toMatchObject({
    verified: false,
    reason: 'S02-content',
    params: { found: 'X01-doctype 1:1' },
  })
  expect(verify('')).toMatchObject({ verified: false, reason: 'S02-content' })
  expect(verifyCap(readFileSync('fixtures/cap/cancel.xml'), TRUSTED).reason).toBe('S01-unsigned')
})

function move(before: string): string {
  return SIGNED.replace(SIGNATURE, '').replace(before, SIGNATURE + before)
}
