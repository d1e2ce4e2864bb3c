import { decodeMessage, type Form } from '../domain/cb/message.ts'
import { decodeSerialNumber } from '../domain/cb/serial-number.ts'
import { failDecode } from './cb-decode-error.ts'
import type { ExitCode, Io } from './io.ts'

/** A message as phones get it: GSM pages, or one UMTS/LTE/NR message; by length without `form`. */
export function decodeText(io: Io, pdus: readonly Uint8Array[], form: Form | undefined): ExitCode {
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
