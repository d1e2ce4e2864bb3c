import { XmlStop } from './fault.ts'

/** The five entities that need no declaration. XML 1.0 §4.6. */
export const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Replaces references in what was written at `offset`. XML 1.0 §4.1, §4.6: no other entities. */
export function expand(written: string, offset: number): string {
  let at = written.indexOf('&')
  if (at === -1) return written
  let [done, value] = [0, '']
  while (at !== -1) {
    const end = written.indexOf(';', at)
    if (end === -1)
      throw new XmlStop('X05-malformed-entity', offset + at, { found: shown(written, at) })
    value += written.slice(done, at) + reference(written.slice(at + 1, end), offset + at)
    done = end + 1
    at = written.indexOf('&', done)
  }
  return value + written.slice(done)
}

function reference(name: string, offset: number): string {
  const plain = PREDEFINED.get(name)
  if (plain !== undefined) return plain
  const match = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name)
  const code = match === null ? -1 : Number.parseInt(match[1] ?? match[2]!, match[1] ? 16 : 10)
  if (isChar(code)) return String.fromCodePoint(code)
  throw new XmlStop('X05-malformed-entity', offset, { found: `&${name.slice(0, 40)}` })
}

/** XML 1.0 §2.2 Char. */
function isChar(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff)
}

function shown(written: string, at: number): string {
  return written.slice(at, at + 20)
}
