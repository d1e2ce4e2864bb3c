import type { AreaJson } from './content.ts'

export type CircleJson = AreaJson['circles'][number]

/** What somebody typed, before it is a circle. A comma is taken for the decimal point. */
export interface CircleText {
  readonly lat: string
  readonly lon: string
  readonly km: string
}

/** Null when a part is missing or out of its range. */
export function parseCircle({ lat, lon, km }: CircleText): CircleJson | null {
  const circle = { lat: decimal(lat), lon: decimal(lon), radiusKm: decimal(km) }
  const fits =
    Math.abs(circle.lat) <= 90 &&
    Math.abs(circle.lon) <= 180 &&
    circle.radiusKm > 0 &&
    circle.radiusKm <= 20_000
  return fits ? circle : null
}

function decimal(text: string): number {
  const normal = text.trim().replace('−', '-').replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(normal) ? Number(normal) : Number.NaN
}
