import { z } from 'zod'
import { isWritable } from '../../domain/cb/check-text.ts'
import { KINDS, LEVELS } from '../../domain/cb/message-identifier.ts'
import {
  CATEGORIES,
  CERTAINTIES,
  CHANNELS,
  SEVERITIES,
  URGENCIES,
  type Content,
} from '../../domain/message.ts'

/** Instants on the wire: ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true }).max(40)

/** Text of which nothing is half a character: the log can keep no other. */
const Text = z.string().refine((text) => text.isWellFormed(), 'it holds half a character')

/** Text that goes into a document as somebody has typed it: XML 1.0 §2.2 has no other characters. */
export const Written = Text.refine((text) => isWritable(text), 'it holds a control character')

const latitude = z.number().min(-90).max(90)
const longitude = z.number().min(-180).max(180)
/** CAP's order: latitude first. */
const LatLon = z.tuple([latitude, longitude])

export const AreaJson = z.strictObject({
  regions: z.array(Text.max(13)).max(600),
  polygons: z.array(z.array(LatLon).min(1).max(10_000)).max(1_000),
  circles: z
    .array(
      z.strictObject({ lat: latitude, lon: longitude, radiusKm: z.number().min(0).max(20_000) }),
    )
    .max(100),
})

export const CopyTextJson = z.strictObject({
  language: Text.max(35),
  event: Text.max(200),
  headline: Text.max(300),
  body: Text.max(4_000),
})

/** What staff write, as it crosses a socket. Limits here are of size; `check` says what is wrong. */
export const ContentJson = z.strictObject({
  kind: z.enum(KINDS),
  channel: z.enum(CHANNELS),
  category: z.array(z.enum(CATEGORIES)).min(1).max(12),
  urgency: z.enum(URGENCIES),
  severity: z.enum(SEVERITIES),
  certainty: z.enum(CERTAINTIES),
  level: z.enum(LEVELS).nullable(),
  raised: z
    .strictObject({
      to: z.number().int().min(0).max(65_535),
      reason: Text.min(1).max(1_000),
    })
    .nullable(),
  eventCode: Text.max(20).nullable(),
  legalBasis: Text.max(300).nullable(),
  requestedBy: Text.max(200).nullable(),
  texts: z.array(CopyTextJson).min(1).max(2),
  area: AreaJson,
  areaName: Text.max(300),
  start: Instant.nullable(),
  minutes: z.number().int().min(1).max(44_640),
  repetitionSeconds: z.number().int().min(2).max(4_095),
  smsWindow: z.strictObject({ from: Instant, until: Instant }).nullable(),
})
export type ContentJson = z.infer<typeof ContentJson>

export function contentFromJson(json: ContentJson): Content {
  const { start, smsWindow, ...rest } = json
  return {
    ...rest,
    startMs: start === null ? null : Date.parse(start),
    smsWindow:
      smsWindow === null
        ? null
        : { fromMs: Date.parse(smsWindow.from), untilMs: Date.parse(smsWindow.until) },
  }
}

export function contentToJson(content: Content): ContentJson {
  const { startMs, smsWindow, ...rest } = content
  return {
    ...structuredClone({
      ...rest,
      category: [...rest.category],
      texts: [...rest.texts],
      area: areaToJson(rest.area),
    }),
    start: instantOf(startMs),
    smsWindow:
      smsWindow === null
        ? null
        : { from: formatInstant(smsWindow.fromMs), until: formatInstant(smsWindow.untilMs) },
  }
}

function areaToJson(area: Content['area']): z.infer<typeof AreaJson> {
  return {
    regions: [...area.regions],
    polygons: area.polygons.map((ring) => ring.map(([lat, lon]): [number, number] => [lat, lon])),
    circles: area.circles.map(({ lat, lon, radiusKm }) => ({ lat, lon, radiusKm })),
  }
}

/** An instant as the wire has it: Jakarta's offset, milliseconds only where there are any. */
export function formatInstant(ms: number): string {
  const text = new Date(ms + 7 * 3_600_000).toISOString().slice(0, 23)
  return `${text.endsWith('.000') ? text.slice(0, 19) : text}+07:00`
}

/** {@link formatInstant}, or null for null. */
export function instantOf(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms)
}
