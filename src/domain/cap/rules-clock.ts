import { finding, type Finding } from '../finding.ts'
import { formatCapTime, parseCapTime, WIB_OFFSET_MINUTES } from './date-time.ts'
import type { CapAlert } from './model.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { senderCountry } from './sender.ts'

/** A07..A09: times that no clock or calendar of the sender can have meant. */
export const CLOCK_RULES: readonly CapRule[] = [
  {
    id: 'A07',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.1 sent: the time of origination',
    check: checkAhead,
  },
  {
    id: 'A08',
    levels: ['error'],
    source: 'CAP 1.2 §3.3.2; publishers that write years of the Buddhist Era',
    check: checkYear,
  },
  {
    id: 'A09',
    levels: ['warning', 'info'],
    source: 'CAP 1.2 §3.3.2; Indonesia has +07:00, +08:00 and +09:00',
    check: checkOffset,
  },
]

/** How far the clocks of a sender and a receiver may be apart. */
const CLOCK_MINUTES = 5
const CLOCK_MS = CLOCK_MINUTES * 60_000

/** Years of a message that a living publisher sends: before 2000 there was no CAP. */
const [YEAR_FIRST, YEAR_END] = [2000, 2100]
const BUDDHIST_ERA = 543

function* checkAhead({ sent }: CapAlert, { nowMs }: CapCheck): Generator<Finding> {
  const time = parseCapTime(sent)
  if (time === null || time.epochMs <= nowMs + CLOCK_MS || yearOf(sent) >= YEAR_END) return
  const minutes = Math.ceil((time.epochMs - nowMs) / 60_000)
  const params = { sent, minutes, max: CLOCK_MINUTES }
  yield finding('error', 'A07-ahead', '/alert[1]/sent[1]', params)
}

function* checkYear(alert: CapAlert): Generator<Finding> {
  for (const { element, path, text } of timesOf(alert)) {
    const year = yearOf(text)
    if (isPlausible(year)) continue
    const common = year - BUDDHIST_ERA
    const mend = `${common}${text.slice(4)}`
    const isEra = isPlausible(common) && parseCapTime(mend) !== null
    if (isEra) yield { ...finding('error', 'A08-buddhist', path, { element, year, common }), mend }
    else yield finding('error', 'A08-year', path, { element, year })
  }
}

const INDONESIAN_MINUTES = [WIB_OFFSET_MINUTES, 480, 540]
/** The widest zone there is: XML Schema Part 2 §3.2.7. */
const WIDEST_MINUTES = 14 * 60
/** Less than the narrowest zone east of UTC, by what a message takes to arrive. */
const LOCAL_MINUTES = 45

function* checkOffset(alert: CapAlert, { nowMs }: CapCheck): Generator<Finding> {
  const isIndonesian = senderCountry(alert) === 'ID'
  const sent = parseCapTime(alert.sent)
  // UTC that lies ahead of the clock, though on the sender's wall it is the present.
  const aheadMinutes = sent === null ? 0 : (sent.epochMs - nowMs) / 60_000
  const isLocal =
    sent !== null &&
    sent.zoneUnknown &&
    aheadMinutes >= LOCAL_MINUTES &&
    aheadMinutes <= WIDEST_MINUTES + CLOCK_MINUTES
  if (isLocal) {
    const zone = isIndonesian
      ? INDONESIAN_MINUTES.find((each) => aheadMinutes <= each + CLOCK_MINUTES)
      : undefined
    const mend = zone === undefined ? undefined : `${alert.sent.slice(0, -6)}+0${zone / 60}:00`
    const found = finding('warning', 'A09-local', '/alert[1]/sent[1]', { found: alert.sent })
    yield { ...found, mend }
  }
  if (!isIndonesian) return
  for (const { element, path, text } of timesOf(alert)) {
    const time = parseCapTime(text)
    if (time === null || INDONESIAN_MINUTES.includes(time.offsetMinutes)) continue
    if (isLocal && element === 'sent') continue
    // At the ends of the calendar another zone may have no year to write.
    const mend = isPlausible(yearOf(text)) ? formatCapTime(time.epochMs) : undefined
    yield { ...finding('info', 'A09-offset', path, { element, found: text.slice(-6) }), mend }
  }
}

function isPlausible(year: number): boolean {
  return year >= YEAR_FIRST && year < YEAR_END
}

interface Time {
  readonly element: string
  readonly path: string
  readonly text: string
}

/** Every dateTime of a message that could be read, but for those of its references. */
function timesOf(alert: CapAlert): Time[] {
  const sent = { element: 'sent', path: '/alert[1]/sent[1]', text: alert.sent }
  const later = alert.infos.flatMap((info, index) =>
    (['effective', 'onset', 'expires'] as const).map((element) => {
      const path = `/alert[1]/info[${index + 1}]/${element}[1]`
      return { element, path, text: info[element] ?? '' }
    }),
  )
  return [sent, ...later].filter((each) => parseCapTime(each.text) !== null)
}

function yearOf(text: string): number {
  return Number(text.slice(0, 4))
}
