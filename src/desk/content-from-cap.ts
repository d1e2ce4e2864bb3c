import { distanceKm, type LatLon, signedArea } from '../domain/area/geometry.ts'
import { levelOf } from '../domain/area/region.ts'
import type { Circle } from '../domain/area/shape.ts'
import { capTimeMs } from '../domain/cap/date-time.ts'
import type { CapAlert, CapArea, CapInfo } from '../domain/cap/model.ts'
import { EVENT_SCHEME, REGION_SCHEME } from '../domain/cap/profile.ts'
import type { Kind } from '../domain/cb/message-identifier.ts'
import type { Content, CopyText } from '../domain/message.ts'
import { EMERGENCY_MINUTES_MAX, MINUTES_MIN } from '../domain/policy.ts'

/**
 * A draft out of somebody else's CAP alert, for a person to finish. Nothing is left out: what we
 * cannot carry as it is (a ring that has collapsed to a line) becomes something wider.
 */
export function contentFromCap(alert: CapAlert, nowMs: number): Content {
  const [first] = alert.infos
  if (first === undefined) throw new TypeError('A CAP alert without info makes no draft')
  const areas = alert.infos.flatMap((info) => info.areas)
  const effectiveMs = first.effective === null ? null : capTimeMs(first.effective)
  const startMs = effectiveMs !== null && effectiveMs > nowMs ? effectiveMs : null
  const endMs = first.expires === null ? null : capTimeMs(first.expires)
  return {
    kind: kindOf(alert),
    channel: 'cell-broadcast',
    category: first.categories,
    urgency: first.urgency,
    severity: first.severity,
    certainty: first.certainty,
    level: null,
    raised: null,
    eventCode: first.eventCodes.find((each) => each.valueName === EVENT_SCHEME)?.value ?? null,
    legalBasis: null,
    requestedBy: first.senderName ?? alert.sender,
    texts: textsOf(alert.infos),
    area: {
      regions: unique(areas.flatMap(regionsOf)),
      polygons: uniqueRings(areas.flatMap((area) => area.polygons.filter((ring) => !isFlat(ring)))),
      circles: areas.flatMap((area) => [
        ...area.circles.map(({ centre, radiusKm }) => circleAt(centre, radiusKm)),
        ...area.polygons.filter(isFlat).map(circleAround),
      ]),
    },
    areaName: unique(areas.map((area) => area.areaDesc.trim())).join('; '),
    startMs,
    minutes: minutesUntil(endMs, startMs ?? nowMs),
    repetitionSeconds: 60,
    smsWindow: null,
  }
}

const KINDS: Partial<Record<CapAlert['status'], Kind>> = { Exercise: 'exercise', Test: 'test' }

function kindOf(alert: CapAlert): Kind {
  return KINDS[alert.status] ?? 'warning'
}

/** Indonesian first, English second; a language that we do not send stays out of the draft. */
function textsOf(infos: readonly CapInfo[]): CopyText[] {
  const in_ = (prefix: string): CapInfo | undefined =>
    infos.find((info) => (info.language ?? 'en-US').toLowerCase().startsWith(prefix))
  const [indonesian, english] = [in_('id'), in_('en')]
  const texts = [
    ...(indonesian === undefined ? [] : [textOf(indonesian, 'id-ID')]),
    ...(english === undefined ? [] : [textOf(english, 'en-US')]),
  ]
  const [first] = infos
  if (texts.length > 0 || first === undefined) return texts
  return [textOf(first, first.language ?? 'en-US')]
}

function textOf(info: CapInfo, language: string): CopyText {
  const words = [info.description, info.instruction].filter((each) => each !== null)
  const body = words.length === 0 ? (info.headline ?? info.event) : words.join('\n')
  return {
    language,
    event: info.event,
    headline: info.headline ?? info.event,
    body: body.replaceAll(/[ \t]*\r?\n[ \t]*/g, '\n').trim(),
  }
}

function regionsOf(area: CapArea): string[] {
  return area.geocodes
    .filter((code) => code.valueName === REGION_SCHEME && levelOf(code.value) !== null)
    .map((code) => code.value)
}

function isFlat(ring: readonly LatLon[]): boolean {
  return ring.length < 4 || Math.abs(signedArea(ring)) < 2e-10
}

/** Rings collapse when coordinates are rounded; whoever stood there still stands there. */
function circleAround(ring: readonly LatLon[]): Circle {
  const [first = [0, 0] as const] = ring
  const reachKm = Math.max(0, ...ring.map((point) => distanceKm(first, point)))
  return circleAt(first, Math.max(0.2, reachKm))
}

// A circle of radius 0 is a point in CAP 1.2 §3.2.4; a point has no cells, its surroundings have.
function circleAt([lat, lon]: LatLon, radiusKm: number): Circle {
  return { lat, lon, radiusKm: Math.max(0.2, radiusKm) }
}

function minutesUntil(endMs: number | null, startMs: number): number {
  const wanted = endMs === null ? 60 : Math.ceil((endMs - startMs) / 60_000)
  return Math.min(EMERGENCY_MINUTES_MAX, Math.max(MINUTES_MIN, wanted))
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value !== '')
}

/** Two infos of two languages draw the same area. */
function uniqueRings(rings: readonly (readonly LatLon[])[]): (readonly LatLon[])[] {
  return [...new Map(rings.map((ring) => [ring.join(' '), ring])).values()]
}
