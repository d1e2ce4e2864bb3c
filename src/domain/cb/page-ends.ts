/**
 * Where a text is cut into pages. A phone decodes each page on its own, so no pair and no cluster
 * (what a reader sees as one character: an emoji family, a letter with its marks) is split over
 * two. Nothing is put between pages either: phones join them as they are.
 */
import { septetCountOf } from './gsm7.ts'

/** Clusters are those of Unicode UAX #29, the same in every language. */
const CLUSTERS = new Intl.Segmenter('id', { granularity: 'grapheme' })

/**
 * The index in `text` at which each page ends, for text of the GSM-7 alphabet alone: no page has
 * more septets than `capacity`, and no extension pair is split. One page for no text.
 */
export function gsm7PageEnds(text: string, capacity: number): number[] {
  const ends: number[] = []
  let septets = 0
  for (let at = 0; at < text.length; at++) {
    const count = septetCountOf(text.charCodeAt(at))
    if (septets + count > capacity) {
      ends.push(at)
      septets = 0
    }
    septets += count
  }
  return [...ends, text.length]
}

/**
 * The index in `text` at which each page ends: no page has more than `capacity` UTF-16 codes, and
 * no cluster is split. A cluster longer than a page is no cluster here: it is cut between code
 * points, never inside a surrogate pair. One page for no text. Takes time in proportion to the
 * text, whatever it holds.
 */
export function ucs2PageEnds(text: string, capacity: number): number[] {
  const ends: number[] = []
  let at = 0
  // Up to here the text is of a cluster that is longer than a page.
  let looseUntil = 0
  let stretch = stretchFrom(text, 0)
  while (text.length - at > capacity) {
    const limit = at + capacity
    let end = limit
    if (limit >= looseUntil) {
      if (limit + LOOK_AHEAD > stretch.until) stretch = stretchFrom(text, Math.max(at, looseUntil))
      const { index, segment } = stretch.clusters.containing(limit - stretch.from)!
      const start = stretch.from + index
      const isWhole = start + segment.length + LOOK_AHEAD <= stretch.until
      const cluster = isWhole ? start + segment.length : clusterEnd(text, start)
      if (cluster - start > capacity) looseUntil = cluster
      else end = start
    }
    if (end < looseUntil && isLowSurrogate(text.charCodeAt(end))) end -= 1
    ends.push(end)
    at = end
  }
  return [...ends, text.length]
}

/** More than fifteen pages, so that most texts are one stretch. */
const STRETCH = 700
/** What follows a place has a say in whether a cluster ends there, by one code point alone. */
const LOOK_AHEAD = 2

/**
 * The clusters of a part of the text. To ask a part again costs a tenth of taking a new one, and a
 * part of a fixed length keeps what is asked of a hostile text in proportion to it.
 */
interface Stretch {
  readonly from: number
  readonly until: number
  readonly clusters: Intl.Segments
}

/**
 * `from` is the beginning of a cluster: what stands before it has no say in where later ones end.
 * UAX #29 §3.1.1.
 */
function stretchFrom(text: string, from: number): Stretch {
  const part = text.slice(from, from + STRETCH)
  return { from, until: from + part.length, clusters: CLUSTERS.segment(part) }
}

/** Where the cluster ends that begins at `start`, looked for in ever longer pieces. */
function clusterEnd(text: string, start: number): number {
  for (let length = STRETCH; ; length *= 2) {
    const piece = text.slice(start, start + length)
    const end = CLUSTERS.segment(piece).containing(0)!.segment.length
    if (end + LOOK_AHEAD <= piece.length || start + length >= text.length) return start + end
  }
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
