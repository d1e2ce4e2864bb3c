import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

let names: ReadonlyMap<string, string> | null = null

/**
 * Name of a province, regency or district by its Kemendagri code, or null. The lists of
 * idn-area-data (ODbL 1.0) are read when it is asked for the first time, some 10 ms, so that who
 * never meets such a code does not pay for them; and in one go, as checking a document waits for
 * nothing.
 */
export function regionName(code: string): string | null {
  names ??= readNames()
  return names.get(code) ?? null
}

function readNames(): ReadonlyMap<string, string> {
  const main = createRequire(import.meta.url).resolve('idn-area-data')
  const folder = join(dirname(main), '..', 'data')
  const files = ['provinces.csv', 'regencies.csv', 'districts.csv']
  return new Map(files.flatMap((file) => readRows(readFileSync(join(folder, file), 'utf8'))))
}

/** Rows `code,…,name`; a name that has quotes or commas in it is quoted. RFC 4180. */
function readRows(text: string): (readonly [code: string, name: string])[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .flatMap((row) => {
      const match = /^([\d.]+),(?:[\d.]+,)?(?:"((?:[^"]|"")*)"|([^,"]*))$/.exec(row)
      if (match === null) return []
      return [[match[1]!, match[2]?.replaceAll('""', '"') ?? match[3]!]]
    })
}
