import type { WordRow } from './row.ts'

/** Texts of rules X about the structure of CAP. The keys are the ids: API, never renamed. */
export const CAP_STRUCTURE_WORDS = {
  'X04-namespace': {
    id: 'Mulai dengan "alert" dari ruang nama urn:oasis:names:tc:emergency:cap:1.2: ditemukan "{element}" dari "{found}"',
    en: 'Begin with an "alert" of namespace urn:oasis:names:tc:emergency:cap:1.2: found "{element}" of "{found}"',
  },
  'X04-no-namespace': {
    id: 'Nyatakan xmlns="urn:oasis:names:tc:emergency:cap:1.2" pada "alert": belum ada ruang namanya',
    en: 'Declare xmlns="urn:oasis:names:tc:emergency:cap:1.2" on "alert": it is in no namespace',
  },
  'X04-root': {
    id: 'Mulai dokumen dengan "alert": ditemukan "{element}"',
    en: 'Begin the document with "alert": found "{element}"',
  },
  'X04-version': {
    id: 'Terbitkan sebagai CAP 1.2: ini pesan CAP {found}, terbaca tetapi tidak sah sebagai 1.2',
    en: 'Publish as CAP 1.2: this is a CAP {found} message, read but not valid as 1.2',
  },
  'X05-order': {
    id: '"{element}" harus mendahului "{before}"',
    en: '"{element}" must come before "{before}"',
  },
  'X05-order-after': {
    id: '"{element}" harus menyusul "{after}"',
    en: '"{element}" must come after "{after}"',
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
  'X05-misspelt': {
    id: 'Tulis "{meant}", bukan "{element}": nama harus sama persis',
    en: 'Write "{meant}" in place of "{element}": names must match to the letter',
  },
  'X05-elsewhere': {
    id: 'Pindahkan "{element}" ke dalam "{home}": "{parent}" tidak memilikinya',
    en: 'Move "{element}" into "{home}": "{parent}" has no such element',
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
  'X06-nested': {
    id: 'Pindahkan tanda tangan ke akhir "alert": sekarang ada di dalam "{element}"',
    en: 'Move the signature to the end of "alert": it stands inside "{element}"',
  },
  'X06-part': {
    id: 'Hapus "{element}" dari ruang nama tanda tangan: hanya "Signature" yang berguna di akhir pesan',
    en: 'Remove "{element}" of the signature namespace: only a "Signature" is of use at the end of a message',
  },
  'X06-several': {
    id: 'Pesan hanya boleh memiliki satu tanda tangan: ini yang ke-{found}',
    en: 'A message may have one signature only: this is number {found}',
  },
  'X07-attribute': {
    id: '"{element}" tidak boleh memiliki atribut "{attribute}"',
    en: '"{element}" may have no attribute "{attribute}"',
  },
  'X07-type': {
    id: '"{element}" tidak dapat dibaca sebagai jenis "{found}" yang disebut xsi:type-nya',
    en: '"{element}" cannot be read as the type "{found}" that its xsi:type names',
  },
  'X07-nil': {
    id: 'Hapus xsi:nil dari "{element}": tidak ada elemen CAP yang boleh kosong dengan cara itu',
    en: 'Remove xsi:nil from "{element}": no element of CAP may be nil',
  },
  'X07-element': {
    id: '"{element}" dari ruang nama "{namespace}" bukan bagian pesan CAP',
    en: '"{element}" of namespace "{namespace}" does not belong in a CAP message',
  },
  'X07-namespace': {
    id: 'Tempatkan "{element}" di ruang nama pesannya: sekarang di "{namespace}"',
    en: 'Put "{element}" into the namespace of its message: it is in "{namespace}"',
  },
  'X07-no-namespace': {
    id: 'Tempatkan "{element}" di ruang nama pesannya: sekarang tanpa ruang nama',
    en: 'Put "{element}" into the namespace of its message: it is in none',
  },
} as const satisfies Readonly<Record<string, WordRow>>
