import type { WordRow } from './row.ts'

/** Texts of rules X: the strict front and the schema. The keys are the ids: API, never renamed. */
export const CAP_FRONT_WORDS = {
  'X01-doctype': {
    id: 'Hapus deklarasi tipe dokumen: pesan CAP tidak memilikinya',
    en: 'Remove the document type declaration: a CAP message has none',
  },
  'X02-encoding': {
    id: 'Pakai UTF-8, UTF-16 dengan tanda urutan bita, atau nyatakan ISO-8859-1 atau US-ASCII: ditemukan {found}',
    en: 'Use UTF-8, UTF-16 with a byte order mark, or declare ISO-8859-1 or US-ASCII: found {found}',
  },
  'X02-bytes': {
    id: 'Tulis dokumen dalam pengodean yang dinyatakannya: oktet {offset} bukan {encoding}',
    en: 'Write the document in the encoding it declares: octet {offset} is not {encoding}',
  },
  'X02-xml-version': {
    id: 'Pakai XML 1.0: dokumen menyatakan {found}',
    en: 'Use XML 1.0: the document declares {found}',
  },
  'X03-size': {
    id: 'Batasi dokumen sampai {max} oktet: sekarang {found}',
    en: 'Keep the document within {max} octets: it has {found}',
  },
  'X03-depth': {
    id: 'Batasi kedalaman elemen sampai {max}: "{element}" lebih dalam',
    en: 'Keep elements at most {max} deep: "{element}" is deeper',
  },
  'X03-attributes': {
    id: 'Paling banyak {max} atribut pada "{element}": sekarang lebih',
    en: 'Keep at most {max} attributes on "{element}": it has more',
  },
  'X03-text': {
    id: 'Batasi teks "{element}" sampai {max} karakter: sekarang {found}',
    en: 'Keep the text of "{element}" within {max} characters: it has {found}',
  },
  'X03-count': {
    id: 'Paling banyak {max} "{element}" di sini: ditemukan {found}',
    en: 'Keep at most {max} of "{element}" here: there are {found}',
  },
  'X04-namespace': {
    id: 'Mulai dengan "alert" dari ruang nama urn:oasis:names:tc:emergency:cap:1.2: ditemukan "{element}" dari "{found}"',
    en: 'Begin with an "alert" of namespace urn:oasis:names:tc:emergency:cap:1.2: found "{element}" of "{found}"',
  },
  'X04-version': {
    id: 'Terbitkan sebagai CAP 1.2: ini pesan CAP {found}, terbaca tetapi tidak sah sebagai 1.2',
    en: 'Publish as CAP 1.2: this is a CAP {found} message, read but not valid as 1.2',
  },
  'X05-unreadable': {
    id: 'Beri berkas yang dapat dibaca: {what}',
    en: 'Give a file that can be read: {what}',
  },
  'X05-malformed': {
    id: 'Perbaiki XML: {what}',
    en: 'Correct the XML: {what}',
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
