import { randomBytes } from 'node:crypto'

/** The only clock and the only randomness of the whole program; everything else is handed them. */
export function nowMs(): number {
  return Date.now()
}

/** 0 <= random() < 1. For jitter, never for secrets. */
export function random(): number {
  return Math.random()
}

/** Milliseconds that never run backwards: for durations. */
export function monotonicMs(): number {
  return performance.now()
}

/** Octets nobody can guess: salts, tokens, keys. */
export function randomOctets(count: number): Uint8Array {
  return new Uint8Array(randomBytes(count))
}

/** Upper-case letters nobody can guess. */
export function randomLetters(count: number): string {
  let letters = ''
  while (letters.length < count) {
    for (const octet of randomOctets(count)) {
      // 234 = 9 × 26: above it some letters would come more often than others.
      if (octet < 234 && letters.length < count) letters += String.fromCharCode(65 + (octet % 26))
    }
  }
  return letters
}
