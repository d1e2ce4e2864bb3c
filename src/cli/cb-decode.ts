import { text as readAll } from 'node:stream/consumers'
import { decodeError, type DecodeError } from '../domain/cb/decode-error.ts'
import { parseHex } from '../domain/cb/octets.ts'
import { failDecode } from './cb-decode-error.ts'
import { decodeCbspPdus } from './cb-decode-cbsp.ts'
import { decodePhoneMessage } from './cb-decode-message.ts'
import { decodeWarningArea } from './cb-decode-wac.ts'
import type { ExitCode, Io } from './io.ts'

/** Prints what PDUs say: there is at least one of them. */
type Reader = (io: Io, pdus: readonly Uint8Array[]) => ExitCode

/** What reads each form of `--form`. */
const READERS = {
  gsm: (io, pdus) => decodePhoneMessage(io, pdus, 'gsm'),
  umts: (io, pdus) => decodePhoneMessage(io, pdus, 'umts'),
  cbsp: decodeCbspPdus,
  wac: decodeWarningArea,
} as const satisfies Readonly<Record<string, Reader>>

export type DecodeForm = keyof typeof READERS
export const FORMS = Object.keys(READERS)

/** `cb decode`; its `--json` shapes are those of design §10. */
export function decode(io: Io, hex: readonly string[], form: DecodeForm | undefined): ExitCode {
  const pdus: Uint8Array[] = []
  for (const each of hex) {
    const digits = each.replaceAll(/\s/g, '')
    const octets = parseHex(digits)
    if (octets === null) return failDecode(io, notHex(digits).error)
    pdus.push(octets)
  }
  return form === undefined ? decodePhoneMessage(io, pdus, undefined) : READERS[form](io, pdus)
}

/** The PDUs as they were typed; `-` alone stands for standard input, one PDU a line. */
export async function givenPdus(typed: readonly string[]): Promise<readonly string[]> {
  if (typed.length !== 1 || typed[0] !== '-') return typed
  const lines = (await readAll(process.stdin)).split('\n').filter((line) => line.trim() !== '')
  return lines.length === 0 ? [''] : lines
}

function notHex(digits: string): { readonly error: DecodeError } {
  const at = digits.search(/[^0-9a-f]/i)
  const offset = Math.floor((at < 0 ? digits.length : at) / 2)
  return decodeError('hex', offset, 'A PDU is whole octets in hex digits')
}
