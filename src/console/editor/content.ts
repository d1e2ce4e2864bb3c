import type { Kind } from '../../domain/cb/message-identifier.ts'
import type { Channel } from '../../domain/message.ts'
import type { ContentJson } from '../../formats/json/content.ts'

export type CopyTextJson = ContentJson['texts'][number]
export type AreaJson = ContentJson['area']

const ENGLISH = 'en-US'

/** A blank sheet. Every choice that matters stands at its most careful value. */
export function emptyContent(): ContentJson {
  return {
    kind: 'warning',
    channel: 'cell-broadcast',
    category: ['Safety'],
    urgency: 'Immediate',
    severity: 'Severe',
    certainty: 'Observed',
    level: null,
    raised: null,
    eventCode: null,
    legalBasis: null,
    requestedBy: null,
    texts: [{ language: 'id-ID', event: '', headline: '', body: '' }],
    area: { regions: [], polygons: [], circles: [] },
    areaName: '',
    start: null,
    minutes: 60,
    repetitionSeconds: 60,
    smsWindow: null,
  }
}

/** Civic messages have no identifier that phones listen to, so they go by text. */
export function isChannelOpen(kind: Kind, channel: Channel): boolean {
  return !(kind === 'civic' && channel === 'cell-broadcast')
}

/** Another kind: what the new one cannot have is taken off, so that nothing hidden is sent. */
export function withKind(content: ContentJson, kind: Kind): ContentJson {
  const channel = isChannelOpen(kind, content.channel) ? content.channel : 'sms'
  const raised = kind === 'warning' ? content.raised : null
  return withChannel({ ...content, kind, raised }, channel)
}

/** Another channel: the SMS window belongs to `sms` alone. */
export function withChannel(content: ContentJson, channel: Channel): ContentJson {
  return { ...content, channel, smsWindow: channel === 'sms' ? content.smsWindow : null }
}

export function withText(
  content: ContentJson,
  index: number,
  change: Partial<CopyTextJson>,
): ContentJson {
  const texts = content.texts.map((text, at) => (at === index ? { ...text, ...change } : text))
  return { ...content, texts }
}

/** Adds an empty English copy, or takes it off again. */
export function withEnglish(content: ContentJson, wanted: boolean): ContentJson {
  const [first, ...others] = content.texts
  if (first === undefined) return content
  if (!wanted) return { ...content, texts: [first] }
  if (others.length > 0) return content
  return {
    ...content,
    texts: [first, { language: ENGLISH, event: '', headline: '', body: '' }],
  }
}

/** CAP wants at least one category: the last one stays. */
export function withCategory(
  content: ContentJson,
  category: ContentJson['category'][number],
  wanted: boolean,
): ContentJson {
  const others = content.category.filter((each) => each !== category)
  if (!wanted && others.length === 0) return content
  return { ...content, category: wanted ? [...others, category] : others }
}

export type ContentField = keyof ContentJson

/** The fields in which two contents differ, in the order of the form. */
export function differingFields(a: ContentJson, b: ContentJson): ContentField[] {
  const fields = Object.keys(a) as ContentField[]
  return fields.filter(
    (field) => JSON.stringify(sorted(a[field])) !== JSON.stringify(sorted(b[field])),
  )
}

/** Fields that hold no number yet: an emptied number input says NaN, which JSON cannot. */
export function unfilledNumbers(content: ContentJson): ('minutes' | 'repetitionSeconds')[] {
  return (['minutes', 'repetitionSeconds'] as const).filter(
    (field) => !Number.isInteger(content[field]),
  )
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/

/** The same value whatever order its members came in, and whatever zone its instants are told in. */
function sorted(value: unknown): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? Date.parse(value) : value
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, each]): [string, unknown] => [key, sorted(each)])
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}
