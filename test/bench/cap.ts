import { readFileSync } from 'node:fs'
import { XMLParser } from 'fast-xml-parser'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { z } from 'zod'
import type { CapAlert, CapPoint } from '../../src/domain/cap/model.ts'
import { checkCapOctets } from '../../src/formats/cap/check.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { writeCap } from '../../src/formats/cap/write.ts'
import { fight, type BenchLine } from './line.ts'

const NOW_MS = Date.parse('2026-11-25T08:30:00+07:00')

/**
 * Reading and judging a CAP document, at the sizes that occur: a Cancel to a nationwide alert. Only
 * reading is set beside libxml2, as a schema has nothing of what our other rules look at.
 */
export async function* measureCap(): AsyncGenerator<BenchLine> {
  const schema = XmlDocument.fromBuffer(readFileSync('schemas/cap-1.2.xsd'))
  const xsd = XsdValidator.fromDoc(schema)
  for (const [size, octets] of documents()) {
    if (readCap(octets).alert === null) throw new Error(`The document of ${size} is not valid`)
    const libxml2 = (): void => {
      const document = XmlDocument.fromBuffer(octets)
      xsd.validate(document)
      document.dispose()
    }
    const byFastXml = (): unknown => Alert.parse(fastXml(octets))
    const read = (): unknown => readCap(octets)
    const check = (): unknown => checkCapOctets(octets, { nowMs: NOW_MS, live: true })
    const of = { bench: 'cap', goal: 1 }
    yield fight({ ...of, case: `read ${size}`, peerName: LIBXML2, ours: read, peer: libxml2 })
    yield fight({ ...of, case: `read ${size}`, peerName: FAST_XML, ours: read, peer: byFastXml })
    yield fight({ ...of, case: `check ${size}`, peerName: FAST_XML, ours: check, peer: byFastXml })
  }
  yield againstTurn()
}

/** A thread that serves others as well owes each of them a turn before long. */
function againstTurn(): BenchLine {
  const octets = Buffer.from(manyDiagonals())
  const check = (): unknown => checkCapOctets(octets, { nowMs: NOW_MS, live: true })
  const peerName = 'one turn of a serving thread (10 ms)'
  const wait = (): void => {
    for (const end = performance.now() + 10; performance.now() < end;);
  }
  return fight({ bench: 'cap', case: 'check 64 kB', peerName, goal: 1, ours: check, peer: wait })
}

/** The dearest 64 kB that we know: slivers side by side, whose boxes all meet. */
function manyDiagonals(): string {
  const alert = alertOf({ areas: 1, points: 4, infos: 1 })
  const [info] = alert.infos
  const slivers = Array.from({ length: 1_080 }, (_, at): CapPoint[] => {
    const lon = 100 + at / 100
    return [
      [0, lon],
      [9, lon + 9],
      [9, lon + 9.001],
      [0, lon],
    ]
  })
  return writeCap({
    ...alert,
    infos: [{ ...info!, areas: [{ ...info!.areas[0]!, polygons: slivers }] }],
  })
}

const LIBXML2 = 'libxml2-wasm with our XSD'
const FAST_XML = 'fast-xml-parser and zod'

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => ['info', 'category', 'parameter', 'area', 'polygon', 'geocode'].includes(name),
})

function fastXml(octets: Uint8Array): unknown {
  return parser.parse(Buffer.from(octets), true)
}

const Time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/)
const Pair = z.object({ valueName: z.string(), value: z.string() })
const Area = z.object({
  areaDesc: z.string(),
  polygon: z.array(z.string().regex(/^(?:[-\d.]+,[-\d.]+\s*){4,}$/)).optional(),
  geocode: z.array(Pair).optional(),
})
/** What an engineer would write first: the shape, the enumerations, the form of times and rings. */
const Alert = z.object({
  alert: z.object({
    identifier: z.string(),
    sender: z.string(),
    sent: Time,
    status: z.enum(['Actual', 'Exercise', 'System', 'Test', 'Draft']),
    msgType: z.enum(['Alert', 'Update', 'Cancel', 'Ack', 'Error']),
    scope: z.enum(['Public', 'Restricted', 'Private']),
    references: z.string().optional(),
    info: z
      .array(
        z.object({
          language: z.string().optional(),
          category: z.array(z.string()),
          event: z.string(),
          urgency: z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
          severity: z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
          certainty: z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']),
          expires: Time.optional(),
          headline: z.string().optional(),
          description: z.string().optional(),
          parameter: z.array(Pair).optional(),
          area: z.array(Area).optional(),
        }),
      )
      .optional(),
  }),
})

interface Size {
  readonly areas: number
  readonly points: number
  readonly infos: number
}

/** Written for this: a Cancel, a warning for three districts, for a province, for the country. */
function documents(): readonly (readonly [size: string, octets: Uint8Array])[] {
  return [
    ['0.3 kB', Buffer.from(writeCap(alertOf({ areas: 0, points: 0, infos: 0 })))],
    ['4 kB', Buffer.from(writeCap(alertOf({ areas: 3, points: 20, infos: 1 })))],
    ['20 kB', Buffer.from(writeCap(alertOf({ areas: 30, points: 20, infos: 1 })))],
    ['190 kB', Buffer.from(writeCap(alertOf({ areas: 514, points: 8, infos: 1 })))],
    // Coordinates make up nearly all of it: we read each, a schema sees one long string.
    ['190 kB of coordinates', Buffer.from(writeCap(alertOf({ areas: 38, points: 300, infos: 1 })))],
  ]
}

function alertOf({ areas, points, infos }: Size): CapAlert {
  const base: CapAlert = {
    identifier: 'KTN-ABCDEF-20261125-1-1-PUB',
    sender: 'siaga@contoh.invalid',
    sent: '2026-11-25T08:00:00+07:00',
    status: 'Actual',
    msgType: 'Cancel',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: null,
    codes: [],
    note: null,
    references: [
      {
        sender: 'siaga@contoh.invalid',
        identifier: 'KTN-ABCDEF-20261125-1-0-PUB',
        sent: '2026-11-25T07:00:00+07:00',
      },
    ],
    incidents: null,
    infos: [],
  }
  if (infos === 0) return base
  const text = 'Gempa bumi kuat dirasakan di wilayah ini. Jauhi bangunan retak dan tepi pantai. '
  return {
    ...base,
    msgType: 'Alert',
    references: [],
    infos: [
      {
        language: 'id-ID',
        categories: ['Geo'],
        event: 'Gempa Bumi',
        responseTypes: ['Evacuate'],
        urgency: 'Immediate',
        severity: 'Extreme',
        certainty: 'Observed',
        audience: null,
        eventCodes: [{ valueName: 'OET:v1.2', value: 'OET-063' }],
        effective: null,
        onset: null,
        expires: '2026-11-25T14:00:00+07:00',
        senderName: 'Contoh',
        headline: 'Peringatan gempa bumi',
        description: text.repeat(8),
        instruction: text,
        web: 'https://contoh.invalid/gempa',
        contact: '112',
        parameters: Array.from({ length: 6 }, (_, at) => ({
          valueName: `layer:contoh:1.0:${at}`,
          value: 'nilai',
        })),
        resources: [],
        areas: Array.from({ length: areas }, (_, at) => ({
          areaDesc: `Provinsi ${at}`,
          polygons: [ring(at, points)],
          circles: [],
          geocodes: [
            { valueName: 'ID-KEMENDAGRI', value: '32' },
            { valueName: 'ISO3166-2', value: 'ID-JB' },
          ],
          altitude: null,
          ceiling: null,
        })),
      },
    ],
  }
}

/** Side by side over the archipelago, a degree apart. */
function ring(at: number, points: number): CapPoint[] {
  const [lat, lon] = [5 - Math.floor(at / 40), 96 + (at % 40)]
  const ring = Array.from({ length: points }, (_, step): CapPoint => {
    const angle = (2 * Math.PI * step) / points
    const reach = 0.4 + 0.05 * Math.sin(7 * angle)
    const round = (value: number): number => Math.round(value * 1e4) / 1e4
    return [round(lat + reach * Math.sin(angle)), round(lon + reach * Math.cos(angle))]
  })
  return [...ring, ...ring.slice(0, 1)]
}
