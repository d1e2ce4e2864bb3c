import { REGENCIES, type RegencyFigures } from './figures.ts'
import {
  boxesMeet,
  isInBox,
  KM_PER_DEGREE,
  kmPerDegreeOfLongitude,
  type LatLon,
} from './geometry.ts'
import { roundDegrees } from './inventory.ts'
import type { Prng } from './prng.ts'

export type IsLand = (lat: number, lon: number) => boolean

interface Town {
  readonly place: LatLon
  /** Running sum of weights up to and with this town. */
  readonly weightUpTo: number
  readonly spreadKm: number
}

/** Where synthetic sites of one regency stand: in towns, and some along the roads between. */
export interface Settlement {
  readonly regency: RegencyFigures
  readonly isCity: boolean
  readonly towns: readonly Town[]
  /** Regencies whose boxes overlap: without boundaries, the nearest label decides whose land it is. */
  readonly neighbours: readonly RegencyFigures[]
}

export interface Site {
  readonly lat: number
  readonly lon: number
  readonly isTown: boolean
}

const SCATTERED_SHARE = 0.2
const TRIES = 30
const MAIN_TOWN_WEIGHT = 3

export function settle(regency: RegencyFigures, prng: Prng, isLand: IsLand): Settlement {
  const isCity = regency.code.slice(3) > '70'
  const size = Math.sqrt(regency.areaKm2)
  const neighbours = REGENCIES.filter(
    (each) => each !== regency && boxesMeet(each.box, regency.box),
  )
  const centre = nearestLand([regency.lat, regency.lon], isLand)
  const bare: Settlement = { regency, isCity, towns: [], neighbours }
  const count = Math.min(14, 2 + Math.floor(size / 12))
  const towns: Town[] = []
  let weight = 0
  for (let i = 0; i < count; i++) {
    const place = i === 0 ? centre : (tryPlaces(bare, isLand, () => anywhere(bare, prng)) ?? centre)
    weight += i === 0 ? MAIN_TOWN_WEIGHT : prng.between(0.3, 1)
    const spreadKm = isCity ? size / 5 : Math.min(i === 0 ? 6 : 4, size / 6)
    towns.push({ place, weightUpTo: weight, spreadKm })
  }
  return { ...bare, towns }
}

/** One site on land, inside the box of the regency where land is there. */
export function placeSite(settlement: Settlement, prng: Prng, isLand: IsLand): Site {
  const { towns } = settlement
  const isTown = prng.next() >= SCATTERED_SHARE
  const pick = prng.next() * towns.at(-1)!.weightUpTo
  const town = towns.find((each) => pick < each.weightUpTo) ?? towns[0]!
  const place =
    tryPlaces(settlement, isLand, () =>
      isTown ? around(town, prng) : anywhere(settlement, prng),
    ) ?? town.place
  return { lat: place[0], lon: place[1], isTown }
}

function tryPlaces(settlement: Settlement, isLand: IsLand, propose: () => LatLon): LatLon | null {
  for (let i = 0; i < TRIES; i++) {
    const [lat, lon] = propose()
    // Odd shapes of land may leave nothing that is also nearest: then the box alone must do.
    if (i < TRIES / 2 && !isNearest(settlement, lat, lon)) continue
    if (isInBox(settlement.regency.box, lat, lon) && isLand(lat, lon)) return [lat, lon]
  }
  return null
}

/** Distance to the label counts by the size of the regency, so that cities do not eat the land. */
function isNearest({ regency, neighbours }: Settlement, lat: number, lon: number): boolean {
  const own = scoreOf(regency, lat, lon)
  return neighbours.every((each) => !isInBox(each.box, lat, lon) || scoreOf(each, lat, lon) >= own)
}

function scoreOf(regency: RegencyFigures, lat: number, lon: number): number {
  const y = lat - regency.lat
  const x = lon - regency.lon
  return (y * y + x * x) / regency.areaKm2
}

function anywhere({ regency }: Settlement, prng: Prng): LatLon {
  const { minLat, maxLat, minLon, maxLon } = regency.box
  const lat = roundDegrees(prng.between(minLat, maxLat))
  return [lat, roundDegrees(prng.between(minLon, maxLon))]
}

function around({ place, spreadKm }: Town, prng: Prng): LatLon {
  const [lat, lon] = place
  const north = (prng.normal() * spreadKm) / KM_PER_DEGREE
  const east = (prng.normal() * spreadKm) / kmPerDegreeOfLongitude(lat)
  return [roundDegrees(lat + north), roundDegrees(lon + east)]
}

const STEP_DEGREES = 0.01
const STEPS_MAX = 500
const WAYS: readonly LatLon[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [0.7, 0.7],
  [0.7, -0.7],
  [-0.7, 0.7],
  [-0.7, -0.7],
]

/** Small islands are not on coarse maps: their town moves to the land next to them. */
function nearestLand([lat, lon]: LatLon, isLand: IsLand): LatLon {
  for (let step = 0; step <= STEPS_MAX; step++) {
    for (const [north, east] of WAYS) {
      const y = roundDegrees(lat + north * step * STEP_DEGREES)
      const x = roundDegrees(lon + east * step * STEP_DEGREES)
      if (isLand(y, x)) return [y, x]
    }
  }
  throw new RangeError(`Cannot find land within ${STEPS_MAX * STEP_DEGREES} degrees: ${lat},${lon}`)
}
