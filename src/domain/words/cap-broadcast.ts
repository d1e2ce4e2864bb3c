import type { WordRow } from './row.ts'

/** Texts of rules C: text and parameters of Cell Broadcast. The keys are the ids: API, never renamed. */
export const CAP_BROADCAST_WORDS = {
  'C01-text-long': {
    id: 'Pendekkan {parameter} menjadi {max} karakter: sekarang {found}',
    en: 'Shorten {parameter} to {max} characters: it has {found}',
  },
  'C01-wea-handling': {
    id: 'Pakai salah satu dari {expected} untuk WEAHandling: ditemukan "{found}"',
    en: 'Use one of {expected} for WEAHandling: found "{found}"',
  },
} as const satisfies Readonly<Record<string, WordRow>>
