import type { WordRow } from './row.ts'

/** Texts of rules X about the structure of CAP. The keys are the ids: API, never renamed. */
export const CAP_STRUCTURE_WORDS = {
  'X04-namespace': {
    id: 'Mulai dengan "alert" dari ruang nama urn:oasis:names:tc:emergency:cap:1.2: ditemukan "{element}" dari "{found}"',
    en: 'Begin with an "alert" of namespace urn:oasis:names:tc:emergency:cap:1.2: found "{element}" of "{found}"',
  },
  'X04-no-namespace': {
    id: 'Nyatakan xmlns="urn:oasis:names:tc:emergency:cap:1.2" pada "alert": ruang namanya belum ada',
    en: 'Declare xmlns="urn:oasis:names:tc:emergency:cap:1.2" on "alert": it is in no namespace',
  },
  'X04-root': {
    id: 'Mulai dokumen dengan "alert": ditemukan "{element}"',
    en: 'Begin the document with "alert": found "{element}"',
  },
  'X04-version': {
    id: 'Terbitkan sebagai CAP 1.2: pesan ini CAP {found}, terbaca tetapi tidak sah sebagai CAP 1.2',
    en: 'Publish as CAP 1.2: this is a CAP {found} message, read but not valid as 1.2',
  },
  'X05-order': {
    id: '"{element}" harus berada sebelum "{before}"',
    en: '"{element}" must come before "{before}"',
  },
  'X05-order-after': {
    id: '"{element}" harus berada sesudah "{after}"',
    en: '"{element}" must come after "{after}"',
  },
  'X05-missing': {
    id: 'Tambahkan elemen "{element}" di dalam "{parent}": elemen ini wajib',
    en: 'Add an element "{element}" to "{parent}": it must have one',
  },
  'X05-twice': {
    id: 'Sisakan satu "{element}" di dalam "{parent}": ini yang ke-{found}',
    en: 'Leave one "{element}" in "{parent}": this is number {found}',
  },
  'X05-unexpected': {
    id: 'Hapus "{element}", "{parent}" tidak mengenalnya: yang boleh ada {expected}',
    en: 'Remove "{element}", "{parent}" has no such element: it may have {expected}',
  },
  'X05-misspelt': {
    id: 'Tulis "{meant}", bukan "{element}": nama elemen harus sama persis',
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
    id: 'Hapus teks "{found}": "{parent}" hanya boleh berisi elemen',
    en: 'Remove the text "{found}": "{parent}" may contain elements only',
  },
  'X05-child': {
    id: 'Hapus tag "{element}": "{parent}" hanya boleh berisi teks',
    en: 'Remove the tags of "{element}": "{parent}" may contain text only',
  },
  'X06-misplaced': {
    id: 'Jadikan tanda tangan elemen terakhir "alert": "{element}" ada sesudahnya',
    en: 'Make the signature the last element of "alert": "{element}" follows it',
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
    id: 'Sisakan satu tanda tangan: ini yang ke-{found}',
    en: 'Leave one signature in the message: this is number {found}',
  },
  'X07-attribute': {
    id: 'Hapus atribut "{attribute}" dari "{element}": tidak boleh ada di situ',
    en: 'Remove the attribute "{attribute}" from "{element}": it may not have it',
  },
  'X07-type': {
    id: 'Hapus xsi:type dari "{element}": isinya tidak dapat dibaca sebagai "{found}"',
    en: 'Remove xsi:type from "{element}": it cannot be read as "{found}"',
  },
  'X07-nil': {
    id: 'Hapus xsi:nil dari "{element}": tidak ada elemen CAP yang boleh kosong dengan cara itu',
    en: 'Remove xsi:nil from "{element}": no element of CAP may be nil',
  },
  'X07-element': {
    id: 'Hapus "{element}" dari ruang nama "{namespace}": bukan bagian pesan CAP',
    en: 'Remove "{element}" of namespace "{namespace}": it does not belong in a CAP message',
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
