/** Why a BSC could not, in wire order: the index is the code. 3GPP TS 48.049 §8.2.13. */
export const CAUSES = [
  'parameter-not-recognised',
  'parameter-value-invalid',
  'message-reference-not-identified',
  'cell-identity-not-valid',
  'unrecognised-message',
  'missing-mandatory-element',
  'bsc-capacity-exceeded',
  'cell-memory-exceeded',
  'bsc-memory-exceeded',
  'cell-broadcast-not-supported',
  'cell-broadcast-not-operational',
  'incompatible-drx-parameter',
  'extended-channel-not-supported',
  'message-reference-already-used',
  'unspecified-error',
  'lai-or-lac-not-valid',
] as const

export type Cause = (typeof CAUSES)[number]

/** The name of a cause; null for a reserved code, which a BSC of another release may send. */
export function causeOf(code: number): Cause | null {
  return CAUSES[code] ?? null
}
