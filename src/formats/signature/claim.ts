import type { CapFindingRule } from '../../domain/cap/rule-ids.ts'
import type { Params } from '../../domain/finding.ts'
import { XML_DSIG } from '../cap/structure.ts'
import { childElements, textOf, type XmlElement } from '../xml/node.ts'
import {
  DIGEST_ALGORITHMS,
  ENVELOPED,
  SIGNATURE_ALGORITHMS,
  type DigestAlgorithm,
  type SignatureAlgorithm,
} from './algorithms.ts'
import { CANONICAL_ALGORITHMS, EXCLUSIVE, INCLUSIVE, type Canonical } from './canonical.ts'

/** Why a document is not believed: caught by `verifyCap`, nobody else. */
export class Refused extends Error {
  readonly rule: CapFindingRule
  readonly params: Params

  constructor(rule: CapFindingRule, found: string | number = '') {
    super(rule)
    this.rule = rule
    this.params = { found }
  }
}

/** What a signature says of itself, before anything of it is believed. */
export interface Claim {
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

/** The one signature of a message, last child of its root. CAP 1.2 §3.3.4.1. @throws {Refused} */
export function findSignature(root: XmlElement): XmlElement {
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

/** Takes a signature apart; whatever our policy has no use for is refused. @throws {Refused} */
export function readClaim(signature: XmlElement): Claim {
  const [signedInfo, value, ...rest] = childrenOf(signature)
  if (signedInfo?.local !== 'SignedInfo' || value?.local !== 'SignatureValue') {
    throw new Refused('S01-structure', 'Signature')
  }
  if (rest.length > 1 || rest.some((each) => each.local !== 'KeyInfo')) {
    throw new Refused('S01-structure', rest.map((each) => each.local).join(' '))
  }
  for (const keyInfo of rest) assertAttributes(keyInfo)
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
  if (childrenOf(method).length > 0) throw new Refused('S01-structure', 'SignatureMethod')
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
  // Without URI "the receiving application is expected to know" what is meant: RFC 3275 §4.3.3.1.
  if (uri !== '') throw new Refused('S01-reference', uri ?? '(none)')
  // A manifest or an object stands elsewhere, whatever the URI says.
  const type = reference.attributes.find((each) => each.name === 'Type')
  if (type !== undefined) throw new Refused('S01-reference', type.value)
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
  if (childrenOf(first).length > 0) throw new Refused('S01-transform', ENVELOPED)
  const digest = DIGEST_ALGORITHMS.get(algorithmOf(method))
  if (digest === undefined) throw new Refused('S01-algorithm', algorithmOf(method))
  if (childrenOf(method).length > 0) throw new Refused('S01-structure', 'DigestMethod')
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

/** Child elements, all of XML-DSig, with nothing but whitespace and comments between them. */
function childrenOf(element: XmlElement): XmlElement[] {
  assertAttributes(element)
  const children = childElements(element)
  const isClean = /^[\t\n\r ]*$/.test(textOf(element))
  if (!isClean || children.some((each) => each.namespace !== XML_DSIG)) {
    throw new Refused('S01-structure', element.local)
  }
  return children
}

/** Every attribute that RFC 3275 gives an element we read. */
const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Signature', ['Id']],
  ['SignedInfo', ['Id']],
  ['CanonicalizationMethod', ['Algorithm']],
  ['SignatureMethod', ['Algorithm']],
  ['Reference', ['Id', 'URI', 'Type']],
  ['Transform', ['Algorithm']],
  ['DigestMethod', ['Algorithm']],
  ['SignatureValue', ['Id']],
  ['KeyInfo', ['Id']],
  ['InclusiveNamespaces', ['PrefixList']],
])

function assertAttributes({ local, attributes }: XmlElement): void {
  const known = ATTRIBUTES.get(local) ?? []
  const strange = attributes.find((each) => !known.includes(each.name))
  if (strange !== undefined) throw new Refused('S01-structure', `${local} ${strange.name}`)
}

function algorithmOf(element: XmlElement): string {
  return element.attributes.find((each) => each.name === 'Algorithm')?.value ?? ''
}

function canonicalOf(element: XmlElement, rule: CapFindingRule): Canonical {
  assertAttributes(element)
  const canonical = CANONICAL_ALGORITHMS.get(algorithmOf(element))
  if (canonical === undefined) throw new Refused(rule, algorithmOf(element))
  const [list, ...more] = childElements(element)
  if (list === undefined && textOf(element).trim() === '') return canonical
  const isList = list?.namespace === EXCLUSIVE && list.local === 'InclusiveNamespaces'
  if (!isList || canonical.form !== 'exclusive' || more.length > 0) {
    throw new Refused('S01-structure', element.local)
  }
  assertAttributes(list)
  const text = list.attributes.find((each) => each.name === 'PrefixList')?.value ?? ''
  const prefixes = text.split(/[\t\n\r ]+/).filter((each) => each !== '')
  return {
    ...canonical,
    inclusivePrefixes: prefixes.map((each) => (each === '#default' ? '' : each)),
  }
}

function decodeBase64(element: XmlElement): Buffer {
  assertAttributes(element)
  const text = textOf(element).replace(/[\t\n\r ]/g, '')
  const isBase64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)
  // A comment inside a value has other readers see another value (CVE-2025-29775).
  const isPlain = element.children.every((each) => each.kind === 'text')
  if (!isBase64 || text === '' || !isPlain) throw new Refused('S01-structure', element.local)
  return Buffer.from(text, 'base64')
}
