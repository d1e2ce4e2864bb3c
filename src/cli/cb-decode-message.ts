import { cmasOf, describeIdentifier } from '../domain/cb/message-identifier.ts'
import {
  decodeMessage,
  type DecodedMessage,
  type EtwsPrimaryMessage,
  type Form,
  type TextMessage,
} from '../domain/cb/message.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { decodeSerialNumber } from '../domain/cb/serial-number.ts'
import {
  CB_DECODE_ROWS,
  describeCoding,
  describeDecodeError,
  describeEtws,
  describeWac,
} from '../domain/words/cb-decode.ts'
import { plainText } from '../domain/words/plain-line.ts'
import { fillRow } from '../domain/words/row.ts'
import { failDecode } from './cb-decode-error.ts'
import type { ExitCode, Io } from './io.ts'

/** A message as phones get it: GSM pages, or one UMTS/LTE/NR message; by length without `form`. */
export function decodePhoneMessage(
  io: Io,
  pdus: readonly Uint8Array[],
  form: Form | undefined,
): ExitCode {
  const decoded = decodeMessage(pdus, form)
  if ('error' in decoded) return failDecode(io, decoded.error)
  io.emit({ ...contentOf(decoded), ...additionsOf(decoded) })
  say(io, decoded)
  return 0
}

/** The keys of design §10: null where a message without a text has no such thing. */
function contentOf(decoded: DecodedMessage): Record<string, unknown> {
  const { messageIdentifier, serial } = decoded
  const { scope, messageCode, updateNumber } = decodeSerialNumber(serial)
  const isText = decoded.kind === 'text'
  return {
    messageId: messageIdentifier,
    serial,
    scope,
    code: messageCode,
    update: updateNumber,
    dcs: decoded.kind === 'etws-primary' ? null : decoded.dcs,
    alphabet: isText ? decoded.alphabet : null,
    language: isText ? decoded.language : null,
    text: isText ? decoded.text : '',
    pages: isText ? decoded.pages : decoded.kind === 'trigger' ? 1 : 0,
  }
}

/** Further keys, each only where there is something to say. */
function additionsOf(decoded: DecodedMessage): Record<string, unknown> {
  const cmas = cmasOf(decoded.messageIdentifier)
  const shape: Record<string, unknown> = {}
  if (cmas !== null) shape['cmas'] = cmas
  if (decoded.kind === 'trigger') shape['trigger'] = decoded.trigger
  if (decoded.kind === 'etws-primary') shape['etws'] = primaryOf(decoded)
  if (decoded.kind !== 'text') return shape
  const { etws, wac, wacError, missing } = decoded
  if (etws !== null) shape['etws'] = { ...etws, primary: false }
  if (wac !== null) shape['wac'] = wac
  if (wacError !== null) shape['wac'] = { error: wacError }
  if (missing.length > 0) shape['missing'] = missing
  return shape
}

function primaryOf({ etws, security }: EtwsPrimaryMessage): Record<string, unknown> {
  const shape = { ...etws, primary: true }
  return security === null ? shape : { ...shape, security: formatHex(security) }
}

function say(io: Io, decoded: DecodedMessage): void {
  const { messageIdentifier, serial } = decoded
  const { scope, messageCode: code, updateNumber: update } = decodeSerialNumber(serial)
  io.say(line(io, 'head', { identifier: messageIdentifier, serial: hexOf(serial) }))
  io.say(describeIdentifier(messageIdentifier).name[io.language])
  io.say(line(io, 'serial', { scope, code, update }))
  if (decoded.kind === 'text') return sayText(io, decoded)
  if (decoded.kind === 'etws-primary') {
    io.say(line(io, 'primary', { warning: describeEtws(decoded.etws, io.language) }))
    io.say(line(io, 'ownWords'))
    return
  }
  io.say(line(io, 'trigger', { type: decoded.trigger.type }))
  for (const [identifier, of] of decoded.trigger.ids) {
    io.say(line(io, 'triggered', { identifier, serial: hexOf(of) }))
  }
}

function sayText(io: Io, message: TextMessage): void {
  const { pages, missing, etws, wac, wacError, text } = message
  const size = line(io, 'pages', { pages })
  io.say(`${describeCoding(message, io.language)}, ${size}`)
  if (etws !== null) io.say(line(io, 'etws', { warning: describeEtws(etws, io.language) }))
  if (wac !== null) for (const each of describeWac(wac, io.language)) io.say(each)
  io.say('')
  io.say(plainText(text))
  if (missing.length > 0) io.note(line(io, 'missing', { missing: missing.join(', '), pages }))
  if (wacError !== null) {
    io.note(describeDecodeError(wacError, io.language))
    io.note(line(io, 'noWac'))
  }
}

function line(
  io: Io,
  name: keyof typeof CB_DECODE_ROWS,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return fillRow(CB_DECODE_ROWS[name], io.language, params)
}

function hexOf(serial: number): string {
  return `0x${serial.toString(16).padStart(4, '0')}`
}
