import { REGENCIES, type Box } from '../area/figures.ts'
import { boxesMeet, boxOf, KM_PER_DEGREE, kmPerDegreeOfLongitude } from '../area/geometry.ts'
import { levelOf, parseRegionCode, provinceOf, regencyOf } from '../area/region.ts'
import { finding, type Finding } from '../finding.ts'
import type { CapAlert, CapArea, CapCircle, CapValue } from './model.ts'
import { PROFILE_CODE, PROVINCE_SCHEME, REGION_SCHEME } from './profile.ts'
import type { CapCheck } from './rule.ts'
import { senderCountry } from './sender.ts'
import { areasOf, infosOf, nameFew, type PlacedArea, type PlacedInfo } from './walk.ts'

const BPS = 'ID-BPS'
/** What Indonesian documents name places by: regions, and the cells of our own profile. */
const SCHEMES = new Set([REGION_SCHEME, BPS, PROVINCE_SCHEME, 'CGI', 'ECGI', 'NCGI', 'TAI', 'LAI'])
/** Provinces of BPS: Papua is numbered otherwise than by Kemendagri. */
const BPS_CODE =
  /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[124567])(?:\d{2}(?:\d{3}(?:\d{3})?)?)?$/
/** Degrees about a shape and about a region: coasts are drawn generously. */
const MARGIN = 0.25

/** Boxes of the regencies of each province and of each regency. */
const BOXES = new Map<string, readonly Box[]>()
for (const { code, box } of REGENCIES) {
  const province = provinceOf(code)
  BOXES.set(code, [box])
  BOXES.set(province, [...(BOXES.get(province) ?? []), box])
}

/** G11: geocodes, of Indonesian documents by their value too. A blank one is I02's. */
export function* checkGeocodes(alert: CapAlert, check: CapCheck): Generator<Finding> {
  const isIndonesian = alert.codes.includes(PROFILE_CODE) || senderCountry(alert) === 'ID'
  for (const info of infosOf(alert)) {
    yield* nameFew(info.path, findGeocodes(info, { isIndonesian, regionName: check.regionName }))
  }
  if (!isIndonesian) yield* checkSchemes(alert)
}

/**
 * Names under which receivers anywhere find a list. One with a colon, a slash, a dot, a space or a
 * letter beyond ASCII says whose it is, as a URN, a profile's layer or China's names do.
 */
const KNOWN_SCHEME =
  /[^\w-]|^(?:SAME|UGC|FIPS\w*|CLC|SGC|EMMA_ID|NUTS_?[0-3]?|LAU_?[12]?|ISO-?3166\S*|WARNCELLID|AreaId|CISORP|IBGE|INEGI|PSGC|LGD\w*|JMA\w*|Taiwan_Geocode\w*|ID-(?:KEMENDAGRI|BPS)|BMKG\w*|TAI|LAI|E?CGI|NCGI)$/i

/** Once for a message: a publisher names all its places by one list. */
function* checkSchemes(alert: CapAlert): Generator<Finding> {
  for (const info of infosOf(alert)) {
    for (const { area, path } of areasOf(info)) {
      const at = area.geocodes.findIndex(({ valueName }) => isOwnScheme(valueName.trim()))
      if (at === -1) continue
      const found = area.geocodes[at]!.valueName.trim().slice(0, 40)
      yield finding('info', 'G11-scheme-own', `${path}/geocode[${at + 1}]/valueName[1]`, { found })
      return
    }
  }
}

function isOwnScheme(name: string): boolean {
  return name !== '' && !KNOWN_SCHEME.test(name.slice(0, 100))
}

interface GeocodeContext {
  readonly isIndonesian: boolean
  readonly regionName: CapCheck['regionName']
}

function* findGeocodes(info: PlacedInfo, context: GeocodeContext): Generator<Finding> {
  for (const placed of areasOf(info)) {
    for (const [index, geocode] of placed.area.geocodes.entries()) {
      yield* checkGeocode(geocode, `${placed.path}/geocode[${index + 1}]`, context)
    }
    yield* checkMeeting(placed)
  }
}

function* checkGeocode(geocode: CapValue, at: string, context: GeocodeContext): Generator<Finding> {
  const scheme = geocode.valueName.trim()
  const value = geocode.value.trim()
  const path = `${at}/value[1]`
  if (scheme === '' || value === '') return
  if (scheme === REGION_SCHEME) {
    yield* checkRegionCode(value, path, context.regionName)
  } else if (scheme === BPS) {
    if (BPS_CODE.test(value)) return
    const params = { scheme, found: value.slice(0, 40) }
    yield finding('warning', 'G11-region-unknown', path, params)
  } else if (context.isIndonesian && !SCHEMES.has(scheme)) {
    const params = { found: scheme.slice(0, 40), expected: `${REGION_SCHEME}, ${BPS}` }
    yield finding('info', 'G11-scheme', `${at}/valueName[1]`, params)
  }
}

function* checkRegionCode(
  value: string,
  path: string,
  regionName: CapCheck['regionName'],
): Generator<Finding> {
  const params = { scheme: REGION_SCHEME, found: value.slice(0, 40) }
  if (levelOf(value) === null) {
    const mend = parseRegionCode(value) ?? undefined
    yield { ...finding('warning', 'G11-region-form', path, params), mend }
    return
  }
  if (!isRegion(value, regionName)) yield finding('warning', 'G11-region-unknown', path, params)
}

function isRegion(code: string, regionName: CapCheck['regionName']): boolean {
  const level = levelOf(code)
  if (level === 'country') return true
  if (!BOXES.has(regencyOf(code))) return false
  // Villages are not loaded: of those the district is looked up.
  const district = code.split('.').slice(0, 3).join('.')
  const isKnown = level === 'province' || level === 'regency' || regionName === undefined
  return isKnown || regionName(district) !== null
}

/**
 * One finding for an area whose shapes are all far from a region that it names. Regencies are known
 * by their boxes only, a district by that of its regency: what lies beside it within is not found.
 */
function* checkMeeting({ area, path }: PlacedArea): Generator<Finding> {
  const boxes = boxesOfShapes(area)
  if (boxes.length === 0) return
  const seen = new Set<string>()
  for (const [index, { valueName, value }] of area.geocodes.entries()) {
    if (valueName.trim() !== REGION_SCHEME) continue
    const code = regencyOf(value.trim())
    const regencies = BOXES.get(code)
    if (regencies === undefined || seen.has(code)) continue
    seen.add(code)
    if (regencies.some((each) => boxes.some((box) => boxesMeet(box, each)))) continue
    const params = { found: value.trim() }
    yield finding('warning', 'G11-apart', `${path}/geocode[${index + 1}]`, params)
    return
  }
}

/** More shapes than this are looked at as one: a region that meets none of many is no slip. */
const BOXES_MAX = 200

function boxesOfShapes({ polygons, circles }: CapArea): Box[] {
  const boxes = [
    ...polygons.filter((ring) => ring.length > 0).map((ring) => grow(boxOf(ring))),
    ...circles.map((circle) => grow(boxOfCircle(circle))),
  ]
  if (boxes.length <= BOXES_MAX) return boxes
  const corners = boxes.flatMap(({ minLat, minLon, maxLat, maxLon }) => [
    [minLat, minLon] as const,
    [maxLat, maxLon] as const,
  ])
  return [boxOf(corners)]
}

function boxOfCircle({ centre: [lat, lon], radiusKm }: CapCircle): Box {
  const north = radiusKm / KM_PER_DEGREE
  const east = radiusKm / Math.max(1, kmPerDegreeOfLongitude(lat))
  return { minLat: lat - north, maxLat: lat + north, minLon: lon - east, maxLon: lon + east }
}

function grow({ minLat, minLon, maxLat, maxLon }: Box): Box {
  return {
    minLat: minLat - MARGIN,
    minLon: minLon - MARGIN,
    maxLat: maxLat + MARGIN,
    maxLon: maxLon + MARGIN,
  }
}
