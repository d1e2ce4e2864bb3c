import * as fc from 'fast-check'
import { formatCapTime } from '../../../src/domain/cap/date-time.ts'
import {
  MSG_TYPES,
  RESPONSE_TYPES,
  SCOPES,
  STATUSES,
  type CapAlert,
  type CapArea,
  type CapInfo,
  type CapPoint,
  type CapResource,
} from '../../../src/domain/cap/model.ts'
import { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../../../src/domain/message.ts'

/** Any text XML 1.0 can carry, with what has to be escaped in it more often than by chance. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', '\t', ']]>', '\u00a0', '😀', '&amp;'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) =>
    parts.join('').replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''),
  )

const names = fc.stringMatching(/^[A-Za-z0-9@._-]{1,20}$/)
const times = fc
  .tuple(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -840, max: 840 }))
  .map(([seconds, offset]) => formatCapTime(seconds * 1000, offset))
const uris = fc.stringMatching(/^https:\/\/[a-z]{1,9}\.invalid\/[a-z0-9/]{0,9}$/)
const values = fc.record({ valueName: texts, value: texts })
const degrees = (max: number) =>
  fc.double({ min: -max, max, noNaN: true }).map((value) => (value === 0 ? 0 : value))
const points: fc.Arbitrary<CapPoint> = fc.tuple(degrees(90), degrees(180))
const rings = fc
  .array(points, { minLength: 3, maxLength: 8 })
  .map((ring): CapPoint[] => [...ring, ring[0]!])
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 })
// xmllint counts the digits of a decimal and refuses more than 24.
const decimals = fc.integer({ min: -1e9, max: 1e9 }).map((thousandths) => thousandths / 1000)

const areas: fc.Arbitrary<CapArea> = fc.record({
  areaDesc: texts,
  polygons: some(rings),
  circles: some(fc.record({ centre: points, radiusKm: decimals })),
  geocodes: some(values),
  altitude: maybe(decimals),
  ceiling: maybe(decimals),
})

const resources: fc.Arbitrary<CapResource> = fc.record({
  resourceDesc: texts,
  mimeType: texts,
  size: maybe(fc.nat()),
  uri: maybe(uris),
  derefUri: maybe(texts),
  digest: maybe(texts),
})

const infos: fc.Arbitrary<CapInfo> = fc.record({
  language: maybe(fc.constantFrom('id-ID', 'en-US', 'jv')),
  categories: fc.array(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 3 }),
  event: texts,
  responseTypes: some(fc.constantFrom(...RESPONSE_TYPES)),
  urgency: fc.constantFrom(...URGENCIES),
  severity: fc.constantFrom(...SEVERITIES),
  certainty: fc.constantFrom(...CERTAINTIES),
  audience: maybe(texts),
  eventCodes: some(values),
  effective: maybe(times),
  onset: maybe(times),
  expires: maybe(times),
  senderName: maybe(texts),
  headline: maybe(texts),
  description: maybe(texts),
  instruction: maybe(texts),
  web: maybe(uris),
  contact: maybe(texts),
  parameters: some(values),
  resources: some(resources),
  areas: some(areas),
})

/** Every alert that CAP 1.2 can carry, sensible or not. */
export const capAlerts: fc.Arbitrary<CapAlert> = fc.record({
  identifier: texts,
  sender: texts,
  sent: times,
  status: fc.constantFrom(...STATUSES),
  msgType: fc.constantFrom(...MSG_TYPES),
  source: maybe(texts),
  scope: fc.constantFrom(...SCOPES),
  restriction: maybe(texts),
  addresses: maybe(texts),
  codes: some(texts),
  note: maybe(texts),
  references: some(fc.record({ sender: names, identifier: names, sent: times })),
  incidents: maybe(texts),
  infos: fc.array(infos, { maxLength: 2 }),
})
