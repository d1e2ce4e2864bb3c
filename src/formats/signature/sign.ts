import { createHash, createPublicKey, sign } from 'node:crypto'
import { Refusal } from '../../domain/error.ts'
import type { Finding } from '../../domain/finding.ts'
import { isValidCap, readCapElement } from '../cap/read.ts'
import { XML_DSIG } from '../cap/structure.ts'
import { childElements } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import { ECDSA_SHA256, ENVELOPED, RSA_SHA256, SHA256 } from './algorithms.ts'
import { CANONICAL_ALGORITHMS, canonicalParts, EXCLUSIVE, relativeNamespace } from './canonical.ts'
import { algorithmOf, keyIdOf, type SigningKey } from './keys.ts'
import { verifyCap } from './verify.ts'

/**
 * Signs a CAP message: enveloped XML-DSig, exclusive C14N, SHA-256. RFC 3275 §3.1. What comes back
 * is to be served octet for octet. It is the canonical form of what came in, so a document of
 * `writeCap` stays as it is, and one with a declaration, comments or another encoding loses them.
 *
 * @throws {Refusal} `CAP_INVALID` for what is not CAP 1.2 or is signed already, `KEY_REFUSED` for
 *   a key that does not fit its algorithm.
 */
export function signCap(xml: string | Uint8Array, key: SigningKey): string {
  if (algorithmOf(key.privateKey) !== key.algorithm) {
    throw new Refusal('KEY_REFUSED', { what: key.algorithm })
  }
  const octets = typeof xml === 'string' ? Buffer.from(xml) : xml
  const { document, finding } = scanXml(octets)
  if (document === null) {
    const what = finding?.rule ?? 'X05'
    throw new Refusal('CAP_INVALID', { what }, { cause: finding === null ? [] : [finding] })
  }
  const { findings } = readCapElement(document.root)
  const wrong = findings.find((each) => each.rule.startsWith('X') && each.level === 'error')
  if (wrong !== undefined || !isValidCap(findings)) {
    throw new Refusal('CAP_INVALID', { what: `${wrong?.rule} ${wrong?.path}` }, { cause: findings })
  }
  const relative = relativeNamespace(document.root)
  if (relative !== null) throw new Refusal('CAP_INVALID', { what: `xmlns ${relative}` })
  if (childElements(document.root).some((each) => each.namespace === XML_DSIG)) {
    const signed: Finding = { level: 'error', rule: 'S04-signed', path: '/alert[1]', params: {} }
    throw new Refusal('CAP_INVALID', { what: signed.rule }, { cause: [signed] })
  }
  const { before, root, after } = canonicalParts(document, CANONICAL_ALGORITHMS.get(EXCLUSIVE)!)
  const end = root.lastIndexOf('</')
  const signature = writeSignature(before + root + after, key)
  const signed = before + root.slice(0, end) + signature + root.slice(end) + after
  assertVerifies(signed, key)
  return signed
}

function writeSignature(covered: string, key: SigningKey): string {
  const digest = createHash('sha256').update(covered).digest('base64')
  const method = key.algorithm === 'rsa-sha256' ? RSA_SHA256 : ECDSA_SHA256
  const content =
    `<CanonicalizationMethod Algorithm="${EXCLUSIVE}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${method}"></SignatureMethod>` +
    '<Reference URI=""><Transforms>' +
    `<Transform Algorithm="${ENVELOPED}"></Transform>` +
    `<Transform Algorithm="${EXCLUSIVE}"></Transform>` +
    `</Transforms><DigestMethod Algorithm="${SHA256}"></DigestMethod>` +
    `<DigestValue>${digest}</DigestValue></Reference>`
  // Cut out of the document, SignedInfo states the namespace that Signature states around it.
  const signed = `<SignedInfo xmlns="${XML_DSIG}">${content}</SignedInfo>`
  const { privateKey } = key
  const value = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return (
    `<Signature xmlns="${XML_DSIG}"><SignedInfo>${content}</SignedInfo>` +
    `<SignatureValue>${value.toString('base64')}</SignatureValue>` +
    `${writeKeyInfo(key.certificatePem)}</Signature>`
  )
}

function writeKeyInfo(certificatePem: string | undefined): string {
  if (certificatePem === undefined) return ''
  const base64 = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(certificatePem)?.[1]
  if (base64 === undefined)
    throw new Refusal('KEY_REFUSED', { what: 'the certificate must be X.509 in PEM' })
  const certificate = base64.replace(/\s/g, '')
  return `<KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo>`
}

// What leaves here goes on air: a fault of ours is a bug to stop at, not a document to send.
function assertVerifies(signed: string, key: SigningKey): void {
  const publicKey = createPublicKey(key.privateKey)
  const keyId = keyIdOf(publicKey)
  const { reason, params } = verifyCap(Buffer.from(signed), [{ keyId, publicKey, name: keyId }])
  if (reason === null) return
  throw new Error(`Cannot verify our own signature: ${reason} ${JSON.stringify(params)}`)
}
