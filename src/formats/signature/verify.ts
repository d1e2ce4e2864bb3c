import { createHash, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import type { CapAlert } from '../../domain/cap/model.ts'
import type { CapFindingRule } from '../../domain/cap/rule-ids.ts'
import type { Finding, Params } from '../../domain/finding.ts'
import { isValidCap, readCap } from '../cap/read.ts'
import type { XmlDocument, XmlElement } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import { canonicalDocument, canonicalElement, relativeNamespace } from './canonical.ts'
import { findSignature, readClaim, Refused, type Claim } from './claim.ts'
import type { TrustedKey } from './keys.ts'

export interface VerifiedCap {
  readonly verified: boolean
  /** Name of the trusted key that made the signature, or null. */
  readonly signer: string | null
  readonly keyId: string | null
  /** `rsa-sha256`, `ecdsa-sha256`, … as the document says, or null. */
  readonly algorithm: string | null
  /** It rests on something broken: SHA-1, DSA, a short RSA key. Never together with `verified`. */
  readonly weak: boolean
  /** The rule that refused it, or null. */
  readonly reason: CapFindingRule | null
  /** What the texts of `reason` are filled with. */
  readonly params: Params
  /** Read again from the octets that were verified: nothing else of the document is believed. */
  readonly alert: CapAlert | null
}

/**
 * Verifies the enveloped signature of a CAP message under our policy, RFC 3275 §3.2: exactly one
 * signature, last child, one reference to the whole document, a key from `trusted` alone. What
 * the document says of its key (KeyInfo) is not looked at.
 */
export function verifyCap(octets: Uint8Array, trusted: readonly TrustedKey[]): VerifiedCap {
  const { document, finding } = scanXml(octets)
  if (document === null) return unread({ ...finding?.params, found: placeOf(finding) })
  let claim: Claim | null = null
  try {
    const signature = findSignature(document.root)
    claim = readClaim(signature)
    const relative = relativeNamespace(document.root)
    if (relative !== null) throw new Refused('S01-structure', relative)
    return judge({ document, signature, claim, trusted })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return {
      verified: false,
      signer: null,
      keyId: null,
      algorithm: claim?.method.name ?? null,
      weak: error.rule === 'S01-weak' || typeof claim?.weak === 'string',
      reason: error.rule,
      params: error.params,
      alert: null,
    }
  }
}

function unread(params: Params): VerifiedCap {
  const nobody = { signer: null, keyId: null, algorithm: null, weak: false, alert: null }
  return { verified: false, ...nobody, reason: 'S02-content', params }
}

/** What keeps a document from being read, and where: `X01-doctype 1:1`. */
function placeOf(finding: Finding | null): string {
  if (finding === null) return 'X05'
  const { line, column } = finding.params
  return `${finding.rule} ${line}:${column}`
}

interface Case {
  readonly document: XmlDocument
  readonly signature: XmlElement
  readonly claim: Claim
  readonly trusted: readonly TrustedKey[]
}

function judge({ document, signature, claim, trusted }: Case): VerifiedCap {
  const covered = canonicalDocument(document, claim.documentForm, signature)
  const digest = createHash(claim.digest.hash).update(covered).digest()
  if (digest.length !== claim.digestValue.length || !timingSafeEqual(digest, claim.digestValue)) {
    throw new Refused('S01-digest')
  }
  const signed = canonicalElement(claim.signedInfo, [document.root, signature], claim.signedForm)
  const key = trusted.find((each) => isSignedBy(each.publicKey, signed, claim))
  if (key === undefined) throw new Refused('S01-key')
  // A document with several readings has one here: that of the octets the key vouches for.
  const again = readCap(Buffer.from(covered))
  if (again.alert === null || !isValidCap(again.findings)) {
    const wrong = again.findings.find(({ level }) => level === 'error') ?? null
    throw new Refused('S02-content', placeOf(wrong))
  }
  // Last: that it is weak says too that nothing else is wrong.
  const weak = claim.weak ?? weakKey(key.publicKey)
  if (weak !== null) throw new Refused('S01-weak', weak)
  return {
    verified: true,
    signer: key.name,
    keyId: key.keyId,
    algorithm: claim.method.name,
    weak: false,
    reason: null,
    params: {},
    alert: again.alert,
  }
}

function isSignedBy(key: KeyObject, signed: string, { method, value }: Claim): boolean {
  if (key.asymmetricKeyType !== method.keyType) return false
  if (method.keyType === 'ec' && !CURVES.has(key.asymmetricKeyDetails?.namedCurve ?? '')) {
    return false
  }
  // XML-DSig has values of ECDSA and DSA as r ‖ s, not as the DER of X.509: RFC 6931 §2.3.6,
  // RFC 3275 §6.4.1.
  const options = method.keyType === 'rsa' ? { key } : { key, dsaEncoding: 'ieee-p1363' as const }
  return verify(method.hash, Buffer.from(signed), options, value)
}

/** P-256, P-384 and P-521, by the names OpenSSL has for them. */
const CURVES: ReadonlySet<string> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

function weakKey(key: KeyObject): string | null {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  return key.asymmetricKeyType === 'rsa' && bits < 2048 ? `rsa-${bits}` : null
}
