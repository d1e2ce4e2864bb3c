import { finding, type Finding } from '../finding.ts'
import { DEFAULT_LANGUAGE, type CapAlert, type CapValue } from './model.ts'
import { infoPath, infosOf, isBlank, shownTexts } from './shown-text.ts'

/** Longer texts are for a person to mend: the proposal would only repeat the document. */
const MEND_CHARACTERS_MAX = 10_000

/** What a feed reader and a phone show of a headline. CAP 1.2 §3.2.2 headline. */
const HEADLINE_CHARACTERS_MAX = 160

/** I02: what must be said is said, and what may be absent is not there for nothing. */
export function* checkBlank(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    yield* checkNeeded('event', info.event, `${path}/event[1]`)
    for (const element of ['headline', 'description', 'instruction'] as const) {
      yield* checkIdle(element, info[element], `${path}/${element}[1]`)
    }
    yield* checkNamed(info.eventCodes, `${path}/eventCode`)
    yield* checkParameters(info.parameters, `${path}/parameter`)
    for (const [index, area] of info.areas.entries()) {
      const at = `${path}/area[${index + 1}]`
      yield* checkNeeded('areaDesc', area.areaDesc, `${at}/areaDesc[1]`)
      yield* checkNamed(area.geocodes, `${at}/geocode`)
    }
  }
}

function* checkNeeded(element: string, text: string, path: string): Generator<Finding> {
  if (isBlank(text)) yield finding('error', 'I02-blank', path, { element })
}

function* checkIdle(element: string, text: string | null, path: string): Generator<Finding> {
  if (text !== null && isBlank(text)) yield finding('warning', 'I02-empty', path, { element })
}

function* checkNamed(values: readonly CapValue[], path: string): Generator<Finding> {
  for (const [index, { valueName, value }] of values.entries()) {
    yield* checkNeeded('valueName', valueName, `${path}[${index + 1}]/valueName[1]`)
    yield* checkNeeded('value', value, `${path}[${index + 1}]/value[1]`)
  }
}

// Australia and GDACS publish parameters without a value: nobody is misled by one.
function* checkParameters(values: readonly CapValue[], path: string): Generator<Finding> {
  for (const [index, { valueName, value }] of values.entries()) {
    yield* checkNeeded('valueName', valueName, `${path}[${index + 1}]/valueName[1]`)
    yield* checkIdle('value', value, `${path}[${index + 1}]/value[1]`)
  }
}

/** I08: no info says what an earlier one of the message has said. */
export function* checkRepeated({ infos }: CapAlert): Generator<Finding> {
  if (infos.length < 2) return
  const wholes = new Map<string, number>()
  const languages = new Map<string, string>()
  for (const [index, info] of infos.entries()) {
    const whole = JSON.stringify(info)
    const text = `${info.headline ?? ''}\n${info.description ?? ''}`
    const second = info.language ?? DEFAULT_LANGUAGE
    const twin = wholes.get(whole)
    const first = languages.get(text)
    if (twin !== undefined) {
      yield finding('warning', 'I08-twice', infoPath(index), { first: twin })
    } else if (first !== undefined && first !== second && text.trim() !== '') {
      yield finding('warning', 'I08-same-text', infoPath(index), { first, second })
    }
    if (twin === undefined) wholes.set(whole, index + 1)
    if (first === undefined) languages.set(text, second)
  }
}

/** I09: headline, description and instruction each say their own thing. CAP 1.2 §3.2.2. */
export function* checkWording(alert: CapAlert): Generator<Finding> {
  for (const [{ headline, description, instruction }, path] of infosOf(alert)) {
    const found = Array.from(headline ?? '').length
    if (found > HEADLINE_CHARACTERS_MAX) {
      const params = { max: HEADLINE_CHARACTERS_MAX, found }
      yield finding('warning', 'I09-headline-long', `${path}/headline[1]`, params)
    }
    if (isSame(headline, description)) {
      const params = { first: 'headline', second: 'description' }
      yield finding('warning', 'I09-repeated', `${path}/description[1]`, params)
    }
    if (isSame(description, instruction)) {
      const params = { first: 'description', second: 'instruction' }
      yield finding('warning', 'I09-repeated', `${path}/instruction[1]`, params)
    }
  }
}

function isSame(first: string | null, second: string | null): boolean {
  if (first === null || second === null || isBlank(first)) return false
  if (first.trimStart()[0] !== second.trimStart()[0]) return false
  return evenSpaces(first) === evenSpaces(second)
}

function evenSpaces(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}

/** A tag with a name HTML has, or an entity that was escaped once too often. Bounded, so linear. */
const TAG =
  /<\/?(a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|table|td|th|tr|u|ul)(?=[\s/>])[^<>]{0,200}>/
const ENTITY = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([\da-f]{1,6}));/
const MARKUP = new RegExp(`${TAG.source}|${ENTITY.source}`, 'i')
const EVERY_MARKUP = new RegExp(MARKUP.source, 'gi')

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
])

/** I12: the texts are plain: a phone shows a tag as it is written. */
export function* checkMarkup(alert: CapAlert): Generator<Finding> {
  for (const { element, text, path } of shownTexts(alert)) {
    if (!text.includes('<') && !text.includes('&')) continue
    const match = MARKUP.exec(text)
    if (match === null) continue
    const params = { element, found: match[0].slice(0, 40) }
    yield withMend(finding('warning', 'I12-html', path, params), withoutMarkup(text))
  }
}

/** The text a browser would show, or null where that is not plain either. */
function withoutMarkup(text: string): string | null {
  if (text.length > MEND_CHARACTERS_MAX || /<(?:script|style)/i.test(text)) return null
  const plain = text.replace(EVERY_MARKUP, (whole, ...groups: (string | undefined)[]) => {
    const [tag, name, decimal, hex] = groups
    if (tag !== undefined) return /^(?:br|p|div|li|tr)$/i.test(tag) ? '\n' : ''
    if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return isCharacter(code) ? String.fromCodePoint(code) : whole
  })
  return MARKUP.test(plain) ? null : plain
}

// XML 1.0 §2.2 Char: what a document can hold.
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code > 0xffff && code <= 0x10ffff)
}

/** Adds the proposal where there is one that says something. */
export function withMend(found: Finding, mend: string | null): Finding {
  return mend === null || isBlank(mend) ? found : { ...found, mend }
}
