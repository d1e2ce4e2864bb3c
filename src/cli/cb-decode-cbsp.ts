import { discriminatorOf, type CellId, type CellList } from '../domain/cb/cbsp/cells.ts'
import { decodeCbsp } from '../domain/cb/cbsp/decode.ts'
import { ELEMENTS, type ElementCodec, type ElementName } from '../domain/cb/cbsp/elements.ts'
import type { CompletedCell, FailedCell, LoadedCell } from '../domain/cb/cbsp/lists.ts'
import { MESSAGES, slotsOf, type CbspMessage } from '../domain/cb/cbsp/messages.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { decodePages, type DecodedText } from '../domain/cb/pages.ts'
import { decodeSerialNumber } from '../domain/cb/serial-number.ts'
import { describeCoding } from '../domain/words/cb-decode.ts'
import { describeCbsp } from '../domain/words/cbsp.ts'
import { plainText } from '../domain/words/plain-line.ts'
import { failDecode } from './cb-decode-error.ts'
import type { ExitCode, Io } from './io.ts'

/** What Osmocom's decoder gives for a period without an end. */
const UNLIMITED_SECONDS = 0xffff_ffff

/** Names of the elements in the JSON, after those of libosmocore. */
const KEYS = {
  messageIdentifier: 'msgId',
  newSerial: 'newSerial',
  oldSerial: 'oldSerial',
  cells: 'cellList',
  category: 'category',
  repetitionUnits: 'repPeriod',
  broadcasts: 'numBcast',
  completed: 'numCompl',
  failures: 'fail',
  loads: 'loading',
  cause: 'cause',
  dcs: 'dcs',
  recovery: 'recoveryInd',
  emergency: 'emergInd',
  warningType: 'warningType',
  security: 'secInfo',
  channel: 'channelInd',
  pageCount: 'numPages',
  pages: 'pages',
  schedulePeriod: 'schedulePeriod',
  reservedSlots: 'reservedSlots',
  broadcastType: 'bcastMsgType',
  warningPeriod: 'warningPeriod',
  keepAlivePeriod: 'repetitionPeriod',
} as const satisfies Readonly<Record<ElementName, string>>

type Fields = Partial<Readonly<Record<ElementName, unknown>>>

/** CBSP messages, one PDU each and one line each; 1 when one of them cannot be read. */
export function decodeCbspPdus(io: Io, pdus: readonly Uint8Array[]): ExitCode {
  let code: ExitCode = 0
  for (const pdu of pdus) {
    const message = decodeCbsp(pdu)
    if ('error' in message) code = failDecode(io, message.error)
    else sayMessage(io, message)
  }
  return code
}

function sayMessage(io: Io, message: CbspMessage): void {
  const text = textOf(message)
  const { messageIdentifier = null, newSerial, oldSerial } = message as NumbersOf
  const serial = newSerial ?? oldSerial ?? null
  const parts = serial === null ? null : decodeSerialNumber(serial)
  io.emit({
    messageId: messageIdentifier,
    serial,
    scope: parts?.scope ?? null,
    code: parts?.messageCode ?? null,
    update: parts?.updateNumber ?? null,
    dcs: 'dcs' in message ? message.dcs : null,
    alphabet: text?.alphabet ?? null,
    language: text?.language ?? null,
    text: text?.text ?? null,
    pages: 'pages' in message ? message.pages.length : null,
    cbsp: shapeOf(message),
  })
  io.say(MESSAGES[message.kind].name)
  for (const line of describeCbsp(message, io.language)) io.say(line)
  if (text === null) return
  io.say(describeCoding(text, io.language))
  io.say('')
  io.say(plainText(text.text))
}

interface NumbersOf {
  readonly messageIdentifier?: number
  readonly newSerial?: number
  readonly oldSerial?: number
}

/** What phones read; null without pages, or when phones throw the coding away. */
function textOf(message: CbspMessage): DecodedText | null {
  if (message.kind !== 'write-replace') return null
  const text = decodePages(message.dcs, message.pages)
  return 'error' in text ? null : text
}

/** Numbers as they are on the wire, lists as objects, octets in hex. */
function shapeOf(message: CbspMessage): Record<string, unknown> {
  const { code, name } = MESSAGES[message.kind]
  const shape: Record<string, unknown> = { type: code, name }
  if (code === MESSAGES['write-replace'].code) shape['isCbs'] = message.kind === 'write-replace'
  const fields = message as Fields
  for (const { element } of slotsOf(message.kind)) {
    if (fields[element] !== undefined) shape[KEYS[element]] = valueOf(element, fields[element])
  }
  return shape
}

function valueOf(element: ElementName, value: unknown): unknown {
  const show = SHOWN[element]
  if (show !== undefined) return show(value as never)
  const { encode } = ELEMENTS[element] as ElementCodec<unknown>
  return Number.parseInt(formatHex(encode(value, 'osmocom')), 16)
}

/** How elements are shown that are more than a number; the others are as on the wire. */
const SHOWN: { readonly [N in ElementName]?: (value: never) => unknown } = {
  cells: ({ by, cells }: CellList) => listOf(by, cells.map(cellOf)),
  completed: ({ by, cells }: ListOf<CompletedCell>) =>
    listOf(
      by,
      cells.map(({ cell, broadcasts, information }) => ({
        cell: cellOf(cell),
        num: broadcasts,
        info: information,
      })),
    ),
  loads: ({ by, cells }: ListOf<LoadedCell>) =>
    listOf(
      by,
      cells.map(({ cell, load1, load2 }) => ({ cell: cellOf(cell), load: [load1, load2] })),
    ),
  failures: (failures: readonly FailedCell[]) =>
    failures.map(({ cell, cause }) => ({
      disc: discriminatorOf(cell.by),
      cell: cellOf(cell),
      cause,
    })),
  pages: (pages: readonly { octets: Uint8Array; useful: number }[]) =>
    pages.map(({ octets, useful }) => ({ len: useful, data: formatHex(octets) })),
  security: (octets: Uint8Array) => formatHex(octets),
  warningPeriod: secondsOf,
  keepAlivePeriod: secondsOf,
}

interface ListOf<T> {
  readonly by: CellList['by']
  readonly cells: readonly T[]
}

function listOf(by: CellList['by'], cells: readonly unknown[]): Record<string, unknown> {
  return { disc: discriminatorOf(by), cells }
}

function cellOf(cell: CellId): Record<string, number> {
  const shape: Record<string, number> = {}
  if ('plmn' in cell) {
    const [mcc = '', mnc = ''] = cell.plmn.split('-')
    Object.assign(shape, { mcc: Number(mcc), mnc: Number(mnc), mnc3: Number(mnc.length === 3) })
  }
  if ('lac' in cell) shape['lac'] = cell.lac
  if ('ci' in cell) shape['ci'] = cell.ci
  return shape
}

function secondsOf(period: number | 'unlimited'): number {
  return period === 'unlimited' ? UNLIMITED_SECONDS : period
}
