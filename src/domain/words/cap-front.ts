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
    id: 'Kurangi atribut pada "{element}" sampai {max}: sekarang lebih',
    en: 'Keep at most {max} attributes on "{element}": it has more',
  },
  'X03-text': {
    id: 'Batasi teks "{element}" sampai {max} karakter: sekarang {found}',
    en: 'Keep the text of "{element}" within {max} characters: it has {found}',
  },
  'X03-count': {
    id: 'Kurangi "{element}" di sini sampai {max}: ditemukan {found}',
    en: 'Keep at most {max} of "{element}" here: there are {found}',
  },
  'X05-unreadable': {
    id: 'Periksa nama dan izin berkas: {what}',
    en: 'Check the name and the permissions of the file: {what}',
  },
  'X05-malformed-tag': {
    id: 'Perbaiki tag: ditemukan {found}',
    en: 'Correct the tag: found {found}',
  },
  'X05-malformed-attribute': {
    id: 'Tulis atribut sebagai nama="nilai" tanpa tanda < di dalamnya: periksa {found}',
    en: 'Write the attribute as name="value" without < inside: look at {found}',
  },
  'X05-malformed-duplicate': {
    id: 'Hapus salah satu atribut yang sama: {found} tertulis dua kali',
    en: 'Remove one of the equal attributes: {found} stands twice',
  },
  'X05-malformed-entity': {
    id: 'Tulis tanda & sebagai &amp; dan pakai hanya entitas yang dikenal XML: ditemukan {found}',
    en: 'Write & as &amp; and use only references that XML knows: found {found}',
  },
  'X05-malformed-character': {
    id: 'Hapus karakter yang dilarang dalam XML: {found}',
    en: 'Remove the character that XML forbids: {found}',
  },
  'X05-malformed-comment': {
    id: 'Hapus dua tanda hubung berurutan dari dalam komentar',
    en: 'Remove the two hyphens in a row from the comment',
  },
  'X05-malformed-comment-open': {
    id: 'Tutup komentar ini dengan -->',
    en: 'Close this comment by -->',
  },
  'X05-malformed-cdata': {
    id: 'Tutup bagian CDATA ini dengan ]]>',
    en: 'Close this CDATA section by ]]>',
  },
  'X05-malformed-prefix': {
    id: 'Nyatakan prefiks dengan xmlns sebelum dipakai: {found} belum dinyatakan',
    en: 'Declare the prefix by xmlns before its use: {found} is not declared',
  },
  'X05-malformed-namespace': {
    id: 'Perbaiki deklarasi ruang nama pada {found}: XML melarangnya',
    en: 'Correct the namespace declaration: XML forbids this one on {found}',
  },
  'X05-malformed-name': {
    id: 'Perbaiki nama: ditemukan {found}',
    en: 'Correct the name: found {found}',
  },
  'X05-malformed-mismatch': {
    id: 'Tutup "{element}" dari baris {openLine}, kolom {openColumn}: ditemukan tag penutup "{found}"',
    en: 'Close "{element}" of line {openLine}, column {openColumn}: found the end tag of "{found}"',
  },
  'X05-malformed-unclosed': {
    id: 'Tutup "{element}" dari baris {openLine}, kolom {openColumn}: dokumen sudah berakhir',
    en: 'Close "{element}" of line {openLine}, column {openColumn}: the document ends before',
  },
  'X05-malformed-leading': {
    id: 'Hapus teks sebelum elemen pertama: ditemukan {found}',
    en: 'Remove the text before the first element: found {found}',
  },
  'X05-malformed-trailing': {
    id: 'Hapus isi setelah elemen terluar ditutup: ditemukan {found}',
    en: 'Remove what follows the outermost element: found {found}',
  },
  'X05-malformed-declaration': {
    id: 'Tulis deklarasi XML dengan benar dan hanya di awal dokumen',
    en: 'Write the XML declaration correctly and only at the very start',
  },
  'X05-malformed-text': {
    id: 'Tulis ]]> di dalam teks sebagai ]]&gt;',
    en: 'Write ]]> inside text as ]]&gt;',
  },
  'X05-malformed-empty': {
    id: 'Tulis satu elemen terluar: dokumen tidak memiliki elemen',
    en: 'Give the document one outermost element: there is none',
  },
  'X05-malformed-instruction': {
    id: 'Perbaiki instruksi pemrosesan: tulis <?nama isi?>',
    en: 'Correct the processing instruction: write <?name content?>',
  },
} as const satisfies Readonly<Record<string, WordRow>>
