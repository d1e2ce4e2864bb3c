import { decodeError, type DecodeError } from '../domain/cb/decode-error.ts'
import { decodeMessage, type Form } from '../domain/cb/message.ts'
import { parseHex } from '../domain/cb/octets.ts'
import { decodeSerialNumber } from '../domain/cb/serial-number.ts'
import type { ExitCode, Io } from './io.ts'

/** Forms that `cb decode` reads, each with what prints it. */
export const FORMS: readonly Form[] = ['gsm', 'umts']

/** `cb decode`; its `--json` shapes are those of design §10. */
export function decode(io: Io, hex: readonly string[], form: Form | undefined): ExitCode {
  const pdus: Uint8Array[] = []
  for (const each of hex) {
    const digits = each.replaceAll(/\s/g, '')
    const octets = parseHex(digits)
    if (octets === null) return failDecode(io, notHex(digits).error)
    pdus.push(octets)
  }
  const decoded = decodeMessage(pdus, form)
  if ('error' in decoded) return failDecode(io, decoded.error)
  const { scope, messageCode, updateNumber } = decodeSerialNumber(decoded.serial)
  const { messageIdentifier, serial, dcs, alphabet, language, text, pages, missing } = decoded
  io.emit({
    messageId: messageIdentifier,
    serial,
    scope,
    code: messageCode,
    update: updateNumber,
    dcs,
    alphabet,
    language,
    text,
    pages,
  })
  const serialHex = serial.toString(16).padStart(4, '0')
  io.say(`identifier ${messageIdentifier}, serial 0x${serialHex}`)
  io.say(`scope ${scope}, code ${messageCode}, update ${updateNumber}`)
  io.say(`${alphabet}, language ${language ?? 'untagged'}, ${pages} pages`)
  io.say('')
  io.say(text)
  if (missing.length > 0) io.note(`Without pages ${missing.join(', ')} of ${pages}`)
  return 0
}

function notHex(digits: string): { readonly error: DecodeError } {
  const at = digits.search(/[^0-9a-f]/i)
  const offset = Math.floor((at < 0 ? digits.length : at) / 2)
  return decodeError('hex', offset, 'A PDU is whole octets in hex digits')
}

/** Prints why octets cannot be read. */
export function failDecode(io: Io, error: DecodeError): ExitCode {
  io.emit({ error: { rule: error.rule, offset: error.offset, message: error.message } })
  io.note(`${error.rule} at octet ${error.offset}: ${error.message}`)
  return 1
}
