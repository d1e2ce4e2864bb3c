import { decodeError } from '../domain/cb/decode-error.ts'
import { decodeWac } from '../domain/cb/wac.ts'
import { describeWac } from '../domain/words/cb-decode.ts'
import { failDecode } from './cb-decode-error.ts'
import type { ExitCode, Io } from './io.ts'

/** Warning area coordinates by themselves, as networks carry them: without a length before them. */
export function decodeWarningArea(io: Io, pdus: readonly Uint8Array[]): ExitCode {
  const [octets] = pdus
  if (octets === undefined || pdus.length > 1) {
    const message = `A warning area is one row of octets: found ${pdus.length}`
    return failDecode(io, decodeError('form', 0, message).error)
  }
  const wac = decodeWac(octets)
  if ('error' in wac) return failDecode(io, wac.error)
  io.emit(wac)
  for (const line of describeWac(wac, io.language)) io.say(line)
  return 0
}
