/**
 * Profile ID-CB:1.0: how a CAP message carries ready-made Cell Broadcast. CAP 1.2 §3.2.2 leaves
 * parameter names to agreement between parties; `schemas/cap-profile.md` is that agreement.
 */
import type { AlertIdentifier } from '../cb/choose-identifier.ts'
import { finding, type Finding } from '../finding.ts'
import { CHANNELS, type Channel } from '../message.ts'
import { nameFewInEach } from './few.ts'
import type { CapAlert, CapResource, CapValue } from './model.ts'
import { checkCopyPages } from './profile-pages.ts'
import {
  formatRepetition,
  parseRepetition,
  type ProfileRepetition,
  REPETITION_NOTATION,
} from './profile-repetition.ts'
import type { CapRule } from './rule.ts'

export const PROFILE_CODE = 'profile:ID-CB:1.0'
export const PROFILE_PREFIX = 'layer:ID-CB:1.0:'
export const REGION_SCHEME = 'ID-KEMENDAGRI'
export const PROVINCE_SCHEME = 'ISO3166-2'
export const EVENT_SCHEME = 'OET:v1.2'

/** More cells than this stand in a list behind a `resource` (design §5). */
export const GEOCODE_CELLS_MAX = 200
/** Octets of one CBS page on the wire. 3GPP TS 23.041 §9.3.19. */
export const PAGE_OCTETS = 82
export const PAGES_MAX = 15
export const CMAM_TEXT_MAX = 90
export const CMAM_LONG_TEXT_MAX = 360
export const CELL_LIST_MIME_TYPE = 'text/csv'

/**
 * One Cell Broadcast message as the CBC is to air it: one language of an order. What is read holds
 * any number for its identifier; what is written, one that the kind of the alert may carry.
 */
export interface ProfileCopy<Identifier extends number = number> {
  /** 0..65535. 3GPP TS 23.041 §9.4.1.2.2. */
  readonly messageIdentifier: Identifier
  /** 16 bits as sent. 3GPP TS 23.041 §9.4.1.2.1. */
  readonly serial: number
  /** 0..255. 3GPP TS 23.038 §5. */
  readonly dcs: number
  readonly repetitionSeconds: number
  /** Advice: `expires` rules. */
  readonly broadcasts: number
  /** Per RAT, each at most once; a RAT that is not named goes by the two above. */
  readonly repetition: readonly ProfileRepetition[]
  /** What the phone shows. */
  readonly text: string
  readonly pages: readonly ProfilePage[]
}

export interface ProfilePage {
  /** Always 82, filled up as 3GPP TS 23.041 has it: to be aired as they are. */
  readonly octets: Uint8Array
  /** How many of them carry text, 1..82. */
  readonly useful: number
}

export interface ProfileDelivery {
  readonly channel: Channel
  /** Whom the document is for: the name of one CBC. */
  readonly cbc: string
}

export interface ProfileSms {
  readonly text: string
  /** CAP dateTimes: between these the operator may send. */
  readonly from: string
  readonly until: string
}

/** Where a CBC finds a cell list that is too long for geocodes. */
export interface CellList {
  readonly uri: string
  readonly sizeOctets: number
  /** Lower-case hex, as CAP 1.2 §3.2.3 digest has it. */
  readonly sha1: string
  readonly sha256: string
}

export function formatDelivery(delivery: ProfileDelivery): CapValue[] {
  return [parameter('Channel', delivery.channel), parameter('Cbc', delivery.cbc)]
}

/**
 * The parameters of one copy, in the order of the profile, CMAM texts last where the text fits.
 *
 * @throws {RangeError} when a number does not fit its field or a page is not 82 octets.
 */
export function formatCopyParameters(copy: ProfileCopy<AlertIdentifier>): CapValue[] {
  assertField('message identifier', copy.messageIdentifier, 0, 0xffff)
  assertField('serial number', copy.serial, 0, 0xffff)
  assertField('data coding scheme', copy.dcs, 0, 0xff)
  assertField('number of broadcasts', copy.broadcasts, 1, 0xffff)
  assertField('repetition period', copy.repetitionSeconds, 1, REPETITION_MAX)
  assertField('number of pages', copy.pages.length, 1, PAGES_MAX)
  return [
    parameter('MessageIdentifier', String(copy.messageIdentifier)),
    parameter('SerialNumber', hex(copy.serial, 4)),
    parameter('DataCodingScheme', hex(copy.dcs, 2)),
    parameter('RepetitionPeriod', String(copy.repetitionSeconds)),
    parameter('NumberOfBroadcasts', String(copy.broadcasts)),
    ...copy.repetition.map((each) => parameter('Repetition', formatRepetition(each))),
    parameter('Text', copy.text),
    ...copy.pages.map((page, index) => parameter('Page', formatPage(page, index + 1))),
    ...formatCmam(copy.text),
  ]
}

/** `CMAMtext` and `CMAMlongtext`, each where the text fits it, counted in UTF-16 units. */
export function formatCmam(text: string): CapValue[] {
  const values: CapValue[] = []
  if (text.length <= CMAM_TEXT_MAX) values.push({ valueName: 'CMAMtext', value: text })
  if (text.length <= CMAM_LONG_TEXT_MAX) values.push({ valueName: 'CMAMlongtext', value: text })
  return values
}

export function formatSmsParameters(sms: ProfileSms): CapValue[] {
  return [
    parameter('SmsText', sms.text),
    parameter('SendFrom', sms.from),
    parameter('SendUntil', sms.until),
  ]
}

export function formatNetworkNameParameters(name: string): CapValue[] {
  return [parameter('NetworkName', name)]
}

/** The resource that points to a cell list, and the parameter that pins it by SHA-256. */
export function formatCellList(list: CellList): { resource: CapResource; parameter: CapValue } {
  return {
    resource: {
      resourceDesc: 'Cell list',
      mimeType: CELL_LIST_MIME_TYPE,
      size: list.sizeOctets,
      uri: list.uri,
      derefUri: null,
      digest: list.sha1,
    },
    parameter: parameter('CellListSha256', list.sha256),
  }
}

/** The first value of a profile parameter, or null. `name` is without the prefix. */
export function profileValue(parameters: readonly CapValue[], name: string): string | null {
  return parameters.find((each) => each.valueName === PROFILE_PREFIX + name)?.value ?? null
}

/** Channel and CBC of an info, or null where it does not say both. */
export function parseDelivery(parameters: readonly CapValue[]): ProfileDelivery | null {
  const channel = CHANNELS.find((each) => each === profileValue(parameters, 'Channel'))
  const cbc = profileValue(parameters, 'Cbc')
  return channel === undefined || cbc === null ? null : { channel, cbc }
}

export function parseSmsParameters(parameters: readonly CapValue[]): ProfileSms | null {
  const text = profileValue(parameters, 'SmsText')
  const from = profileValue(parameters, 'SendFrom')
  const until = profileValue(parameters, 'SendUntil')
  return text === null || from === null || until === null ? null : { text, from, until }
}

/** The cell list an info points to, or null. The resource that carries the pinned list is the first with a digest. */
export function parseCellList(
  parameters: readonly CapValue[],
  resources: readonly CapResource[],
): CellList | null {
  const sha256 = profileValue(parameters, 'CellListSha256')
  const resource = resources.find((each) => each.mimeType === CELL_LIST_MIME_TYPE)
  if (sha256 === null || !resource?.uri || resource.size === null || !resource.digest) return null
  return { uri: resource.uri, sizeOctets: resource.size, sha1: resource.digest, sha256 }
}

/**
 * Reads the copy of one info. `copy` is null when there is none or when it cannot be aired as
 * written; `findings` then say why. An info without any copy parameter gives neither.
 *
 * @param path XPath of the info.
 */
export function parseCopyParameters(
  parameters: readonly CapValue[],
  path: string = '/alert[1]/info[1]',
): { readonly copy: ProfileCopy | null; readonly findings: readonly Finding[] } {
  const reader = new CopyReader(parameters, path)
  if (!reader.hasAny()) return { copy: null, findings: [] }
  const copy: ProfileCopy = {
    messageIdentifier: reader.number('MessageIdentifier', DECIMAL_16),
    serial: reader.number('SerialNumber', HEX_16),
    dcs: reader.number('DataCodingScheme', HEX_8),
    repetitionSeconds: reader.number('RepetitionPeriod', SECONDS),
    broadcasts: reader.number('NumberOfBroadcasts', DECIMAL_16),
    repetition: reader.repetition(),
    text: reader.text('Text'),
    pages: reader.pages(),
  }
  return { copy: reader.findings.length === 0 ? copy : null, findings: reader.findings }
}

/** P: what the profile asks, of a document that carries its code. */
export const PROFILE_RULES: readonly CapRule[] = [
  row('P01', (alert) => nameFewInEach(checkProfile(alert))),
  row('P02'),
  row('P03'),
  row('P04'),
  row('P05'),
  row('P06'),
  row('P07'),
  row('P08'),
]

function row(id: string, check: CapRule['check'] = () => []): CapRule {
  return { id, levels: ['error'], source: 'profile ID-CB:1.0, schemas/cap-profile.md', check }
}

/** What the profile asks beyond CAP, of a document that carries its code. */
export function checkProfile(alert: CapAlert): Finding[] {
  if (!alert.codes.includes(PROFILE_CODE)) return []
  if (alert.msgType === 'Cancel') {
    return alert.infos.length === 0
      ? []
      : [finding('error', 'P06-cancel-info', '/alert[1]/info[1]')]
  }
  return alert.infos.flatMap((info, index) => {
    const path = `/alert[1]/info[${index + 1}]`
    const channel = profileValue(info.parameters, 'Channel')
    const findings = checkDelivery(info.parameters, path)
    if (channel === 'cell-broadcast') {
      const parsed = parseCopyParameters(info.parameters, path)
      findings.push(...parsed.findings)
      if (parsed.copy !== null) {
        const pathOf = (name: string): string => pathOfValue(info.parameters, path, name)
        findings.push(...checkCopyPages({ ...parsed.copy, pathOf }))
      } else if (parsed.findings.length === 0) findings.push(missing('Page', path))
    }
    for (const [at, area] of info.areas.entries()) {
      if (area.polygons.length + area.circles.length > 0) continue
      findings.push(finding('error', 'P05-shape', `${path}/area[${at + 1}]`))
    }
    return findings
  })
}

function pathOfValue(parameters: readonly CapValue[], path: string, name: string): string {
  const index = parameters.findIndex(({ valueName }) => valueName === PROFILE_PREFIX + name)
  return `${path}/parameter[${index + 1}]/value[1]`
}

// A public document (`PUB`) is for nobody in particular and has no parameters of delivery.
function checkDelivery(parameters: readonly CapValue[], path: string): Finding[] {
  const [channel, cbc] = [profileValue(parameters, 'Channel'), profileValue(parameters, 'Cbc')]
  if (channel === null && cbc === null) return []
  if (channel === null) return [missing('Channel', path)]
  const findings = cbc === null ? [missing('Cbc', path)] : []
  if (!CHANNELS.some((each) => each === channel)) {
    const expected = CHANNELS.join(', ')
    const params = { parameter: `${PROFILE_PREFIX}Channel`, expected, found: channel }
    findings.push(finding('error', 'P02-value', path, params))
  }
  return findings
}

/** 3GPP TS 36.413 §9.2.1.48 takes up to 4,095 s; the extended period goes on from there. */
const REPETITION_MAX = 131_071

interface Notation {
  readonly pattern: RegExp
  readonly radix: 10 | 16
  readonly min: number
  readonly max: number
  readonly expected: string
}

const DECIMAL_16: Notation = {
  pattern: /^\d{1,5}$/,
  radix: 10,
  min: 0,
  max: 0xffff,
  expected: '0..65535',
}
const SECONDS: Notation = {
  pattern: /^\d{1,6}$/,
  radix: 10,
  min: 1,
  max: REPETITION_MAX,
  expected: `1..${REPETITION_MAX}`,
}
const HEX_16: Notation = {
  pattern: /^[\da-f]{4}$/i,
  radix: 16,
  min: 0,
  max: 0xffff,
  expected: '0000..ffff',
}
const HEX_8: Notation = {
  pattern: /^[\da-f]{2}$/i,
  radix: 16,
  min: 0,
  max: 0xff,
  expected: '00..ff',
}

const COPY_NAMES = [
  'MessageIdentifier',
  'SerialNumber',
  'DataCodingScheme',
  'RepetitionPeriod',
  'NumberOfBroadcasts',
  'Repetition',
  'Text',
  'Page',
]

class CopyReader {
  readonly findings: Finding[] = []
  readonly #byName = new Map<string, { value: string; path: string }[]>()
  readonly #path: string

  constructor(parameters: readonly CapValue[], path: string) {
    this.#path = path
    for (const [index, { valueName, value }] of parameters.entries()) {
      if (!valueName.startsWith(PROFILE_PREFIX)) continue
      const name = valueName.slice(PROFILE_PREFIX.length)
      const entry = { value, path: `${path}/parameter[${index + 1}]` }
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), entry])
    }
  }

  hasAny(): boolean {
    return COPY_NAMES.some((name) => this.#byName.has(name))
  }

  text(name: string): string {
    return this.#one(name)?.value ?? ''
  }

  number(name: string, notation: Notation): number {
    const entry = this.#one(name)
    if (entry === null) return 0
    const value = Number.parseInt(entry.value, notation.radix)
    const fits = value >= notation.min && value <= notation.max
    if (notation.pattern.test(entry.value) && fits) return value
    this.#wrong(name, notation.expected, entry)
    return 0
  }

  repetition(): ProfileRepetition[] {
    const found: ProfileRepetition[] = []
    for (const entry of this.#byName.get('Repetition') ?? []) {
      const read = parseRepetition(entry.value)
      const isFirst = !found.some(({ rat }) => rat === read?.rat)
      if (read !== null && isFirst) found.push(read)
      else this.#wrong('Repetition', REPETITION_NOTATION, entry)
    }
    return found
  }

  pages(): ProfilePage[] {
    const entries = this.#byName.get('Page') ?? []
    if (entries.length === 0) this.findings.push(missing('Page', this.#path))
    const pages: ProfilePage[] = []
    for (const [index, entry] of entries.entries()) {
      const match = /^(\d{1,2}):(\d{1,2}):([\da-f]{164})$/i.exec(entry.value)
      const [, number = '', useful = '', octets = ''] = match ?? []
      if (match === null || Number(useful) < 1 || Number(useful) > PAGE_OCTETS) {
        this.#wrong('Page', 'n:usefulOctets:164 hex digits', entry)
      } else if (Number(number) !== index + 1 || index >= PAGES_MAX) {
        const params = { at: index + 1, found: number }
        this.findings.push(finding('error', 'P04-pages', entry.path, params))
      } else {
        pages.push({
          octets: Uint8Array.from(octets.match(/../g) ?? [], fromHex),
          useful: Number(useful),
        })
      }
    }
    return pages
  }

  #one(name: string): { value: string; path: string } | null {
    const entries = this.#byName.get(name) ?? []
    const second = entries[1]
    if (entries.length === 0) this.findings.push(missing(name, this.#path))
    if (second !== undefined) {
      const params = { parameter: PROFILE_PREFIX + name }
      this.findings.push(finding('error', 'P03-twice', second.path, params))
    }
    return entries[0] ?? null
  }

  #wrong(name: string, expected: string, entry: { value: string; path: string }): void {
    const params = { parameter: PROFILE_PREFIX + name, expected, found: entry.value.slice(0, 40) }
    this.findings.push(finding('error', 'P02-value', entry.path, params))
  }
}

function missing(name: string, path: string): Finding {
  return finding('error', 'P01-missing', path, { parameter: PROFILE_PREFIX + name })
}

function parameter(name: string, value: string): CapValue {
  return { valueName: PROFILE_PREFIX + name, value }
}

function formatPage(page: ProfilePage, number: number): string {
  assertField('page length', page.octets.length, PAGE_OCTETS, PAGE_OCTETS)
  assertField('useful octets', page.useful, 1, PAGE_OCTETS)
  const octets = Array.from(page.octets, (octet) => hex(octet, 2)).join('')
  return `${number}:${page.useful}:${octets}`
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

function fromHex(digits: string): number {
  return Number.parseInt(digits, 16)
}

function assertField(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  throw new RangeError(
    `Cannot use ${field} as it must be ${min}..${max}: current value is ${value}`,
  )
}
