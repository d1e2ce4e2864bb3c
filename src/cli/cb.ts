import { text as readAll } from 'node:stream/consumers'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { checkText } from '../domain/cb/check-text.ts'
import { decodeError, type DecodeError } from '../domain/cb/decode-error.ts'
import { decodeMessage, encodeGsmPages, encodeUmts, type Form } from '../domain/cb/message.ts'
import { formatHex, parseHex } from '../domain/cb/octets.ts'
import { encodeText, PAGES_MAX, type EncodedText } from '../domain/cb/pages.ts'
import { decodeSerialNumber, encodeSerialNumber } from '../domain/cb/serial-number.ts'
import { formatFinding, type ExitCode, type Io } from './io.ts'
import { common, type Act } from './run.ts'

interface EncodeOptions {
  readonly id: number
  readonly serial: number
  readonly language?: string
  readonly alphabet: 'auto' | 'gsm7' | 'ucs2'
  readonly prefix: boolean
}

// What is typed without an identifier must not be able to wake the country: the monthly test.
const DEFAULT_IDENTIFIER = 4380
const DEFAULT_SERIAL = encodeSerialNumber({ scope: 'plmn', messageCode: 0, updateNumber: 0 })

/** `cb encode` and `cb decode`; their `--json` shapes are those of design §10. */
export function define(command: Command, act: Act): void {
  common(command.command('encode'), 'kentongan cb encode "Gempa. Jauhi pantai" --id 4370')
    .description('Encode text to pages, as GSM pages and as one UMTS/LTE/NR message')
    .argument('<text>', '"-" reads standard input')
    .option('--id <n>', 'message identifier', parseUint16, DEFAULT_IDENTIFIER)
    .option('--serial <n>', 'serial number, such as 0x4000', parseUint16, DEFAULT_SERIAL)
    .option('--language <tag>', 'such as id or en; Indonesian is untagged')
    .addOption(
      new Option('--alphabet <name>', 'alphabet').choices(['auto', 'gsm7', 'ucs2']).default('auto'),
    )
    .option('--prefix', 'put the language before the text of every page', false)
    .action(
      act(async (io: Io, text: string, options: EncodeOptions) =>
        encode(io, text === '-' ? await readInput() : text, options),
      ),
    )
  common(command.command('decode'), 'kentongan cb decode HEX --form umts')
    .description('Decode GSM pages, or one UMTS/LTE/NR message, to what a phone reads')
    .argument('<hex...>', 'one PDU each')
    .addOption(new Option('--form <form>', 'overrides the choice by length').choices(FORMS))
    .action(
      act((io: Io, hex: string[], options: { readonly form?: Form }) =>
        decode(io, hex, options.form),
      ),
    )
}

const FORMS: readonly Form[] = ['gsm', 'umts']

function encode(io: Io, text: string, options: EncodeOptions): ExitCode {
  const { language } = options
  const encoded = encodeText(text, {
    alphabet: options.alphabet,
    prefix: options.prefix,
    ...(language === undefined ? {} : { language }),
  })
  for (const each of checkText(text, '/text')) io.note(formatFinding(each, io.language))
  if (encoded.pages.length > PAGES_MAX) {
    const message = `The text needs ${encoded.pages.length} pages: ${PAGES_MAX} is the most`
    return fail(io, { rule: 'page-count', offset: 0, message })
  }
  const message = {
    messageIdentifier: options.id,
    serial: options.serial,
    dcs: encoded.dcs,
    pages: encoded.pages,
  }
  const shape = {
    messageId: options.id,
    serial: options.serial,
    dcs: encoded.dcs,
    alphabet: encoded.alphabet,
    language: encoded.language,
    characters: encoded.characters,
    pages: encoded.pages.map((page) => formatHex(page.octets)),
    octets: encoded.pages.map((page) => page.useful),
    gsm: encodeGsmPages(message).map(formatHex),
    umts: formatHex(encodeUmts(message)),
  }
  io.emit(shape)
  sayEncoded(io, encoded, shape)
  return 0
}

function sayEncoded(
  io: Io,
  encoded: EncodedText,
  shape: { readonly gsm: readonly string[]; readonly umts: string },
): void {
  const dcs = encoded.dcs.toString(16).padStart(2, '0')
  const { alphabet, characters, pages } = encoded
  io.say(`${alphabet}, DCS 0x${dcs}, ${characters} characters, ${pages.length} pages`)
  for (const [index, page] of shape.gsm.entries()) io.say(`gsm ${index + 1}  ${page}`)
  io.say(`umts   ${shape.umts}`)
}

function decode(io: Io, hex: readonly string[], form: Form | undefined): ExitCode {
  const pdus: Uint8Array[] = []
  for (const each of hex) {
    const digits = each.replaceAll(/\s/g, '')
    const octets = parseHex(digits)
    if (octets === null) return fail(io, notHex(digits).error)
    pdus.push(octets)
  }
  const decoded = decodeMessage(pdus, form)
  if ('error' in decoded) return fail(io, decoded.error)
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

function fail(io: Io, error: DecodeError): ExitCode {
  io.emit({ error: { rule: error.rule, offset: error.offset, message: error.message } })
  io.note(`${error.rule} at octet ${error.offset}: ${error.message}`)
  return 1
}

function parseUint16(value: string): number {
  const number = /^(?:0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : Number.NaN
  if (number >= 0 && number <= 0xffff) return number
  throw new InvalidArgumentError('It must be 0..65535, decimal or with 0x.')
}

async function readInput(): Promise<string> {
  // `echo` ends its line; that line end is not part of the message.
  return (await readAll(process.stdin)).replace(/\r?\n$/, '')
}
