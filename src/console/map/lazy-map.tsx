import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { boundsOf } from '../editor/polygon.ts'
import { words } from '../language.ts'
import type { MapProps } from './area-map.tsx'

/** The map, fetched when a page first needs it, and the same in words for those who do not see it. */
export function LazyMap(props: MapProps) {
  const [AreaMap, setAreaMap] = useState<ComponentType<MapProps> | null>(null)
  useEffect(() => {
    let gone = false
    void import('./area-map.tsx').then((module) => {
      if (!gone) setAreaMap(() => module.AreaMap)
    })
    return () => {
      gone = true
    }
  }, [])
  return (
    <div class="map-frame">
      {AreaMap === null ? <div class="map" /> : <AreaMap {...props} />}
      <p class="hint" data-test="map-text">
        {describe(props)}
      </p>
    </div>
  )
}

function describe({ area, outline }: MapProps): string {
  const { edit } = words.value
  const rings = outline.length > 0 ? outline : [...area.polygons, ...area.circles.map(boxOf)]
  const bounds = boundsOf(rings)
  if (bounds === null) return area.regions.length > 0 ? edit.mapRegions : edit.mapEmpty
  const [south, west, north, east] = bounds.map((degrees) => degrees.toFixed(2))
  return edit.mapText(south!, north!, west!, east!)
}

/** Two corners of the box around a circle. */
function boxOf({ lat, lon, radiusKm }: MapProps['area']['circles'][number]): [number, number][] {
  const north = radiusKm / 111.2
  const east = north / Math.max(0.1, Math.cos((lat * Math.PI) / 180))
  return [
    [lat - north, lon - east],
    [lat + north, lon + east],
  ]
}
