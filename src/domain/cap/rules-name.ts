import { finding, type Finding } from '../finding.ts'
import { ALPHA_2_BY_NUMBER } from './iso-3166.ts'
import { isName } from './lexical.ts'
import { DEFAULT_LANGUAGE, type CapAlert } from './model.ts'
import type { CapCheck, CapRule, KnownCap } from './rule.ts'
import { nameCountry, parseWmoOid } from './sender.ts'

/** A01..A05: the names by which a message is known, its identifier and its sender. */
export const NAME_RULES: readonly CapRule[] = [
  {
    id: 'A01',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 identifier, sender',
    check: checkNames,
  },
  {
    id: 'A02',
    levels: ['warning'],
    source: 'receivers that use an identifier as path, URL or key',
    check: checkSafety,
  },
  {
    id: 'A03',
    levels: ['info'],
    source: 'WMO-No. 1109: OID 2.49.0; wmo-raf/cap-composer #142',
    check: checkOid,
  },
  {
    id: 'A04',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 identifier: unique for the sender',
    check: checkReuse,
  },
  {
    id: 'A05',
    levels: ['warning'],
    source: 'CAP 1.2 §3.2.1 sender: globally unique',
    check: checkSenderForm,
  },
]

const NAMES = ['identifier', 'sender'] as const

function* checkNames(alert: CapAlert): Generator<Finding> {
  for (const element of NAMES) {
    if (isName(alert[element])) continue
    const params = { element, found: shown(alert[element]) }
    const path = pathOf(element)
    if (element === 'identifier') yield finding('error', 'A01-name', path, params)
    else yield { ...finding('error', 'A01-name', path, params), mend: bareAddress(alert.sender) }
  }
}

/** The address in `Siaga <siaga@x.id>`, where a sender is one that was taken from a mail header. */
function bareAddress(sender: string): string | undefined {
  return /<([^\s,<>&]+@[^\s,<>&]+)>\s*$/.exec(sender.slice(0, 1000))?.[1]
}

const NAME_CHARACTERS = 256

function* checkSafety(alert: CapAlert): Generator<Finding> {
  for (const element of NAMES) {
    const name = alert[element]
    const params = { element, found: shown(name) }
    // A sender may be a URL, which no receiver takes for the name of a file.
    if (isUnsafePath(name) || (element === 'identifier' && name.includes('/'))) {
      yield finding('warning', 'A02-path', pathOf(element), params)
    }
    if (name.length > NAME_CHARACTERS) {
      const length = { element, found: name.length, max: NAME_CHARACTERS }
      yield finding('warning', 'A02-long', pathOf(element), length)
    }
    if (name === 'prototype' || name in Object.prototype) {
      yield finding('warning', 'A02-key', pathOf(element), params)
    }
  }
}

function isUnsafePath(name: string): boolean {
  return name === '.' || name.includes('..') || /[\\%]/.test(name)
}

/** Messages stand under 2.49.0.1, authorities under 2.49.0.0. */
const MESSAGE_ARC = 1

function* checkOid({ identifier, sender }: CapAlert): Generator<Finding> {
  const oid = parseWmoOid(identifier)
  if (oid === null) return
  const path = pathOf('identifier')
  if (oid.kind !== MESSAGE_ARC) {
    const mend = identifier.replace(/2\.49\.0\.\d+/, '2.49.0.1')
    const params = { found: `2.49.0.${oid.kind}`, wanted: '2.49.0.1' }
    yield { ...finding('info', 'A03-arc', path, params), mend }
  }
  const found = oid.countryNumber === null ? undefined : ALPHA_2_BY_NUMBER.get(oid.countryNumber)
  const home = nameCountry(sender)
  if (found !== undefined && (home === null || home === found)) return
  const wanted = [...ALPHA_2_BY_NUMBER].find(([, code]) => code === home)?.[0]
  const params = { found: oid.countryNumber ?? '', wanted: wanted ?? '2.49.0.1.<ISO 3166-1>' }
  const of = /^(.*?2\.49\.0\.\d+\.)\d+(?=\.|$)/i
  const mend = wanted === undefined ? undefined : identifier.replace(of, `$1${wanted}`)
  yield { ...finding('info', 'A03-country', path, params), mend }
}

function* checkReuse(alert: CapAlert, { known = [], own }: CapCheck): Generator<Finding> {
  const other = known.find((each) => isOtherContent(alert, each, own))
  if (other === undefined) return
  const params = { identifier: shown(alert.identifier), sent: other.sent }
  yield finding('error', 'A04-reused', pathOf('identifier'), params)
}

function isOtherContent(alert: CapAlert, other: KnownCap, own: CapCheck['own']): boolean {
  if (other.sender !== alert.sender || other.identifier !== alert.identifier) return false
  if (isSameContent(other, own)) return false
  // BMKG: a document a language, all with one identifier, sender and sent.
  if (other.sent === alert.sent) return own !== undefined && !isVariant(alert, other)
  // An update under its old identifier says so by its references: that is A12-reused.
  return !alert.references.some((each) => each.identifier === alert.identifier)
}

// A publisher that signs at every request serves other octets of one message: the content decides.
function isSameContent(other: KnownCap, own: CapCheck['own']): boolean {
  if (own === undefined) return false
  const sameRead = own.contentSha256 !== undefined && own.contentSha256 === other.contentSha256
  return sameRead || own.sha256 === other.sha256
}

function isVariant(alert: CapAlert, other: KnownCap): boolean {
  const languages = new Set(alert.infos.map((info) => tag(info.language)))
  return languages.size > 0 && other.languages.every((each) => !languages.has(tag(each)))
}

function tag(language: string | null): string {
  return (language ?? DEFAULT_LANGUAGE).toLowerCase()
}

const SENDER_FORMS = [
  /^[^@]+@[^@]+$/, // an e-mail address
  /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u, // a domain, or an OID
  /^[a-z][a-z0-9+.-]{2,}:./i, // a URN or URL
]

function* checkSenderForm({ sender }: CapAlert): Generator<Finding> {
  if (!isName(sender) || SENDER_FORMS.some((form) => form.test(sender))) return
  yield finding('warning', 'A05-sender', pathOf('sender'), { found: shown(sender) })
}

function pathOf(element: (typeof NAMES)[number]): string {
  return `/alert[1]/${element}[1]`
}

function shown(name: string): string {
  return name.slice(0, 80)
}
