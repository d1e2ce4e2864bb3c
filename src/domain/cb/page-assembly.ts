/**
 * How Android puts GSM pages together (GsmCellBroadcastHandler): pages belong together when serial
 * number, identifier and cell are the same, whatever the scope. Whenever a message is whole, what
 * is unfinished from another cell is thrown away.
 */
import type { Place } from './duplicate-rule.ts'
import { decodeGsmPage } from './gsm-page.ts'

export interface PageAssembly {
  /** All pages in order when the page makes its message whole; null while some are missing. */
  add(pdu: Uint8Array, place: Place): readonly Uint8Array[] | null
  /** What a restart of the phone does: unfinished messages live in memory alone. */
  clear(): void
}

interface Unfinished {
  readonly place: string
  readonly pages: (Uint8Array | undefined)[]
}

export function createPageAssembly(): PageAssembly {
  const unfinished = new Map<string, Unfinished>()

  function addPage(pdu: Uint8Array, place: string): readonly Uint8Array[] | null {
    const page = decodeGsmPage(pdu)
    if ('error' in page) return null
    if (page.total === 1) return [pdu]
    const key = `${page.serial}/${page.messageIdentifier}/${place}`
    const { pages } = unfinished.get(key) ?? { pages: Array.from({ length: page.total }) }
    pages[page.number - 1] = pdu
    unfinished.set(key, { place, pages })
    const whole = pages.filter((each) => each !== undefined)
    if (whole.length < pages.length) return null
    unfinished.delete(key)
    return whole
  }

  return {
    add(pdu, { plmn, areaCode, cell }) {
      const place = `${plmn}/${areaCode}/${cell}`
      const whole = addPage(pdu, place)
      if (whole === null) return null
      for (const [key, each] of unfinished) if (each.place !== place) unfinished.delete(key)
      return whole
    },
    clear: () => unfinished.clear(),
  }
}
