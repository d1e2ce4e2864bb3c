import type { CapAlert, CapInfo } from './model.ts'

/** One element whose text phones, pages and loudspeakers give to people. */
export interface ShownText {
  readonly element: string
  readonly text: string
  readonly path: string
  /** Index of its info, from 0. */
  readonly index: number
}

/** The elements of an info that are read as they stand. CAP 1.2 §3.2.2. */
const SHOWN = [
  'event',
  'audience',
  'senderName',
  'headline',
  'description',
  'instruction',
  'contact',
] as const

/** Everything in an alert that people read, in the order of the document; absent elements not. */
export function* shownTexts({ infos }: CapAlert): Generator<ShownText> {
  for (const [index, info] of infos.entries()) {
    const path = infoPath(index)
    for (const element of SHOWN) {
      const text = info[element]
      if (text !== null) yield { element, text, path: `${path}/${element}[1]`, index }
    }
    for (const [number, { resourceDesc: text }] of info.resources.entries()) {
      const at = `${path}/resource[${number + 1}]/resourceDesc[1]`
      yield { element: 'resourceDesc', text, path: at, index }
    }
    for (const [number, { areaDesc: text }] of info.areas.entries()) {
      yield { element: 'areaDesc', text, path: `${path}/area[${number + 1}]/areaDesc[1]`, index }
    }
  }
}

/** XPath of an info; the index counts from 0. */
export function infoPath(index: number): string {
  return `/alert[1]/info[${index + 1}]`
}

/** The infos of an alert, each with its XPath. */
export function infosOf({ infos }: CapAlert): [info: CapInfo, path: string][] {
  return infos.map((info, index) => [info, infoPath(index)])
}

/** Nothing but what a typewriter of ASCII writes: most texts are, and have no odd characters. */
export function isPlainAscii(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text)
}

/** Nothing to see: white space of any kind, and characters that draw nothing. */
export function isBlank(text: string): boolean {
  const code = text.charCodeAt(0)
  if (code > 0x20 && code < 0x7f) return false
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]*$/u.test(text)
}
