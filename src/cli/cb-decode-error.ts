import type { DecodeError } from '../domain/cb/decode-error.ts'
import { describeDecodeError } from '../domain/words/cb-decode.ts'
import type { ExitCode, Io } from './io.ts'

/** Prints why octets cannot be read, in the shape of design §10. */
export function failDecode(io: Io, error: DecodeError): ExitCode {
  io.emit({ error: { rule: error.rule, offset: error.offset, message: error.message } })
  io.note(describeDecodeError(error, io.language))
  return 1
}
