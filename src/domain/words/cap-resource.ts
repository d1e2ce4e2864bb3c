import type { WordRow } from './row.ts'

/** Texts of rules R: resources. The keys are the ids: API, never renamed. */
export const CAP_RESOURCE_WORDS = {
  'R01-mime-type': {
    id: 'Tulis "mimeType" sebagai jenis/subjenis, seperti image/png: ditemukan "{found}"',
    en: 'Write "mimeType" as type/subtype, such as image/png: found "{found}"',
  },
} as const satisfies Readonly<Record<string, WordRow>>
