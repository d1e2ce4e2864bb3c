import type { WordRow } from './row.ts'

/** Texts of rules X about the structure of CAP. The keys are the ids: API, never renamed. */
export const CAP_STRUCTURE_WORDS = {
  'X04-namespace': {
    id: 'Mulai dengan "alert" dari ruang nama urn:oasis:names:tc:emergency:cap:1.2: ditemukan "{element}" dari "{found}"',
    en: 'Begin with an "alert" of namespace urn:oasis:names:tc:emergency:cap:1.2: found "{element}" of "{found}"',
  },
  'X04-version': {
    id: 'Terbitkan sebagai CAP 1.2: ini pesan CAP {found}, terbaca tetapi tidak sah sebagai 1.2',
    en: 'Publish as CAP 1.2: this is a CAP {found} message, read but not valid as 1.2',
  },
  'X05-order': {
    id: '"{element}" harus mendahului "{before}"',
    en: '"{element}" must come before "{before}"',
  },
  'X05-missing': {
    id: '"{parent}" harus memiliki elemen "{element}"',
    en: '"{parent}" must have an element "{element}"',
  },
  'X05-twice': {
    id: '"{parent}" hanya boleh memiliki satu "{element}": ini yang ke-{found}',
    en: '"{parent}" may have one "{element}" only: this is number {found}',
  },
  'X05-unexpected': {
    id: '"{parent}" tidak mengenal elemen "{element}"; yang boleh ada: {expected}',
    en: '"{parent}" has no element "{element}"; it may have {expected}',
  },
  'X05-value': {
    id: '"{element}" harus berupa {expected}: ditemukan "{found}"',
    en: '"{element}" must be {expected}: found "{found}"',
  },
  'X05-date-time': {
    id: '"{element}" harus berupa tanggal dan waktu seperti 2026-11-25T08:00:00+07:00, tanpa "Z" atau pecahan detik: ditemukan "{found}"',
    en: '"{element}" must be a date and time such as 2026-11-25T08:00:00+07:00, without "Z" or fractions: found "{found}"',
  },
  'X05-text': {
    id: '"{parent}" hanya boleh berisi elemen: ditemukan teks "{found}"',
    en: '"{parent}" may contain elements only: found the text "{found}"',
  },
  'X05-child': {
    id: '"{parent}" hanya boleh berisi teks: ditemukan elemen "{element}"',
    en: '"{parent}" may contain text only: found an element "{element}"',
  },
  'X06-misplaced': {
    id: 'Tanda tangan harus menjadi elemen terakhir "alert": "{element}" ada sesudahnya',
    en: 'The signature must be the last element of "alert": "{element}" follows it',
  },
  'X06-several': {
    id: 'Pesan hanya boleh memiliki satu tanda tangan: ini yang ke-{found}',
    en: 'A message may have one signature only: this is number {found}',
  },
  'X07-attribute': {
    id: '"{element}" tidak boleh memiliki atribut "{attribute}"',
    en: '"{element}" may have no attribute "{attribute}"',
  },
  'X07-element': {
    id: '"{element}" dari ruang nama "{namespace}" bukan bagian pesan CAP',
    en: '"{element}" of namespace "{namespace}" does not belong in a CAP message',
  },
} as const satisfies Readonly<Record<string, WordRow>>
