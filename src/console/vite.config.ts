import { preact } from '@preact/preset-vite'
import { feature, mesh } from 'topojson-client'
import { defineConfig, type Plugin } from 'vite'
import atlas from 'world-atlas/countries-10m.json' with { type: 'json' }
import { clipLine, clipRing, roundLine, type LonLat } from './map/clip.ts'

const INDONESIA = '360'

// The service sets `default-src 'self'; style-src 'self'; img-src 'self' data:`. Nothing that this
// build makes needs more: no inline script, no inline style, no other origin.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), noNode(), coastline()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': {
        // oxlint-disable-next-line node/no-process-env
        target: process.env['KENTONGAN_STAFF_URL'] ?? 'http://127.0.0.1:8080',
        ws: true,
      },
    },
  },
})

type Atlas = Parameters<typeof mesh>[0]
type Countries = Exclude<Parameters<typeof mesh>[1], undefined>

/** What of a country's feature the map needs. */
interface Country {
  readonly id?: string
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: LonLat[][] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: LonLat[][][] }
}

/** Makes an import of `node:` anything an error instead of an empty module in the browser. */
function noNode(): Plugin {
  return {
    name: 'console:no-node',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source.startsWith('node:')) {
        this.error(`"${source}" cannot be imported by the console: "${importer}" does`)
      }
      return null
    },
  }
}

/**
 * `virtual:coastline`: the land around Indonesia and the borders in it, cut out of world-atlas at
 * build time, so that the browser gets a twentieth of the file and no topology to untangle.
 */
function coastline(): Plugin {
  const id = 'virtual:coastline'
  return {
    name: 'console:coastline',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) =>
      source === `\0${id}` ? `export default JSON.parse(${JSON.stringify(cutOut())})` : null,
  }
}

function cutOut(): string {
  const topology = atlas as unknown as Atlas
  const countries = topology.objects['countries'] as Countries
  const { features } = feature(topology, countries) as unknown as { features: Country[] }
  const own: LonLat[][] = []
  const other: LonLat[][] = []
  for (const { id, geometry } of features) {
    const { type, coordinates } = geometry
    const polygons = type === 'Polygon' ? [coordinates] : coordinates
    const rings = polygons.flatMap(([outer = []]) => clipRing(outer)).map(roundLine)
    if (id === INDONESIA) own.push(...rings)
    else other.push(...rings)
  }
  const borders = mesh(topology, countries, (a, b) => a !== b)
    .coordinates.flatMap((line) => clipLine(line as LonLat[]))
    .map(roundLine)
  return JSON.stringify({ own, other, borders })
}
