/** CBSP out of a TCP stream, which knows no messages. 3GPP TS 48.049 §5.2, §8.1. */
import { decodeError, type DecodeError } from '../decode-error.ts'
import { lengthOf } from './decode.ts'
import { HEADER_OCTETS } from './encode.ts'

/**
 * Most octets after a header that a reader takes. No message comes near: three lists of 65,538
 * octets and a few small elements are the longest that TS 48.049 allows.
 */
export const BODY_OCTETS_MAX = 200_000

export interface Received {
  /** Whole PDUs in order, each with its header; they share no memory with the segments. */
  readonly pdus: readonly Uint8Array[]
  /** Why the stream cannot be read on; it stays so, and the connection is of no more use. */
  readonly error: DecodeError | null
}

/**
 * Takes segments as they come, cut anywhere, and gives the PDUs that they complete. Holds at most
 * one PDU of {@link BODY_OCTETS_MAX} octets and a header.
 */
export class CbspReader {
  readonly #header = new Uint8Array(HEADER_OCTETS)
  /** The PDU under way once its header is whole. */
  #pdu: Uint8Array | null = null
  /** Octets of it, or of the header, that are there. */
  #filled = 0
  /** Octets of the stream in PDUs that are complete. */
  #before = 0
  #error: DecodeError | null = null

  /** Offsets of an error count from the start of the stream. */
  push(segment: Uint8Array): Received {
    const pdus: Uint8Array[] = []
    let at = 0
    while (at < segment.length && this.#error === null) {
      const target = this.#pdu ?? this.#header
      const part = segment.subarray(at, at + target.length - this.#filled)
      target.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === target.length) this.#next(pdus)
    }
    return { pdus, error: this.#error }
  }

  /** True when nothing of a PDU is outstanding: a stream that ends here ends well. */
  isBetweenPdus(): boolean {
    return this.#filled === 0 && this.#error === null
  }

  /** A header or a PDU has become whole. */
  #next(pdus: Uint8Array[]): void {
    if (this.#pdu === null) {
      const length = lengthOf(this.#header)
      if (length > BODY_OCTETS_MAX) {
        const message = `No message has ${length} octets: ${BODY_OCTETS_MAX} are the most`
        this.#error = decodeError('length', this.#before + 1, message).error
        return
      }
      this.#pdu = new Uint8Array(HEADER_OCTETS + length)
      this.#pdu.set(this.#header)
      if (length > 0) return
    }
    pdus.push(this.#pdu)
    this.#before += this.#pdu.length
    this.#pdu = null
    this.#filled = 0
  }
}
