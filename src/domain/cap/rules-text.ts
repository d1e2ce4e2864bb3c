import { finding, type Finding } from '../finding.ts'
import { DEFAULT_LANGUAGE, type CapAlert, type CapInfo, type CapValue } from './model.ts'

/** I02, I08, I12, I14: what people read, and where it sends them. */
export function* checkTexts(alert: CapAlert): Generator<Finding> {
  const seen: Seen[] = []
  for (const [index, info] of alert.infos.entries()) {
    const path = `/alert[1]/info[${index + 1}]`
    yield* checkBlank(info, path)
    yield* checkMarkup(info, path)
    yield* checkUris(info, path)
    yield* checkRepeated(info, seen, path)
  }
}

function* checkBlank(info: CapInfo, path: string): Generator<Finding> {
  if (isBlank(info.event)) {
    yield finding('error', 'I02-blank', `${path}/event[1]`, { element: 'event' })
  }
  yield* checkNamed(info.eventCodes, `${path}/eventCode`)
  yield* checkNamed(info.parameters, `${path}/parameter`)
  for (const [index, area] of info.areas.entries()) {
    const at = `${path}/area[${index + 1}]`
    if (isBlank(area.areaDesc)) {
      yield finding('error', 'I02-blank', `${at}/areaDesc[1]`, { element: 'areaDesc' })
    }
    yield* checkNamed(area.geocodes, `${at}/geocode`)
  }
}

function* checkNamed(values: readonly CapValue[], path: string): Generator<Finding> {
  for (const [index, each] of values.entries()) {
    for (const element of ['valueName', 'value'] as const) {
      if (!isBlank(each[element])) continue
      yield finding('error', 'I02-blank', `${path}[${index + 1}]/${element}[1]`, { element })
    }
  }
}

/** Nothing to see: white space of any kind, and characters that draw nothing. */
function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]*$/u.test(text)
}

/** The elements that phones, pages and loudspeakers show. */
const SHOWN = ['event', 'senderName', 'headline', 'description', 'instruction', 'contact'] as const

/** A tag with a name HTML has, or an entity that was escaped once too often. */
const MARKUP =
  /<\/?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|table|td|th|tr|u|ul)(?=[\s/>])[^<>]{0,200}>|&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/i

function* checkMarkup(info: CapInfo, path: string): Generator<Finding> {
  for (const element of SHOWN) {
    const match = MARKUP.exec(info[element] ?? '')
    if (match === null) continue
    const params = { element, found: match[0].slice(0, 40) }
    yield finding('warning', 'I12-html', `${path}/${element}[1]`, params)
  }
}

function* checkUris(info: CapInfo, path: string): Generator<Finding> {
  if (info.web !== null && !isWebAddress(info.web)) {
    yield uriFinding('web', info.web, `${path}/web[1]`)
  }
  for (const [index, { uri }] of info.resources.entries()) {
    // A relative uri names what derefUri carries: only a scheme that is not the web's is refused.
    if (uri === null || !hasScheme(uri) || isWebAddress(uri)) continue
    yield uriFinding('uri', uri, `${path}/resource[${index + 1}]/uri[1]`)
  }
}

function uriFinding(element: string, found: string, path: string): Finding {
  return finding('error', 'I14-uri', path, { element, found: found.slice(0, 80) })
}

function isWebAddress(uri: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(uri)
}

// Browsers skip control characters and spaces in front of and inside a scheme.
function hasScheme(uri: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(uri.replace(/[\p{Cc}\p{White_Space}]/gu, ''))
}

/** What an earlier info of the message said. */
interface Seen {
  readonly whole: string
  readonly text: string
  readonly language: string
}

function* checkRepeated(info: CapInfo, seen: Seen[], path: string): Generator<Finding> {
  const own = { whole: JSON.stringify(info), text: textOf(info), language: languageOf(info) }
  const twin = seen.findIndex((each) => each.whole === own.whole)
  const other = seen.find((each) => each.text === own.text && each.language !== own.language)
  if (twin !== -1) {
    yield finding('warning', 'I08-twice', path, { first: twin + 1 })
  } else if (other !== undefined && own.text.trim() !== '') {
    const params = { first: other.language, second: own.language }
    yield finding('warning', 'I08-same-text', path, params)
  }
  seen.push(own)
}

function textOf(info: CapInfo): string {
  return `${info.headline ?? ''}\n${info.description ?? ''}`
}

function languageOf(info: CapInfo): string {
  return info.language ?? DEFAULT_LANGUAGE
}
