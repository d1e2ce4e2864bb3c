/**
 * The information elements of CBSP: an identifier, for lists two octets of length, a value.
 * 3GPP TS 48.049 §8.2.
 *
 *     01 page 1 + 82         09 failures, list      11 security 50
 *     02 old serial 2        0a loads, list         12 channel 1
 *     03 new serial 2        0b cause 1             13 number of pages 1
 *     04 cells, list         0c DCS 1               14 schedule period 1
 *     05 category 1          0d recovery 1          15 reserved slots 1
 *     06 repetition 2        0e identifier 2        16 broadcast type 1
 *     07 broadcasts 2        0f emergency 1         17 warning period 1
 *     08 completed, list     10 warning type 2      18 keep alive period 1
 */
import { decodeError, type DecodeError } from '../decode-error.ts'
import { assertField, readUint16 } from '../octets.ts'
import { PAGE_OCTETS, PAGES_MAX, type Page } from '../pages.ts'
import type { CellList } from './cells.ts'
import {
  decodeCells,
  decodeCompleted,
  decodeFailures,
  decodeLoads,
  encodeCells,
  encodeCompleted,
  encodeFailures,
  encodeLoads,
  type CompletedList,
  type FailedCell,
  type LoadList,
  type Read,
} from './lists.ts'
import { decodePeriod, encodePeriod, type Period } from './period.ts'

const CATEGORIES = ['high', 'background', 'normal'] as const
const CHANNELS = ['basic', 'extended'] as const
const RECOVERIES = ['kept', 'lost'] as const
const BROADCAST_TYPES = ['cbs', 'emergency'] as const
/** Code 0 is reserved. */
const EMERGENCIES = [null, 'etws'] as const

export const SECURITY_OCTETS = 50
export const REPETITION_UNITS_MAX = 0xfff
const KEEP_ALIVE_SECONDS_MAX = 120

/**
 * Two ways of writing the 12 bits of the repetition period. `ts-48049` is the figure of §8.2.8 as
 * Wireshark reads it: the upper eight bits, then four spare bits and the lower four. `osmocom` is
 * what libosmocore writes and osmo-bsc reads: one number of 16 bits. They agree on 1..15.
 */
export type RepetitionCoding = 'ts-48049' | 'osmocom'

/** What each element says, by our name of it. */
export interface Elements {
  readonly messageIdentifier: number
  readonly newSerial: number
  readonly oldSerial: number
  readonly cells: CellList
  readonly category: (typeof CATEGORIES)[number]
  /** In units of 1.883 s, 1..4095. A BSC could also send 0; we never do. */
  readonly repetitionUnits: number
  /**
   * 1..65535. Without an end only by its name: a count of 0 is a mistake, not a wish. A BSC of
   * Osmocom airs what is without end once.
   */
  readonly broadcasts: number | 'unlimited'
  readonly completed: CompletedList
  readonly failures: readonly FailedCell[]
  readonly loads: LoadList
  /** 0..255; `causeOf` names it. */
  readonly cause: number
  readonly dcs: number
  /** Whether a BSC still has the messages it had. */
  readonly recovery: (typeof RECOVERIES)[number]
  readonly emergency: 'etws'
  /** As of 3GPP TS 23.041 §9.3.24: type, emergency user alert and popup in the upper nine bits. */
  readonly warningType: number
  /** {@link SECURITY_OCTETS} of them; phones since Release 10 do not look at it. */
  readonly security: Uint8Array
  readonly channel: (typeof CHANNELS)[number]
  readonly pageCount: number
  readonly pages: Page
  readonly schedulePeriod: number
  readonly reservedSlots: number
  readonly broadcastType: (typeof BROADCAST_TYPES)[number]
  readonly warningPeriod: Period
  /** 1..120 s when we send it. */
  readonly keepAlivePeriod: Period
}

export type ElementName = keyof Elements

export interface ElementCodec<T> {
  readonly id: number
  readonly label: string
  /** Octets of the value; of a list, two octets before it tell how many there are. */
  readonly size: number | 'list'
  /** @throws {RangeError} when the value cannot be said. */
  readonly encode: (value: T, coding: RepetitionCoding) => Uint8Array
  /** Gets exactly `size` octets; offsets count from the first of them. */
  readonly decode: (octets: Uint8Array, coding: RepetitionCoding | null) => Read<T>
}

/** One codec for each element; `pages` is one page, of which a message has several. */
export const ELEMENTS: { readonly [N in ElementName]: ElementCodec<Elements[N]> } = {
  messageIdentifier: uint(0x0e, 'message identifier', 2),
  newSerial: uint(0x03, 'new serial number', 2),
  oldSerial: uint(0x02, 'old serial number', 2),
  cells: list(0x04, 'cell list', encodeCells, decodeCells),
  category: choice(0x05, 'category', CATEGORIES),
  repetitionUnits: {
    id: 0x06,
    label: 'repetition period',
    size: 2,
    encode: encodeRepetition,
    decode: decodeRepetition,
  },
  broadcasts: {
    id: 0x07,
    label: 'number of broadcasts requested',
    size: 2,
    encode: (value) => uint16(value === 'unlimited' ? 0 : assertFrom1('broadcasts', value, 0xffff)),
    decode: (octets) => ({ value: readUint16(octets, 0) || 'unlimited' }),
  },
  completed: list(0x08, 'completed list', encodeCompleted, decodeCompleted),
  failures: list(0x09, 'failure list', encodeFailures, decodeFailures),
  loads: list(0x0a, 'radio resource loading list', encodeLoads, decodeLoads),
  cause: uint(0x0b, 'cause', 1),
  dcs: uint(0x0c, 'data coding scheme', 1),
  recovery: choice(0x0d, 'recovery indication', RECOVERIES),
  emergency: choice(0x0f, 'emergency indicator', EMERGENCIES),
  warningType: uint(0x10, 'warning type', 2),
  security: {
    id: 0x11,
    label: 'warning security information',
    size: SECURITY_OCTETS,
    encode: (value) => assertOctets('security information', value, SECURITY_OCTETS).slice(),
    decode: (octets) => ({ value: octets.slice() }),
  },
  channel: choice(0x12, 'channel indicator', CHANNELS),
  pageCount: {
    id: 0x13,
    label: 'number of pages',
    size: 1,
    encode: (value) => Uint8Array.of(assertFrom1('number of pages', value, PAGES_MAX)),
    decode: decodePageCount,
  },
  pages: { id: 0x01, label: 'page', size: 1 + PAGE_OCTETS, encode: encodePage, decode: decodePage },
  schedulePeriod: uint(0x14, 'schedule period', 1),
  reservedSlots: uint(0x15, 'number of reserved slots', 1),
  broadcastType: choice(0x16, 'broadcast message type', BROADCAST_TYPES),
  warningPeriod: {
    id: 0x17,
    label: 'warning period',
    size: 1,
    encode: (value) => Uint8Array.of(encodePeriod(value)),
    decode: decodePeriodElement,
  },
  keepAlivePeriod: {
    id: 0x18,
    label: 'keep alive repetition period',
    size: 1,
    encode: encodeKeepAlive,
    decode: decodePeriodElement,
  },
}

const BY_ID: ReadonlyMap<number, ElementName> = new Map(
  Object.entries(ELEMENTS).map(([name, { id }]) => [id, name as ElementName]),
)

/** Which element an identifier stands for; null when TS 48.049 has none. */
export function elementOf(id: number): ElementName | null {
  return BY_ID.get(id) ?? null
}

/** `element 0x0e, message identifier`, for what a person reads. */
export function describeElement(name: ElementName): string {
  const { id, label } = ELEMENTS[name]
  return `element 0x${id.toString(16).padStart(2, '0')}, ${label}`
}

function uint(id: number, label: string, size: 1 | 2): ElementCodec<number> {
  const max = size === 1 ? 0xff : 0xffff
  return {
    id,
    label,
    size,
    encode: (value) => {
      assertField(label, value, max)
      return size === 1 ? Uint8Array.of(value) : uint16(value)
    },
    decode: (octets) => ({ value: size === 1 ? (octets[0] ?? 0) : readUint16(octets, 0) }),
  }
}

/** One of a few values in the lower four bits; the upper four are spare. */
function choice<T extends string>(
  id: number,
  label: string,
  names: readonly (T | null)[],
): ElementCodec<T> {
  return {
    id,
    label,
    size: 1,
    encode: (value) => {
      const code = names.indexOf(value)
      if (code < 0) throw new RangeError(`Cannot use ${label}: current value is "${value}"`)
      return Uint8Array.of(code)
    },
    decode: (octets) => {
      const code = (octets[0] ?? 0) & 0xf
      const name = names[code] ?? null
      return name === null ? reserved(label, code) : { value: name }
    },
  }
}

function list<T>(
  id: number,
  label: string,
  encode: (value: T) => Uint8Array,
  decode: (octets: Uint8Array) => Read<T>,
): ElementCodec<T> {
  return { id, label, size: 'list', encode, decode }
}

function encodeRepetition(units: number, coding: RepetitionCoding): Uint8Array {
  assertFrom1('repetition period', units, REPETITION_UNITS_MAX)
  return coding === 'osmocom' ? uint16(units) : Uint8Array.of(units >> 4, units & 0xf)
}

/**
 * Without a coding the octets tell: spare bits that are set can only be of a 16-bit number, and
 * where both would do it is the figure of the clause.
 */
function decodeRepetition(octets: Uint8Array, coding: RepetitionCoding | null): Read<number> {
  const [upper = 0, lower = 0] = octets
  const isNumber = coding === null ? lower > 0xf : coding === 'osmocom'
  if (!isNumber) return { value: (upper << 4) | (lower & 0xf) }
  const value = (upper << 8) | lower
  return value > REPETITION_UNITS_MAX ? reserved('repetition period', value) : { value }
}

function decodePageCount(octets: Uint8Array): Read<number> {
  const count = octets[0] ?? 0
  if (count >= 1 && count <= PAGES_MAX) return { value: count }
  return decodeError('page-count', 0, `A message has 1..${PAGES_MAX} pages: found ${count}`)
}

function encodePage(page: Page): Uint8Array {
  assertField('useful octets of a page', page.useful, PAGE_OCTETS)
  assertOctets('page', page.octets, PAGE_OCTETS)
  return Uint8Array.of(page.useful, ...page.octets)
}

function decodePage(octets: Uint8Array): Read<Page> {
  const useful = octets[0] ?? 0
  if (useful <= PAGE_OCTETS) return { value: { octets: octets.slice(1), useful } }
  const message = `A page claims ${useful} octets: ${PAGE_OCTETS} is the most`
  return decodeError('page-length', 0, message)
}

function encodeKeepAlive(period: Period): Uint8Array {
  // The clause bounds the promise to look after a BSC; a link without one is never found dead.
  const seconds = period === 'unlimited' ? 0 : period
  assertFrom1('keep alive period', seconds, KEEP_ALIVE_SECONDS_MAX)
  return Uint8Array.of(encodePeriod(period))
}

function decodePeriodElement(octets: Uint8Array): Read<Period> {
  const code = octets[0] ?? 0
  const period = decodePeriod(code)
  return period === null ? reserved('period', code) : { value: period }
}

function reserved(label: string, code: number): { readonly error: DecodeError } {
  return decodeError('value', 0, `The ${label} has no meaning: found ${code}`)
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff)
}

/** For fields of which 0 is a mistake, or means something else. */
function assertFrom1(field: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value
  throw new RangeError(`Cannot use ${field} as it must be 1..${max}: current value is ${value}`)
}

function assertOctets(field: string, octets: Uint8Array, length: number): Uint8Array {
  if (octets.length === length) return octets
  throw new RangeError(
    `Cannot use ${field} as it must have ${length} octets: there are ${octets.length}`,
  )
}
