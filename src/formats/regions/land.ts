import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'
import type { LatLon } from '../../domain/area/geometry.ts'
import { containsPoint, indexRings } from '../../domain/area/ring-index.ts'

/** ISO 3166-1 numeric. */
const INDONESIA = '360'

/**
 * Whether a point lies on Indonesian land: Natural Earth's 1:10m country polygons, by world-atlas.
 * Its small islands are missing and its coasts are coarse, so it is for making plausible data and
 * not for deciding who is warned.
 */
export async function loadLand(): Promise<(lat: number, lon: number) => boolean> {
  const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  const topology = JSON.parse(await readFile(path, 'utf8')) as Parameters<typeof feature>[0]
  const countries = topology.objects['countries']
  if (countries?.type !== 'GeometryCollection') throw new TypeError('world-atlas has no countries')
  const country = countries.geometries.find((each) => each.id === INDONESIA)
  if (country === undefined) throw new TypeError('world-atlas has no Indonesia')
  const shape = feature(topology, country)
  if (shape.type !== 'Feature' || shape.geometry.type !== 'MultiPolygon') {
    throw new TypeError('world-atlas has Indonesia in another form than polygons')
  }
  const rings = shape.geometry.coordinates.flat()
  const index = indexRings(rings.map((ring) => ring.map(([lon, lat]): LatLon => [lat!, lon!])))
  return (lat, lon) => containsPoint(index, lat, lon)
}
