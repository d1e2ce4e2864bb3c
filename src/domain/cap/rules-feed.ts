import type { CapRule } from './rule.ts'

/** F: feeds of CAP, Atom and RSS. */
export const FEED_RULES: readonly CapRule[] = [
  {
    id: 'F18',
    levels: ['error'],
    source: 'one bad entry does not stop the others',
    check: 'feed',
  },
]
