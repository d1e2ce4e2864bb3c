import { timeZoneOf } from '../domain/area/figures.ts'
import { registeredIn } from '../domain/area/population.ts'
import { COUNTRY, levelOf, parentOf } from '../domain/area/region.ts'
import type { RegionIndex } from '../domain/area/region-index.ts'
import type { RegionJson } from '../formats/json/views.ts'
import { loadRegions } from '../formats/regions/load.ts'

/** Regions of the country, loaded once. */
export interface Country {
  readonly regions: RegionIndex
  /** Best matches first. */
  searchRegions(text: string, limit: number): RegionJson[]
}

export async function loadCountry(): Promise<Country> {
  const regions = await loadRegions()
  return {
    regions,
    searchRegions: (text, limit) =>
      regions.search(text, limit).map(({ code, name, level }) => ({
        code,
        name,
        within: namesAbove(regions, code),
        // Figures end at the regency: a district's people are not known.
        population: level === 'district' || level === 'village' ? null : registeredIn(code),
        timeZone: code === COUNTRY ? null : timeZoneOf(code).name,
      })),
  }
}

function namesAbove(regions: RegionIndex, code: string): string {
  const names: string[] = []
  for (let above = parentOf(code); above !== null; above = parentOf(above)) {
    if (levelOf(above) === 'country') break
    names.push(regions.byCode(above)?.name ?? above)
  }
  return names.join(', ')
}
