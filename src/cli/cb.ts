import { InvalidArgumentError, Option, type Command } from 'commander'
import { WARNING_TYPES } from '../domain/cb/android-titles.ts'
import { encodeSerialNumber } from '../domain/cb/serial-number.ts'
import { LANGUAGES } from '../domain/words/words.ts'
import { decode, FORMS, givenPdus, type DecodeForm } from './cb-decode.ts'
import { encode, type EncodeOptions } from './cb-encode.ts'
import { preview, type PreviewOptions } from './cb-preview.ts'
import type { Io } from './io.ts'
import { common, type Act } from './run.ts'

// What is typed without an identifier must not be able to wake the country: the monthly test.
const DEFAULT_IDENTIFIER = 4380
const DEFAULT_SERIAL = encodeSerialNumber({ scope: 'plmn', messageCode: 0, updateNumber: 0 })

/** `cb encode`, `cb decode` and `cb preview`; their `--json` shapes are those of design §10. */
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
    .action(act((io: Io, text: string, options: EncodeOptions) => encode(io, text, options)))
  common(command.command('decode'), 'kentongan cb decode HEX --form umts')
    .description(
      'Decode GSM pages, or one UMTS/LTE/NR message, to what a phone reads; or a warning area',
    )
    .argument('<hex...>', 'one PDU each; "-" reads them from standard input, one a line')
    .addOption(new Option('--form <form>', 'overrides the choice by length').choices(FORMS))
    .action(
      act(async (io: Io, hex: string[], options: { readonly form?: DecodeForm }) =>
        decode(io, await givenPdus(hex), options.form),
      ),
    )
  definePreview(command, act)
}

function definePreview(command: Command, act: Act): void {
  common(
    command.command('preview'),
    'kentongan cb preview "Gempa. Naik ke bukit" --id 4370 --second "Go to high ground"',
  )
    .description('What phones in Indonesia show for a message, how often they sound; 1 when none')
    .argument('<text>', '"-" reads standard input')
    .requiredOption('--id <n>', 'message identifier', parseUint16)
    .option('--language <tag>', 'of the text; Indonesian is untagged', 'id')
    .option('--second <text>', 'the same in a second language, at the identifier 13 higher')
    .option('--second-language <tag>', 'of the second text', 'en')
    .addOption(
      new Option('--etws <type>', 'an ETWS primary notification beside it').choices(WARNING_TYPES),
    )
    .option('--prefix', 'put the language before the text of every page', false)
    .addOption(
      new Option('--phone <language>', 'what the phone is set to').choices(LANGUAGES).default('id'),
    )
    .action(act((io: Io, text: string, options: PreviewOptions) => preview(io, text, options)))
}

function parseUint16(value: string): number {
  const number = /^(?:0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : Number.NaN
  if (number >= 0 && number <= 0xffff) return number
  throw new InvalidArgumentError('It must be 0..65535, decimal or with 0x.')
}
