import { signal } from '@preact/signals'
import type { RegionJson } from '../formats/json/views.ts'
import { call } from './api.ts'

/** Regions that have been met on this page, by code: content holds codes, people read names. */
export const knownRegions = signal<ReadonlyMap<string, RegionJson>>(new Map())
const asked = new Set<string>()
/** More names than this are not fetched one by one: the area's own name says enough. */
const NAMES_MAX = 40

export async function searchRegions(search: string, stop: AbortSignal): Promise<RegionJson[]> {
  const path = `/api/v1/regions?${new URLSearchParams({ search })}`
  const answer = await call<{ regions: RegionJson[] }>(path, { signal: stop })
  if (!answer.ok) return []
  rememberRegions(answer.value.regions)
  return answer.value.regions
}

export function rememberRegions(regions: readonly RegionJson[]): void {
  const known = new Map(knownRegions.value)
  for (const region of regions) known.set(region.code, region)
  knownRegions.value = known
}

/** Looks up the names of codes that a stored alert holds. */
export async function nameRegions(codes: readonly string[]): Promise<void> {
  const missing = codes.filter((code) => !knownRegions.value.has(code) && !asked.has(code))
  for (const code of missing.slice(0, NAMES_MAX)) {
    asked.add(code)
    const path = `/api/v1/regions?${new URLSearchParams({ search: code })}`
    const answer = await call<{ regions: RegionJson[] }>(path)
    if (answer.ok) rememberRegions(answer.value.regions.filter((region) => region.code === code))
  }
}

/** The regions behind codes, as far as their names are known. */
export function regionsOf(codes: readonly string[]): RegionJson[] {
  return codes.flatMap((code) => knownRegions.value.get(code) ?? [])
}

/** `Garut, Jawa Barat (32.05)`, or the code alone. */
export function nameOfRegion(code: string): string {
  const region = knownRegions.value.get(code)
  if (region === undefined) return code
  return `${region.name}${region.within === '' ? '' : `, ${region.within}`} (${code})`
}
