import type { XmlElement } from '../xml/node.ts'
import { decodeXml } from '../xml/decode.ts'
import { normaliseLineEnds } from '../xml/line-ends.ts'
import type { Position } from './faults.ts'

/** Markup that is not the text looked for; a start tag's values may hold any `>`. */
const MARKUP =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/y

const SPACE = /(?:[\t\n\r ]|&#(?:x0*(?:9|[aAdD]|20)|0*(?:9|10|13|32));)+/y

/**
 * Where the first text that is no whitespace stands directly inside an element. A tree keeps what
 * a text says, not where; a document that was read once without fault is walked again for it.
 */
export function strayTextAt(octets: Uint8Array, element: XmlElement): Position | null {
  const decoded = decodeXml(octets)
  if (typeof decoded !== 'string') return null
  const source = normaliseLineEnds(decoded)
  let at = offsetOf(source, element)
  let depth = 0
  while (at < source.length) {
    SPACE.lastIndex = at
    if (SPACE.test(source)) {
      at = SPACE.lastIndex
      continue
    }
    MARKUP.lastIndex = at
    const match = MARKUP.exec(source)
    if (match === null) {
      if (depth === 1) return positionOf(source, at)
      at = nextMarkup(source, at)
      continue
    }
    const [markup, characters, closing, empty] = match
    if (characters !== undefined && depth === 1 && /[^\t\n\r ]/.test(characters)) {
      return positionOf(source, at)
    }
    at += markup.length
    if (closing === '/') depth -= 1
    else if (closing === '' && empty === '') depth += 1
    if (depth === 0) return null
  }
  return null
}

function nextMarkup(source: string, at: number): number {
  const next = source.indexOf('<', at + 1)
  return next === -1 ? source.length : next
}

function offsetOf(source: string, { line, column }: Position): number {
  let at = 0
  for (let seen = 1; seen < line; seen += 1) at = source.indexOf('\n', at) + 1
  return at + column - 1
}

function positionOf(source: string, offset: number): Position {
  let [line, start] = [1, 0]
  for (let end = source.indexOf('\n'); end !== -1 && end < offset;) {
    line += 1
    start = end + 1
    end = source.indexOf('\n', start)
  }
  return { line, column: offset - start + 1 }
}
