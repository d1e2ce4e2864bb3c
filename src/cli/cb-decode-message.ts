import { cmasOf, describeIdentifier } from '../domain/cb/message-identifier.ts'
import type { EtwsWarning } from '../domain/cb/etws.ts'
import {
  decodeMessage,
  type DecodedMessage,
  type EtwsPrimaryMessage,
  type Form,
  type TextMessage,
} from '../domain/cb/message.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { decodeSerialNumber } from '../domain/cb/serial-number.ts'
import { plainLine, plainText } from '../domain/words/plain-line.ts'
import { failDecode } from './cb-decode-error.ts'
import { sayWac } from './cb-decode-wac.ts'
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
  const { scope, messageCode, updateNumber } = decodeSerialNumber(serial)
  io.say(`identifier ${messageIdentifier}, serial 0x${serial.toString(16).padStart(4, '0')}`)
  io.say(describeIdentifier(messageIdentifier).name[io.language])
  io.say(`scope ${scope}, code ${messageCode}, update ${updateNumber}`)
  if (decoded.kind === 'text') return sayText(io, decoded)
  if (decoded.kind === 'etws-primary') {
    io.say(`ETWS primary notification, ${describe(decoded.etws)}`)
    io.say('Phones show words of their own')
    return
  }
  io.say(`geo-fencing trigger of type ${decoded.trigger.type}`)
  for (const [identifier, of] of decoded.trigger.ids) {
    io.say(`alert ${identifier}, serial 0x${of.toString(16).padStart(4, '0')}`)
  }
}

function sayText(io: Io, message: TextMessage): void {
  const { alphabet, language, pages, missing, etws, wac, wacError, text } = message
  io.say(`${alphabet}, language ${plainLine(language ?? 'untagged')}, ${pages} pages`)
  if (etws !== null) io.say(`ETWS, ${describe(etws)}`)
  if (wac !== null) sayWac(io, wac)
  io.say('')
  io.say(plainText(text))
  if (missing.length > 0) io.note(`Without pages ${missing.join(', ')} of ${pages}`)
  if (wacError !== null) {
    io.note(`${wacError.rule} at octet ${wacError.offset}: ${wacError.message}`)
    io.note('Phones show the message as if it had no warning area')
  }
}

const WARNING_TYPES = ['earthquake', 'tsunami', 'earthquake and tsunami', 'test', 'other']

function describe({ warningType, alert, popup }: EtwsWarning): string {
  const type = WARNING_TYPES[warningType] ?? `type ${warningType}`
  return [type, ...(alert ? ['sounds'] : []), ...(popup ? ['pops up'] : [])].join(', ')
}
