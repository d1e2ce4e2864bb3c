import { describeOutside, mendGsm7 } from '../cb/gsm-substitute.ts'
import { charactersOutsideGsm7 } from '../cb/gsm7.ts'
import { charactersMax, encodeText, normaliseText, PAGES_MAX } from '../cb/pages.ts'
import { finding, type Finding } from '../finding.ts'
import { nameFewInEach } from './few.ts'
import { MEND_MAX } from './mend.ts'
import type { CapAlert, CapInfo, CapValue } from './model.ts'
import { nearestOf } from './nearest.ts'
import { CMAM_LONG_TEXT_MAX, CMAM_TEXT_MAX, PROFILE_CODE, PROFILE_PREFIX } from './profile.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { checkClass, checkHandling, checkIdentifiers } from './rules-identifier.ts'
import { infosOf } from './shown-text.ts'

/** C: what Cell Broadcast asks of a message, by the profiles that carry it. */
export const BROADCAST_RULES: readonly CapRule[] = [
  {
    id: 'C01',
    levels: ['error', 'info'],
    source: 'IPAWS profile: CMAMtext, CMAMlongtext, WEAHandling',
    check: (alert) => nameFewInEach(checkCmam(alert)),
  },
  {
    id: 'C02',
    levels: ['error', 'policy', 'info'],
    source: '3GPP TS 23.041 §9.4.1.2.4: 15 pages',
    check: checkPages,
  },
  {
    id: 'C03',
    levels: ['warning'],
    source: '3GPP TS 23.038 §6.2.1: one character outside GSM-7 halves the room of all',
    check: (alert) => nameFewInEach(checkAlphabet(alert)),
  },
  {
    id: 'C04',
    levels: ['error', 'warning'],
    source: '3GPP TS 23.041 §9.4.1.2.2, IPAWS profile: WEAHandling',
    check: (alert) =>
      nameFewInEach([...checkIdentifiers(alert), ...checkClass(alert), ...checkHandling(alert)]),
  },
]

/** WEAHandling of IPAWS, by the values its profile lists. */
const WEA_HANDLING = [
  'Imminent Threat',
  'Public Safety',
  'Child Abduction',
  'Presidential',
  'National',
  'WEA Test',
] as const

const CMAM_LIMITS: ReadonlyMap<string, number> = new Map([
  ['CMAMtext', CMAM_TEXT_MAX],
  ['CMAMlongtext', CMAM_LONG_TEXT_MAX],
])

/** The code by which a message says that it follows IPAWS. */
const IPAWS_CODE = 'IPAWSv1.0'

/** The text of one info that phones would be sent, and where it stands. */
interface PlacedText {
  readonly text: string
  readonly path: string
  readonly parameter: string
}

/** C01. Taiwan's national broadcast carries up to 167 characters in `CMAMtext`: no fault there. */
export function* checkCmam(alert: CapAlert): Generator<Finding> {
  const isBound = alert.codes.some((code) => code === IPAWS_CODE || code === PROFILE_CODE)
  for (const [info, path] of infosOf(alert)) {
    for (const [{ valueName, value }, at] of valuesAt(info, path)) {
      const max = CMAM_LIMITS.get(valueName)
      const found = max === undefined ? 0 : Array.from(value).length
      if (max !== undefined && found > max) {
        const params = { parameter: valueName, max, found }
        yield finding(isBound ? 'error' : 'info', 'C01-text-long', at, params)
      }
      if (valueName !== 'WEAHandling' || WEA_HANDLING.some((each) => each === value)) continue
      const params = { expected: WEA_HANDLING.join(', '), found: value.slice(0, 80) }
      const mend = nearestOf(value.slice(0, 80), WEA_HANDLING) ?? undefined
      yield { ...finding('error', 'C01-wea-handling', at, params), mend }
    }
  }
}

/** C02: 15 pages hold 1,395 characters of GSM-7, or 615 of UCS-2. 3GPP TS 23.041 §9.4.1.2.4. */
export function* checkPages(alert: CapAlert, { live }: CapCheck): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    const ours = profileText(info, path)
    const sent = ours ?? sentText(info, path)
    if (sent === null) continue
    const { text, path: at, parameter } = sent
    const { alphabet, characters, max, pages, outside } = paged(text)
    const params = { parameter, pages, characters, alphabet: ALPHABETS[alphabet] }
    if (pages > PAGES_MAX) {
      const level = ours !== null ? 'error' : live ? 'policy' : 'info'
      const limits = { pagesMax: PAGES_MAX, max }
      yield finding(level, 'C02-pages', at, { ...params, ...limits })
    }
    // For a text of our own rule C03 says so.
    if (outside.length > 0 && ours === null && (live || pages > PAGES_MAX)) {
      const found = describeOutside(outside)
      yield finding('info', 'C02-ucs2', at, { ...params, found })
    }
  }
}

const ALPHABETS = { gsm7: 'GSM-7', ucs2: 'UCS-2' } as const

/** Of these each takes one septet, and none is another one after normalisation. */
const ONE_SEPTET_EACH = /^[\n -Z_a-z]*$/
const PAGE_CHARACTERS = charactersMax('gsm7') / PAGES_MAX

/** Texts up to here are cut into pages as they would be sent; of longer ones pages are counted. */
const CUT_MAX = 2 * charactersMax('gsm7')

function paged(text: string): {
  readonly alphabet: 'gsm7' | 'ucs2'
  readonly characters: number
  /** Fewer than the alphabet allows where whole characters leave room at the end of pages. */
  readonly max: number
  readonly pages: number
  readonly outside: readonly string[]
} {
  if (ONE_SEPTET_EACH.test(text)) {
    const pages = Math.max(1, Math.ceil(text.length / PAGE_CHARACTERS))
    const max = charactersMax('gsm7')
    return { alphabet: 'gsm7', characters: text.length, max, pages, outside: [] }
  }
  if (text.length <= CUT_MAX) {
    const { alphabet, characters, charactersLeft, pages, forcedBy: outside } = encodeText(text)
    const max = characters + charactersLeft
    return { alphabet, characters, max, pages: pages.length, outside }
  }
  const outside = charactersOutsideGsm7(text)
  const alphabet = outside.length > 0 ? 'ucs2' : 'gsm7'
  const max = charactersMax(alphabet)
  const pages = Math.ceil((text.length * PAGES_MAX) / max)
  return { alphabet, characters: text.length, max, pages, outside }
}

/** C03. The message still goes out; it takes more than twice the pages. */
export function* checkAlphabet(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    for (const [{ valueName: parameter, value }, at] of valuesAt(info, path)) {
      if (parameter !== 'CMAMtext' && parameter !== `${PROFILE_PREFIX}Text`) continue
      const outside = charactersOutsideGsm7(value.length <= CUT_MAX ? normaliseText(value) : value)
      if (outside.length === 0) continue
      const params = { parameter, found: describeOutside(outside) }
      const mend = value.length <= MEND_MAX ? (mendGsm7(value) ?? undefined) : undefined
      yield { ...finding('warning', 'C03-not-gsm7', at, params), mend }
    }
  }
}

function profileText(info: CapInfo, path: string): PlacedText | null {
  return parameterText(info, path, `${PROFILE_PREFIX}Text`)
}

/** What a Cell Broadcast Centre takes of a message that does not say what phones are to show. */
function sentText(info: CapInfo, path: string): PlacedText | null {
  const long = parameterText(info, path, 'CMAMlongtext')
  if (long !== null) return long
  const shown = ['headline', 'description', 'instruction'] as const
  const present = shown.filter((element) => info[element] !== null)
  const [first] = present
  if (first === undefined) return null
  // The longest is what has to be shortened.
  const longest = present.reduce((a, b) => (info[b]!.length > info[a]!.length ? b : a), first)
  return {
    text: present.map((element) => info[element]).join('\n'),
    path: `${path}/${longest}[1]`,
    parameter: present.join(' + '),
  }
}

function parameterText(info: CapInfo, path: string, parameter: string): PlacedText | null {
  const found = valuesAt(info, path).find(([{ valueName }]) => valueName === parameter)
  return found === undefined ? null : { text: found[0].value, path: found[1], parameter }
}

/** The parameters of an info, each with the XPath of its value. */
function valuesAt({ parameters }: CapInfo, path: string): [parameter: CapValue, path: string][] {
  return parameters.map((each, index) => [each, `${path}/parameter[${index + 1}]/value[1]`])
}
