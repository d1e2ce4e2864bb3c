import type { WordRow } from './row.ts'

/** Texts of rules P: our profile ID-CB:1.0. The keys are the ids: API, never renamed. */
export const CAP_PROFILE_WORDS = {
  'P01-missing': {
    id: 'Tambahkan parameter {parameter}: profil ID-CB:1.0 memerlukannya di sini',
    en: 'Add the parameter {parameter}: profile ID-CB:1.0 needs it here',
  },
  'P02-value': {
    id: 'Parameter {parameter} harus berupa {expected}: ditemukan "{found}"',
    en: 'Parameter {parameter} must be {expected}: found "{found}"',
  },
  'P03-twice': {
    id: 'Sisakan satu parameter {parameter}: tertulis lebih dari sekali',
    en: 'Give the parameter {parameter} once only',
  },
  'P04-pages': {
    id: 'Nomori halaman 1, 2, 3 dan seterusnya, paling banyak 15: halaman ke-{at} bernomor {found}',
    en: 'Number the pages 1, 2, 3 and so on, at most 15: page {at} is numbered {found}',
  },
  'P05-shape': {
    id: 'Beri setiap area sebuah poligon atau lingkaran: profil ID-CB:1.0 memerlukannya',
    en: 'Give every area a polygon or a circle: profile ID-CB:1.0 needs it',
  },
  'P06-cancel-info': {
    id: 'Hapus "info" dari Cancel profil ID-CB:1.0: rujukannya sudah menyebut apa yang dihentikan',
    en: 'Remove "info" from a Cancel of profile ID-CB:1.0: its references say what stops',
  },
  'P07-text-differs': {
    id: 'Buat ulang halaman dari "Text": mulai karakter ke-{at} halaman berbunyi "{found}", padahal "Text" berbunyi "{expected}"',
    en: 'Make the pages anew from "Text": from character {at} the pages say "{found}", "Text" says "{expected}"',
  },
  'P08-dcs': {
    id: 'Pakai DataCodingScheme untuk GSM-7 (0f) atau UCS-2 (48): {found} tidak ditampilkan ponsel sebagai teks',
    en: 'Use a DataCodingScheme of GSM-7 (0f) or UCS-2 (48): phones do not show {found} as text',
  },
} as const satisfies Readonly<Record<string, WordRow>>
