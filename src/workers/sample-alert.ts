import type { CapAlert, CapPoint } from '../domain/cap/model.ts'

/** As many rings and points as an alert for the whole country has. */
const RINGS = 38
const POINTS = 36

/**
 * An alert of a nationwide one's size that is signed to warm a thread up, and thrown away. Its
 * status would keep it off the air even if it were not.
 */
export function sampleAlert(): CapAlert {
  const time = '2026-01-01T00:00:00+07:00'
  return {
    identifier: 'SAMPLE',
    sender: 'sample@kentongan.invalid',
    sent: time,
    status: 'Draft',
    msgType: 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: null,
    codes: [],
    note: null,
    references: [],
    incidents: null,
    infos: [
      {
        language: 'id-ID',
        categories: ['Other'],
        event: 'Sample',
        responseTypes: [],
        urgency: 'Unknown',
        severity: 'Unknown',
        certainty: 'Unknown',
        audience: null,
        eventCodes: [],
        effective: time,
        onset: null,
        expires: time,
        senderName: 'Sample',
        headline: 'Sample',
        description: 'Sample',
        instruction: null,
        web: null,
        contact: null,
        parameters: [],
        resources: [],
        areas: [
          {
            areaDesc: 'Sample',
            polygons: Array.from({ length: RINGS }, (_, at) => ring(at)),
            circles: [],
            geocodes: [],
            altitude: null,
            ceiling: null,
          },
        ],
      },
    ],
  }
}

function ring(at: number): CapPoint[] {
  const points = Array.from({ length: POINTS }, (_, step): CapPoint => {
    const angle = (2 * Math.PI * step) / POINTS
    const round = (value: number): number => Math.round(value * 1e4) / 1e4
    return [round(-2 + 0.4 * Math.sin(angle)), round(96 + at + 0.4 * Math.cos(angle))]
  })
  return [...points, ...points.slice(0, 1)]
}
