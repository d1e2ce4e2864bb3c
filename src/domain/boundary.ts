/**
 * The instants at which a death of the process is proven to lose nothing (the kill test names
 * them). In the service nothing listens.
 */
export const BOUNDARIES = [
  'before-release',
  'after-release',
  'before-send',
  'after-send',
  'after-settle',
  'before-receipt',
  'after-receipt',
  'after-cancel',
] as const
export type Boundary = (typeof BOUNDARIES)[number]
