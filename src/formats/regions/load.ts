import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data'
import { RegionIndex } from '../../domain/area/region-index.ts'

/**
 * Provinces, regencies and districts by Kemendagri code from idn-area-data (ODbL 1.0, read at run
 * time). Villages, 83,762 of them, only when asked for.
 */
export async function loadRegions(options: { villages?: boolean } = {}): Promise<RegionIndex> {
  const [provinces, regencies, districts, villages, version] = await Promise.all([
    getProvinces(),
    getRegencies(),
    getDistricts(),
    options.villages === true ? getVillages() : [],
    readVersion(),
  ])
  const regions = [...provinces, ...regencies, ...districts, ...villages]
  return new RegionIndex(
    `idn-area-data ${version}`,
    regions.map(({ code, name }) => ({ code, name })),
  )
}

async function readVersion(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('idn-area-data')
  const text = await readFile(join(dirname(main), '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return version
}
