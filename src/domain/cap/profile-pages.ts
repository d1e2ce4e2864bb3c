import { decodeDcs } from '../cb/dcs.ts'
import { decodePages, normaliseText, type Page } from '../cb/pages.ts'
import { finding, type Finding } from '../finding.ts'

/** A copy as it was read, and where its parameters stand. */
export interface AiredCopy {
  readonly dcs: number
  readonly pages: readonly Page[]
  readonly text: string
  /** XPath of the first parameter of that name, without the prefix. */
  readonly pathOf: (name: 'DataCodingScheme' | 'Page') => string
}

/** Characters of a text that a finding quotes. */
const QUOTED_MAX = 40

/**
 * P07, P08: pages are aired as they are, and staff approve what `Text` says. So phones must show
 * the pages, and the pages must say the same. 3GPP TS 23.041 §9.4.2.2.5, TS 23.038 §5.
 */
export function* checkCopyPages({ dcs, pages, text, pathOf }: AiredCopy): Generator<Finding> {
  const { alphabet, refused } = decodeDcs(dcs)
  if (refused !== null || alphabet === '8bit') {
    const found = `0x${dcs.toString(16).padStart(2, '0')}`
    yield finding('error', 'P08-dcs', pathOf('DataCodingScheme'), { found })
    return
  }
  const decoded = decodePages(dcs, pages)
  if ('error' in decoded) return // the only reason is a DCS that phones throw away
  const wanted = normaliseText(text)
  if (decoded.text === wanted) return
  const at = firstDifference(decoded.text, wanted)
  const params = {
    at: Array.from(wanted.slice(0, at)).length + 1,
    found: decoded.text.slice(at, at + QUOTED_MAX),
    expected: wanted.slice(at, at + QUOTED_MAX),
  }
  yield finding('error', 'P07-text-differs', pathOf('Page'), params)
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}
