import { createHash, timingSafeEqual, verify, type KeyObject } from 'node:crypto'
import type { CapAlert } from '../../domain/cap/model.ts'
import type { CapFindingRule } from '../../domain/cap/rule-ids.ts'
import type { Params } from '../../domain/finding.ts'
import { isValidCap, readCap } from '../cap/read.ts'
import { XML_DSIG } from '../cap/structure.ts'
import { childElements, textOf, type XmlDocument, type XmlElement } from '../xml/node.ts'
import { scanXml } from '../xml/scan.ts'
import {
  DIGEST_ALGORITHMS,
  ENVELOPED,
  SIGNATURE_ALGORITHMS,
  type DigestAlgorithm,
  type SignatureAlgorithm,
} from './algorithms.ts'
import {
  CANONICAL_ALGORITHMS,
  canonicalDocument,
  canonicalElement,
  EXCLUSIVE,
  INCLUSIVE,
  type Canonical,
} from './canonical.ts'
import type { TrustedKey } from './keys.ts'

export interface VerifiedCap {
  readonly verified: boolean
  /** Name of the trusted key that made the signature, or null. */
  readonly signer: string | null
  readonly keyId: string | null
  /** `rsa-sha256`, `ecdsa-sha256`, … as the document says, or null. */
  readonly algorithm: string | null
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
  if (document === null) return unread(finding?.params ?? {})
  let claim: Claim | null = null
  try {
    const signature = findSignature(document.root)
    claim = readClaim(signature)
    return judge({ document, signature, claim, trusted })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return {
      verified: false,
      signer: null,
      keyId: null,
      algorithm: claim?.method.name ?? null,
      weak: typeof claim?.weak === 'string',
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

class Refused extends Error {
  readonly rule: CapFindingRule
  readonly params: Params

  constructor(rule: CapFindingRule, found: string | number = '') {
    super(rule)
    this.rule = rule
    this.params = { found }
  }
}

/** What a signature says of itself, before anything of it is believed. */
interface Claim {
  readonly signedInfo: XmlElement
  readonly signedForm: Canonical
  readonly method: SignatureAlgorithm
  readonly digest: DigestAlgorithm
  readonly digestValue: Buffer
  readonly documentForm: Canonical
  readonly value: Buffer
  /** The broken algorithm it rests on, or null. */
  readonly weak: string | null
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
  if (claim.weak !== null) throw new Refused('S01-weak', claim.weak)
  const signed = canonicalElement(claim.signedInfo, [document.root, signature], claim.signedForm)
  const key = trusted.find((each) => isSignedBy(each.publicKey, signed, claim))
  if (key === undefined) throw new Refused('S01-key')
  // A document with several readings has one here: that of the octets the key vouches for.
  const again = readCap(Buffer.from(covered))
  if (again.alert === null || !isValidCap(again.findings)) throw new Refused('S02-content')
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
  if (method.keyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    return false
  // XML-DSig has ECDSA values as r ‖ s, not as the DER of X.509: RFC 6931 §2.3.6.
  const options = method.keyType === 'ec' ? { key, dsaEncoding: 'ieee-p1363' as const } : { key }
  return verify(method.hash, Buffer.from(signed), options, value)
}

function findSignature(root: XmlElement): XmlElement {
  const found = signaturesBelow(root)
  const [signature] = found
  if (signature === undefined) throw new Refused('S01-unsigned')
  if (found.length > 1) throw new Refused('S01-several', found.length)
  if (childElements(root).at(-1) !== signature) throw new Refused('S01-misplaced')
  return signature
}

function signaturesBelow(element: XmlElement): XmlElement[] {
  return childElements(element).flatMap((child) => {
    const is = child.namespace === XML_DSIG && child.local === 'Signature'
    return is ? [child, ...signaturesBelow(child)] : signaturesBelow(child)
  })
}

function readClaim(signature: XmlElement): Claim {
  const [signedInfo, value, ...rest] = childrenOf(signature)
  if (signedInfo?.local !== 'SignedInfo' || value?.local !== 'SignatureValue') {
    throw new Refused('S01-structure', 'Signature')
  }
  if (rest.length > 1 || rest.some((each) => each.local !== 'KeyInfo')) {
    throw new Refused('S01-structure', rest.map((each) => each.local).join(' '))
  }
  const [canonicalization, method, ...references] = childrenOf(signedInfo)
  const [reference] = references
  if (canonicalization?.local !== 'CanonicalizationMethod' || method?.local !== 'SignatureMethod') {
    throw new Refused('S01-structure', 'SignedInfo')
  }
  if (reference?.local !== 'Reference' || references.length !== 1) {
    throw new Refused('S01-reference', `${references.length}`)
  }
  const algorithm = SIGNATURE_ALGORITHMS.get(algorithmOf(method))
  if (algorithm === undefined) throw new Refused('S01-algorithm', algorithmOf(method))
  if (childElements(method).length > 0) throw new Refused('S01-structure', 'SignatureMethod')
  const { digest, digestValue, documentForm } = readReference(reference)
  return {
    signedInfo,
    signedForm: canonicalOf(canonicalization, 'S01-algorithm'),
    method: algorithm,
    digest,
    digestValue,
    documentForm,
    value: decodeBase64(value),
    weak: algorithm.weak ? algorithm.name : digest.weak ? digest.hash : null,
  }
}

function readReference(
  reference: XmlElement,
): Pick<Claim, 'digest' | 'digestValue' | 'documentForm'> {
  const uri = reference.attributes.find((each) => each.name === 'URI')?.value
  if (uri !== '') throw new Refused('S01-reference', uri ?? '(none)')
  const [transforms, method, value, ...rest] = childrenOf(reference)
  if (transforms?.local !== 'Transforms' || method?.local !== 'DigestMethod') {
    throw new Refused('S01-structure', 'Reference')
  }
  if (value?.local !== 'DigestValue' || rest.length > 0) {
    throw new Refused('S01-structure', 'Reference')
  }
  const [first, second, ...more] = childrenOf(transforms)
  if (first === undefined || algorithmOf(first) !== ENVELOPED || more[0] !== undefined) {
    throw new Refused('S01-transform', algorithmOf(more[0] ?? first ?? transforms))
  }
  if (childElements(first).length > 0) throw new Refused('S01-transform', ENVELOPED)
  const digest = DIGEST_ALGORITHMS.get(algorithmOf(method))
  if (digest === undefined) throw new Refused('S01-algorithm', algorithmOf(method))
  const documentForm =
    second === undefined
      ? CANONICAL_ALGORITHMS.get(INCLUSIVE)!
      : canonicalOf(second, 'S01-transform')
  // A reference with URI="" is to the document without its comments: RFC 3275 §4.3.3.3.
  return {
    digest,
    digestValue: decodeBase64(value),
    documentForm: { ...documentForm, comments: false },
  }
}

/** Child elements, all of XML-DSig, with nothing but whitespace between them. */
function childrenOf(element: XmlElement): XmlElement[] {
  const children = childElements(element)
  const isClean = /^[\t\n\r ]*$/.test(textOf(element))
  if (!isClean || children.some((each) => each.namespace !== XML_DSIG)) {
    throw new Refused('S01-structure', element.local)
  }
  return children
}

function algorithmOf(element: XmlElement): string {
  return element.attributes.find((each) => each.name === 'Algorithm')?.value ?? ''
}

function canonicalOf(element: XmlElement, rule: CapFindingRule): Canonical {
  const canonical = CANONICAL_ALGORITHMS.get(algorithmOf(element))
  if (canonical === undefined) throw new Refused(rule, algorithmOf(element))
  const [list, ...more] = childElements(element)
  if (list === undefined) return canonical
  const isList =
    canonical.form === 'exclusive' &&
    list.namespace === EXCLUSIVE &&
    list.local === 'InclusiveNamespaces'
  if (!isList || more.length > 0) throw new Refused('S01-structure', element.local)
  const text = list.attributes.find((each) => each.name === 'PrefixList')?.value ?? ''
  const prefixes = text.split(' ').filter((each) => each !== '')
  return {
    ...canonical,
    inclusivePrefixes: prefixes.map((each) => (each === '#default' ? '' : each)),
  }
}

function decodeBase64(element: XmlElement): Buffer {
  const text = textOf(element).replace(/[\t\n\r ]/g, '')
  const isBase64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)
  if (!isBase64 || text === '' || childElements(element).length > 0) {
    throw new Refused('S01-structure', element.local)
  }
  return Buffer.from(text, 'base64')
}
