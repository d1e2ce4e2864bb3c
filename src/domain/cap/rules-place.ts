import { finding, type Finding } from '../finding.ts'
import { isNearCountry } from './country-box.ts'
import { formatCircle, formatPolygon } from './lexical.ts'
import type { CapAlert, CapPoint } from './model.ts'
import { PROFILE_CODE } from './profile.ts'
import type { CapCheck } from './rule.ts'
import { senderCountry } from './sender.ts'
import { areasOf, infosOf, nameFew, ringsOf, type PlacedArea, type PlacedInfo } from './walk.ts'

const HOME = 'ID'
const MEND_MAX = 2_000

/**
 * G04: a shape that lies outside the sender's country, and inside once latitude and longitude
 * change places. Pairs beyond ±90 are found where they are read.
 */
export function* checkSwapped(alert: CapAlert, check: CapCheck): Generator<Finding> {
  const country = countryOf(alert, check)
  if (country === null) return
  for (const info of infosOf(alert)) {
    const shapes = farShapes(info, country)
    const found = shapes.filter(({ points }) => isSwapped(points, country))
    yield* nameFew(
      info.path,
      found.map(({ path, points, write }) => swapped(country, path, write(points.map(swap)))),
    )
  }
}

/** G05: a shape that lies outside the sender's country and its sea. */
export function* checkOutside(alert: CapAlert, check: CapCheck): Generator<Finding> {
  const country = countryOf(alert, check)
  if (country === null) return
  for (const info of infosOf(alert)) {
    const shapes = farShapes(info, country)
    const found = shapes.filter(({ points }) => !isSwapped(points, country))
    yield* nameFew(
      info.path,
      found.map(({ path }) => finding('warning', 'G05-outside', path, { country })),
    )
  }
}

/** Whose country the shapes are to lie in; null where it is not known, as of a world-wide sender. */
function countryOf(alert: CapAlert, { live }: CapCheck): string | null {
  const isOurs = live || alert.codes.includes(PROFILE_CODE)
  return isOurs ? HOME : senderCountry(alert)
}

interface Shape {
  readonly path: string
  /** Of a circle its centre. */
  readonly points: readonly CapPoint[]
  /** The element with other points. */
  readonly write: (points: readonly CapPoint[]) => string
}

/** The shapes that lie outside: in most alerts none, and none is placed and named for nothing. */
function farShapes(info: PlacedInfo, country: string): Shape[] {
  return areasOf(info)
    .filter(({ area: { polygons, circles } }) => {
      const isFar = polygons.some((ring) => isOutside(ring, country))
      return isFar || circles.some(({ centre }) => isOutside([centre], country))
    })
    .flatMap(shapesOf)
    .filter(({ points }) => isOutside(points, country))
}

function shapesOf(placed: PlacedArea): Shape[] {
  const rings = ringsOf(placed).map(({ ring, path }) => ({
    path,
    points: ring,
    write: formatPolygon,
  }))
  const circles = placed.area.circles.map((circle, index) => ({
    path: `${placed.path}/circle[${index + 1}]`,
    points: [circle.centre],
    write: ([centre = circle.centre]: readonly CapPoint[]) => formatCircle({ ...circle, centre }),
  }))
  return [...rings, ...circles]
}

// A country that the table does not have is near everything: nothing is said of it.
function isOutside(points: readonly CapPoint[], country: string): boolean {
  return points.every((point) => isNearCountry(country, point) === false)
}

function isSwapped(points: readonly CapPoint[], country: string): boolean {
  return points.every((point) => isNearCountry(country, swap(point)) === true)
}

function swap([lat, lon]: CapPoint): CapPoint {
  return [lon, lat]
}

function swapped(country: string, path: string, text: string): Finding {
  const found =
    country === HOME
      ? finding('error', 'G04-swapped', path)
      : finding('error', 'G04-swapped-abroad', path, { country })
  return text.length > MEND_MAX ? found : { ...found, mend: text }
}
