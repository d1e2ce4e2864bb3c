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
  'X05-unreadable': {
    id: 'Beri berkas yang dapat dibaca: {what}',
    en: 'Give a file that can be read: {what}',
  },
  'X05-malformed': {
    id: 'Perbaiki XML: {what}',
    en: 'Correct the XML: {what}',
  },
} as const satisfies Readonly<Record<string, WordRow>>
