import { text as readAll } from 'node:stream/consumers'
import { checkPages, checkText } from '../domain/cb/check-text.ts'
import { explainAlphabet } from '../domain/cb/explain-alphabet.ts'
import { encodeGsmPages, encodeUmts } from '../domain/cb/message.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { encodeText, PAGES_MAX, type EncodedText } from '../domain/cb/pages.ts'
import { describeAlphabet, describeSize } from '../domain/words/alphabet.ts'
import { formatFinding, type ExitCode, type Io } from './io.ts'

export interface EncodeOptions {
  readonly id: number
  readonly serial: number
  readonly language?: string
  readonly alphabet: 'auto' | 'gsm7' | 'ucs2'
  readonly prefix: boolean
}

const SAID_HERE: ReadonlySet<string> = new Set(['text-ucs2', 'text-too-long'])

/** `cb encode`; its `--json` shape is that of design §10, and `reason` why. */
export async function encode(io: Io, given: string, options: EncodeOptions): Promise<ExitCode> {
  const text = given === '-' ? await readInput() : given
  const { language, prefix } = options
  const tagged = { prefix, ...(language === undefined ? {} : { language }) }
  const reason = explainAlphabet(text, tagged)
  // What makes the text UCS-2 is said in full, also where GSM-7 was asked for and is refused; how
  // long it is depends on what was asked for.
  const findings = checkText(text, '/text').filter(({ rule }) => !SAID_HERE.has(rule))
  for (const each of findings) io.note(formatFinding(each, io.language))
  for (const line of describeAlphabet(reason, io.language)) io.note(line)
  const encoded = encodeText(text, { alphabet: options.alphabet, ...tagged })
  if (encoded.pages.length > PAGES_MAX) {
    for (const each of checkPages(encoded, '/text')) io.note(formatFinding(each, io.language))
    const message = `The text needs ${encoded.pages.length} pages: ${PAGES_MAX} is the most`
    io.emit({ error: { rule: 'page-count', offset: 0, message } })
    return 1
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
    reason: { outside: reason.outside, inGsm7: reason.inGsm7 },
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
  const size = describeSize({ characters, pages: pages.length }, io.language)
  io.say(`${alphabet}, DCS 0x${dcs}, ${size}`)
  for (const [index, page] of shape.gsm.entries()) io.say(`gsm ${index + 1}  ${page}`)
  io.say(`umts   ${shape.umts}`)
}

/** Standard input as the text of a message. */
export async function readInput(): Promise<string> {
  // `echo` ends its line; that line end is not part of the message.
  return (await readAll(process.stdin)).replace(/\r?\n$/, '')
}
