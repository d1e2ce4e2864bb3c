/**
 * Kemendagri region codes: `PP` province, `PP.RR` regency, `PP.RR.DD` district, `PP.RR.DD.VVVV`
 * village; the country is `ID`. BPS numbers the Papuan provinces differently: its codes are not
 * these.
 */
export const COUNTRY = 'ID'

export const REGION_LEVELS = ['country', 'province', 'regency', 'district', 'village'] as const
export type RegionLevel = (typeof REGION_LEVELS)[number]

const CODE = /^\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?$/

/** Level of a well-formed code, else null. It says nothing about whether there is such a region. */
export function levelOf(code: string): RegionLevel | null {
  if (code === COUNTRY) return 'country'
  if (!CODE.test(code)) return null
  return REGION_LEVELS[code.split('.').length] ?? null
}

/**
 * A code out of what a person typed: spaces around it, `id` in small letters, and the dots left
 * out (`3201`, `320101`) are taken. Null when it is no code.
 */
export function parseRegionCode(text: string): string | null {
  const code = text.trim().toUpperCase()
  if (levelOf(code) !== null) return code
  const parts = /^(\d{2})(\d{2})(?:(\d{2})(\d{4})?)?$/.exec(code)
  return parts === null
    ? null
    : parts
        .slice(1)
        .filter((each) => each !== undefined)
        .join('.')
}

/** The region one level up; null for the country. */
export function parentOf(code: string): string | null {
  if (code === COUNTRY) return null
  const dot = code.lastIndexOf('.')
  return dot < 0 ? COUNTRY : code.slice(0, dot)
}

/** True when `inner` is `outer` or lies within it: `32` contains `32.01`. */
export function containsRegion(outer: string, inner: string): boolean {
  return outer === COUNTRY || outer === inner || inner.startsWith(`${outer}.`)
}

/** The regency (`PP.RR`) that a district or village belongs to; wider regions stay as they are. */
export function regencyOf(code: string): string {
  return code.split('.').slice(0, 2).join('.')
}

/** The province (`PP`) that a region belongs to; the country stays as it is. */
export function provinceOf(code: string): string {
  return code.split('.')[0] ?? code
}

/** Without doubles and without regions that another of the list contains, in code order. */
export function widestRegions(codes: readonly string[]): readonly string[] {
  const distinct = [...new Set(codes)].sort()
  return distinct.filter(
    (code) => !distinct.some((other) => other !== code && containsRegion(other, code)),
  )
}
