import type { WordRow } from './row.ts'

/** Texts of rules F: feeds. The keys are the ids: API, never renamed. */
export const CAP_FEED_WORDS = {
  'F18-entry': {
    id: 'Entri {entry} tidak terbaca, yang lain tetap dibaca: {what}',
    en: 'Entry {entry} cannot be read, the others are: {what}',
  },
} as const satisfies Readonly<Record<string, WordRow>>
