import 'leaflet/dist/leaflet.css'
import {
  canvas,
  circle,
  control,
  type FitBoundsOptions,
  type LatLngBounds,
  type LatLngBoundsExpression,
  type LatLngExpression,
  layerGroup,
  type LayerGroup,
  map as createMap,
  type Map as LeafletMap,
  polygon,
  polyline,
} from 'leaflet'
import { useEffect, useRef } from 'preact/hooks'
import coastline from 'virtual:coastline'
import type { AreaJson } from '../editor/content.ts'
import { words } from '../language.ts'

const COUNTRY: LatLngBoundsExpression = [
  [-11, 95],
  [6, 141],
]
const FIT: FitBoundsOptions = { padding: [24, 24], maxZoom: 11, animate: false }

export interface MapProps {
  readonly area: AreaJson
  /** The area as a check or a plan has drawn it, latitude first. */
  readonly outline: readonly (readonly [lat: number, lon: number][])[]
  readonly onPick?: (lat: number, lon: number) => void
}

/**
 * Coast, borders and the area, all from our own files: no tile server learns what is being
 * written. It only illustrates: everything on it stands beside it in words.
 */
export function AreaMap({ area, outline, onPick }: MapProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<{ map: LeafletMap; drawn: LayerGroup } | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const text = words.value.edit

  useEffect(() => {
    const element = box.current!
    const map = createMap(element, {
      attributionControl: false,
      zoomControl: false,
      zoomSnap: 0.25,
      minZoom: 3,
      maxZoom: 13,
      maxBounds: [
        [-30, 70],
        [28, 165],
      ],
    })
    map.fitBounds(COUNTRY, { animate: false })
    drawLand(map)
    map.on('click', ({ latlng }) => pick.current?.(latlng.lat, latlng.lng))
    view.current = { map, drawn: layerGroup().addTo(map) }
    const resized = new ResizeObserver(() => map.invalidateSize())
    resized.observe(element)
    return () => {
      resized.disconnect()
      map.remove()
      view.current = null
    }
  }, [])

  useEffect(() => {
    const zoom = control.zoom({ zoomInTitle: text.zoomIn, zoomOutTitle: text.zoomOut })
    if (view.current !== null) zoom.addTo(view.current.map)
    return () => {
      zoom.remove()
    }
  }, [text])

  useEffect(() => {
    if (view.current !== null) drawArea(view.current, { area, outline })
  }, [area, outline])

  return <div ref={box} class="map" role="group" aria-label={text.map} data-test="map" />
}

function drawLand(map: LeafletMap): void {
  const renderer = canvas({ padding: 0.5 })
  const still = { renderer, interactive: false, smoothFactor: 1 }
  const land = (rings: typeof coastline.own) => rings.map((ring) => ring.map(turn))
  polygon(land(coastline.other), {
    ...still,
    stroke: false,
    fillColor: '#e3e2da',
    fillOpacity: 1,
  }).addTo(map)
  polygon(land(coastline.own), {
    ...still,
    color: '#8a9484',
    weight: 0.8,
    fillColor: '#f4f3ec',
    fillOpacity: 1,
  }).addTo(map)
  polyline(land(coastline.borders), {
    ...still,
    color: '#8a9484',
    weight: 1,
    dashArray: '4 4',
  }).addTo(map)
}

function drawArea(
  { map, drawn }: { map: LeafletMap; drawn: LayerGroup },
  { area, outline }: Pick<MapProps, 'area' | 'outline'>,
): void {
  drawn.clearLayers()
  const shapes = [
    ...outline.map((ring) =>
      polygon([...ring], { color: '#7a2e1d', weight: 2, fillColor: '#b4462c', fillOpacity: 0.25 }),
    ),
    ...area.polygons.map((ring) =>
      polygon([...ring], { color: '#123f63', weight: 2, dashArray: '6 4', fillOpacity: 0.1 }),
    ),
    ...area.circles.map(({ lat, lon, radiusKm }) =>
      circle([lat, lon], {
        radius: radiusKm * 1_000,
        color: '#123f63',
        weight: 2,
        dashArray: '6 4',
        fillOpacity: 0.1,
      }),
    ),
  ]
  let bounds: LatLngBounds | null = null
  for (const shape of shapes) {
    shape.addTo(drawn)
    bounds = bounds === null ? shape.getBounds() : bounds.extend(shape.getBounds())
  }
  map.fitBounds(bounds ?? COUNTRY, FIT)
}

function turn([lon, lat]: readonly [number, number]): LatLngExpression {
  return [lat, lon]
}
