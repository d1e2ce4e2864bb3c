/**
 * Why an order stands where it stands, where it is we who say so: codes, worded in `words/`.
 * Anything else in `Order.reason` or an entry's `detail` is what the CBC or the network said, kept
 * as it came. Codes are API: never renamed.
 */
export const REASONS = [
  'not-connected',
  'interrupted',
  'timed-out',
  'cancelled',
  'replaced',
  'expired',
  'expired-untaken',
] as const
export type Reason = (typeof REASONS)[number]

export function isReason(text: string): text is Reason {
  return REASONS.some((each) => each === text)
}
