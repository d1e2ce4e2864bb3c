/**
 * Somebody else's text as part of one line of ours: what would end the line is a space, what would
 * steer a terminal or turn the direction of reading is written as `\u009b`.
 */
export function plainLine(text: string): string {
  return plainText(text.replace(ENDS, ' '))
}

/** {@link plainLine} where lines may stay lines. */
export function plainText(text: string): string {
  return text.replace(STEERS, (found) => {
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

const ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
// A carriage return alone leads back to the line's beginning: what follows would cover it.
const STEERS = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
