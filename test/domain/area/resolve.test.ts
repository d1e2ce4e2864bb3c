import { expect, test } from 'vitest'
import { distanceKm, KM_PER_DEGREE, type LatLon } from '../../../src/domain/area/geometry.ts'
import { canAir, SITELESS, AIRS, type Inventory } from '../../../src/domain/area/inventory.ts'
import { containsRegion } from '../../../src/domain/area/region.ts'
import {
  boxAround,
  checkRegions,
  digestInput,
  resolveArea,
  type ResolveBy,
} from '../../../src/domain/area/resolve.ts'
import { RegionIndex } from '../../../src/domain/area/region-index.ts'
import { EMPTY_AREA, type AreaSpec } from '../../../src/domain/area/shape.ts'
import { inventoryOf, syntheticInventory } from './cells.ts'

const INVENTORY = syntheticInventory()
const NETWORKS = [
  ['510-10'],
  ['510-01', '510-21', '510-89'],
  ['510-11'],
  ['510-09', '510-28'],
] as const

/** A star around Bandung: many edges at every latitude, and a deep bay on each side. */
const STAR: LatLon[] = Array.from({ length: 61 }, (_, at): LatLon => {
  const angle = (at % 60) * (Math.PI / 30)
  const reach = at % 2 === 0 ? 0.9 : 0.3
  return [-6.9 + reach * Math.sin(angle), 107.6 + reach * Math.cos(angle)]
})
const STRIP: LatLon[] = [
  [-6.1, 106],
  [-6.15, 110],
  [-6.2, 110],
  [-6.15, 106],
  [-6.1, 106],
]

const AREAS: readonly [string, AreaSpec][] = [
  ['a star', { ...EMPTY_AREA, polygons: [STAR] }],
  ['a strip and a star', { ...EMPTY_AREA, polygons: [STRIP, STAR] }],
  ['a circle', { ...EMPTY_AREA, circles: [{ lat: -6.2, lon: 106.8, radiusKm: 12.5 }] }],
  [
    'everything at once',
    {
      regions: ['32.01', '33'],
      polygons: [STAR],
      circles: [{ lat: -7.8, lon: 110.4, radiusKm: 40 }],
    },
  ],
]

test.for(
  AREAS.flatMap(
    ([name, spec]) =>
      [
        ['mast', name, spec],
        ['coverage', name, spec],
      ] as const,
  ),
)('resolveArea() by %s finds in %s what trying every cell finds', ([by, , spec]) => {
  for (const plmns of NETWORKS) {
    const { cells, leftOut } = resolveArea(INVENTORY, spec, { by, plmns })
    const wanted = everyCell(INVENTORY, plmns).filter((i) => isIn(INVENTORY, i, { spec, by }))
    expect([...cells]).toEqual(wanted.filter((i) => canAir(INVENTORY, i)))
    expect(leftOut).toBe(wanted.filter((i) => !canAir(INVENTORY, i)).length)
  }
})

function everyCell(inventory: Inventory, plmns: readonly string[]): number[] {
  return Array.from({ length: inventory.count }, (_, i) => i).filter((i) =>
    inventory.plmnSets[inventory.plmnSet[i]!]!.some((each) => plmns.includes(each)),
  )
}

function isIn(
  inventory: Inventory,
  i: number,
  { spec, by }: { readonly spec: AreaSpec; readonly by: ResolveBy },
): boolean {
  const at: LatLon = [inventory.lat[i]!, inventory.lon[i]!]
  const reach = by === 'coverage' ? inventory.rangeMetres[i]! / 1000 : 0
  const region = inventory.regions[inventory.region[i]!]!
  return (
    spec.regions.some((code) => containsRegion(code, region)) ||
    spec.circles.some((c) => distanceKm(at, [c.lat, c.lon]) <= c.radiusKm + reach) ||
    spec.polygons.some((ring) => crosses(ring, at) || edgeKm(ring, at) <= reach)
  )
}

function crosses(ring: readonly LatLon[], [lat, lon]: LatLon): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [lat1, lon1] = ring[i - 1]!
    const [lat2, lon2] = ring[i]!
    if (lat1 > lat === lat2 > lat) continue
    if (lon < lon1 + ((lat - lat1) / (lat2 - lat1)) * (lon2 - lon1)) inside = !inside
  }
  return inside
}

/** By projection on every edge, on a plane at the point. */
function edgeKm(ring: readonly LatLon[], [lat, lon]: LatLon): number {
  const kx = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  let nearest = Infinity
  for (let i = 1; i < ring.length; i++) {
    const a = { x: (ring[i - 1]![1] - lon) * kx, y: (ring[i - 1]![0] - lat) * KM_PER_DEGREE }
    const b = { x: (ring[i]![1] - lon) * kx, y: (ring[i]![0] - lat) * KM_PER_DEGREE }
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const part = Math.min(1, Math.max(0, -(a.x * dx + a.y * dy) / (dx * dx + dy * dy)))
    nearest = Math.min(nearest, Math.hypot(a.x + part * dx, a.y + part * dy))
  }
  return nearest
}

test('resolveArea() takes whole regencies for districts and villages', () => {
  const of = (code: string): number[] => [
    ...resolveArea(INVENTORY, { ...EMPTY_AREA, regions: [code] }, { by: 'mast', plmns: ['510-10'] })
      .cells,
  ]
  expect(of('32.01.05')).toEqual(of('32.01'))
  expect(of('32.01.05.2003')).toEqual(of('32.01'))
  expect(of('32.01').length).toBeGreaterThan(10)
})

test('resolveArea() gives a shared cell to every owner of its PLMNs', () => {
  const inventory = inventoryOf([
    { cellId: 1, plmns: ['510-11', '510-09'] },
    { cellId: 2, plmns: ['510-11'] },
  ])
  const spec = { ...EMPTY_AREA, regions: ['ID'] }
  const of = (plmns: string[]): number =>
    resolveArea(inventory, spec, { by: 'coverage', plmns }).cells.length
  expect([of(['510-11']), of(['510-09', '510-28']), of(['510-11', '510-09'])]).toEqual([2, 1, 2])
})

test('resolveArea() counts cells that cannot air, and never plans them', () => {
  const inventory = inventoryOf([{ cellId: 1 }, { cellId: 2, flags: 0 }])
  const spec = { ...EMPTY_AREA, regions: ['32'] }
  expect(resolveArea(inventory, spec, { by: 'mast', plmns: ['510-10'] })).toEqual({
    cells: Uint32Array.of(0),
    leftOut: 1,
  })
})

test('resolveArea() takes a cell without a place as soon as its regency may be met', () => {
  const inventory = inventoryOf([
    { cellId: 1, region: '32.01', flags: AIRS | SITELESS, lat: 0, lon: 0 },
    { cellId: 2, region: '94.01', flags: AIRS | SITELESS, lat: 0, lon: 0 },
  ])
  const spec = { ...EMPTY_AREA, circles: [{ lat: -6.6, lon: 106.8, radiusKm: 0.1 }] }
  const { cells } = resolveArea(inventory, spec, { by: 'mast', plmns: ['510-10'] })
  expect([...cells]).toEqual([0])
})

test('checkRegions() says how regions become cells', () => {
  const spec = { ...EMPTY_AREA, regions: ['ID', '32', '32.01', '32.01.05'] }
  const regions = new RegionIndex('a test', [
    { code: '32', name: 'Jawa Barat' },
    { code: '32.01', name: 'Kabupaten Bogor' },
  ])
  const found = checkRegions(spec, '/area', regions)
  expect(found.map(({ level, rule, path }) => `${level} ${rule} ${path}`)).toEqual([
    'info area-region-by-code /area/regions/1',
    'info area-region-by-code /area/regions/2',
    'warning area-region-widened /area/regions/3',
  ])
  expect(found[2]?.params).toEqual({ region: '32.01.05', regency: 'Kabupaten Bogor (32.01)' })
})

test('boxAround() holds every point of a disc', () => {
  const centre: LatLon = [-10, 120]
  const box = boxAround(centre, 300)
  for (let angle = 0; angle < 360; angle++) {
    const point: LatLon = [
      centre[0] + 3 * Math.sin((angle * Math.PI) / 180),
      centre[1] + 3 * Math.cos((angle * Math.PI) / 180),
    ]
    if (distanceKm(centre, point) > 300) continue
    expect(point[0] >= box.minLat && point[0] <= box.maxLat).toBe(true)
    expect(point[1] >= box.minLon && point[1] <= box.maxLon).toBe(true)
  }
})

test('digestInput() writes one cell a line, by the PLMN of the CBC', () => {
  const inventory = inventoryOf([
    { cellId: 2_560_001, plmns: ['510-11', '510-09'] },
    { cellId: 12, areaCode: 9, rat: 'GSM', plmns: ['510-11'] },
  ])
  const text = (plmns: string[]): string =>
    String.fromCharCode(...digestInput(inventory, Uint32Array.of(0, 1), plmns))
  expect(text(['510-11'])).toBe('510-11-2560001\n510-11-9-12\n')
  expect(text(['510-09', '510-28']).split('\n')[0]).toBe('510-09-2560001')
})
