import type { WordRow } from './row.ts'

/** Texts of rules I: what an info says. The keys are the ids: API, never renamed. */
export const CAP_INFO_WORDS = {
  'I01-info-missing': {
    id: 'Tambahkan paling sedikit satu "info": msgType adalah {msgType}',
    en: 'Add at least one "info": msgType is {msgType}',
  },
  'I02-blank': {
    id: 'Isi "{element}": masih kosong',
    en: 'Fill in "{element}": it is blank',
  },
  'I03-expires-missing': {
    id: 'Sebutkan di "expires" kapan pesan berakhir: siaran harus berakhir',
    en: 'Say in "expires" when the message ends: a broadcast must end',
  },
  'I03-expires-order': {
    id: '"expires" harus lebih lambat dari "{element}": {expires} tidak sesudah {other}',
    en: '"expires" must be later than "{element}": {expires} is not after {other}',
  },
  'I04-expired': {
    id: 'Pilih waktu berakhir di masa depan: "expires" tertulis {expires}',
    en: 'Choose an end in the future: "expires" was {expires}',
  },
  'I08-same-text': {
    id: 'Terjemahkan teksnya: bahasa "{first}" dan "{second}" membawa uraian dan judul yang sama',
    en: 'Translate the text: languages "{first}" and "{second}" carry the same description and headline',
  },
  'I08-twice': {
    id: 'Hapus "info" yang berulang: sama dengan info {first}',
    en: 'Remove the repeated "info": it equals info {first}',
  },
  'I12-html': {
    id: 'Tulis teks biasa di "{element}": ditemukan markah "{found}"',
    en: 'Write plain text in "{element}": found the markup "{found}"',
  },
  'I14-uri': {
    id: 'Pakai alamat http atau https yang lengkap di "{element}": ditemukan "{found}"',
    en: 'Use a full http or https address in "{element}": found "{found}"',
  },
} as const satisfies Readonly<Record<string, WordRow>>
