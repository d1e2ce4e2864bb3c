import { finding, type Finding, type FindingLevel } from '../finding.ts'
import { needsInfo, type CapAlert, type CapArea, type CapCircle } from './model.ts'
import { PROFILE_CODE } from './profile.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { checkGeocodes } from './rules-geocode.ts'
import { checkOutside, checkSwapped } from './rules-place.ts'
import { checkCrossing, checkFlat, checkForm } from './rules-ring.ts'
import { areasOf, infosOf, nameFew } from './walk.ts'

/** G: where. What is wrong with the notation itself is found where it is read. */
export const AREA_RULES: readonly CapRule[] = [
  {
    id: 'G01',
    levels: ['error', 'policy', 'warning'],
    source: 'CAP 1.2 §3.2.4',
    check: checkAreas,
  },
  { id: 'G02', levels: ['error'], source: 'CAP 1.2 §3.2.4 polygon', check: 'reader' },
  { id: 'G03', levels: ['error'], source: 'CAP 1.2 §3.2.4 polygon', check: 'reader' },
  { id: 'G04', levels: ['error'], source: 'CAP 1.2 §3.2.4 lat,lon', check: checkSwapped },
  { id: 'G05', levels: ['warning'], source: 'the country and its seas', check: checkOutside },
  { id: 'G06', levels: ['error'], source: 'OGC 06-103r4 §6.1.11 simple', check: checkCrossing },
  { id: 'G07', levels: ['error', 'warning'], source: 'CAP 1.2 §3.2.4 polygon', check: checkFlat },
  {
    id: 'G08',
    levels: ['warning', 'info'],
    source: 'CAP 1.2 §3.2.4 polygon; RFC 7946 §3.1.9 antimeridian',
    check: checkForm,
  },
  {
    id: 'G09',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.4 circle',
    check: checkCircles,
  },
  { id: 'G10', levels: ['error'], source: 'CAP 1.2 §3.2.4 ceiling', check: checkCeilings },
  {
    id: 'G11',
    levels: ['warning', 'info'],
    source: 'CAP 1.2 §3.2.4 geocode; Kemendagri codes',
    check: checkGeocodes,
  },
  {
    id: 'G12',
    levels: ['warning', 'info'],
    source: 'what CBCs take of an area',
    check: checkSize,
  },
]

/** Half of the earth's circumference: a larger radius reaches every point twice. */
const RADIUS_MAX_KM = 20_000
const RADIUS_USUAL_KM = 500

/** What CBCs take: beyond it they simplify the area, each in its way. */
const POLYGONS_MAX = 12
const POINTS_MAX = 250

/**
 * G01: an area with a description only is legal CAP, and SMHI publishes such: nobody is reached by
 * it. An alert without any area says nothing of where.
 */
function* checkAreas(alert: CapAlert, { live }: CapCheck): Generator<Finding> {
  if (!needsInfo(alert.msgType)) return
  const level: FindingLevel = live ? 'policy' : 'warning'
  for (const placed of infosOf(alert)) {
    if (placed.info.areas.length === 0) yield finding('error', 'G01-area-missing', placed.path)
    const empty = areasOf(placed).filter(({ area }) => isEmpty(area))
    yield* nameFew(
      placed.path,
      empty.map(({ path }) => finding(level, 'G01-area-empty', path)),
    )
  }
}

function isEmpty({ polygons, circles, geocodes }: CapArea): boolean {
  return polygons.length + circles.length + geocodes.length === 0
}

function* checkCircles(alert: CapAlert): Generator<Finding> {
  for (const info of infosOf(alert)) {
    const found = areasOf(info).flatMap(({ area, path }) =>
      area.circles.flatMap((each, index) => checkCircle(each, `${path}/circle[${index + 1}]`)),
    )
    yield* nameFew(info.path, found)
  }
}

function checkCircle({ radiusKm }: CapCircle, path: string): Finding[] {
  const found = radiusKm
  if (radiusKm < 0) return [finding('error', 'G09-negative', path, { found })]
  if (radiusKm === 0) return [finding('warning', 'G09-zero', path)]
  if (radiusKm > RADIUS_MAX_KM) {
    return [finding('error', 'G09-huge', path, { max: RADIUS_MAX_KM, found })]
  }
  return radiusKm > RADIUS_USUAL_KM
    ? [finding('warning', 'G09-wide', path, { max: RADIUS_USUAL_KM, found })]
    : []
}

/** G10: CAP 1.2 §3.2.4 has a ceiling only in combination with an altitude, as the top of a range. */
function* checkCeilings(alert: CapAlert): Generator<Finding> {
  for (const info of infosOf(alert)) {
    yield* nameFew(
      info.path,
      areasOf(info).flatMap((each) => [...checkCeiling(each)]),
    )
  }
}

function* checkCeiling(placed: { area: CapArea; path: string }): Generator<Finding> {
  const { altitude, ceiling } = placed.area
  const path = `${placed.path}/ceiling[1]`
  if (ceiling === null) return
  if (altitude === null) yield finding('error', 'G10-altitude-missing', path, { ceiling })
  else if (ceiling < altitude) {
    yield finding('error', 'G10-ceiling-below', path, { altitude, ceiling })
  }
}

/** G12: advice for a document of others; for one to be broadcast it changes who is warned. */
function* checkSize(alert: CapAlert, { live }: CapCheck): Generator<Finding> {
  const isOurs = live || alert.codes.includes(PROFILE_CODE)
  for (const { info, path } of infosOf(alert)) {
    const rings = info.areas.flatMap((area) => area.polygons)
    const polygons = rings.length
    const points = rings.reduce((sum, ring) => sum + ring.length, 0)
    if (polygons <= POLYGONS_MAX && points <= POINTS_MAX) continue
    const params = { polygons, points, polygonsMax: POLYGONS_MAX, pointsMax: POINTS_MAX }
    yield finding(isOurs ? 'warning' : 'info', 'G12-simplified', path, params)
  }
}
