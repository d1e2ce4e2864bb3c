import type { WordRow } from './row.ts'

/** Texts of rules S: signatures. The keys are the ids: API, never renamed. */
export const CAP_SIGNATURE_WORDS = {
  'S01-unsigned': {
    id: 'Pesan tidak bertanda tangan',
    en: 'The message carries no signature',
  },
  'S01-several': {
    id: 'Pesan membawa {found} tanda tangan: hanya tepat satu yang diterima',
    en: 'The message carries {found} signatures: exactly one is accepted',
  },
  'S01-misplaced': {
    id: 'Tanda tangan bukan elemen terakhir "alert"',
    en: 'The signature is not the last element of "alert"',
  },
  'S01-reference': {
    id: 'Tanda tangan tidak mencakup seluruh pesan: rujukan "{found}"',
    en: 'The signature does not cover the whole message: reference "{found}"',
  },
  'S01-transform': {
    id: 'Tanda tangan memakai transformasi yang tidak diterima: "{found}"',
    en: 'The signature uses a transform that is not accepted: "{found}"',
  },
  'S01-algorithm': {
    id: 'Tanda tangan memakai algoritme yang tidak diterima: "{found}"',
    en: 'The signature uses an algorithm that is not accepted: "{found}"',
  },
  'S01-weak': {
    id: 'Tanda tangan memakai algoritme yang sudah lemah ("{found}"): tidak membuktikan apa pun',
    en: 'The signature uses a broken algorithm ("{found}"): it proves nothing',
  },
  'S01-digest': {
    id: 'Pesan berubah setelah ditandatangani',
    en: 'The message was changed after it was signed',
  },
  'S01-key': {
    id: 'Tidak ada kunci tepercaya yang membuat tanda tangan ini',
    en: 'No trusted key made this signature',
  },
  'S01-structure': {
    id: 'Tanda tangan tidak tersusun menurut XML-DSig: {found}',
    en: 'The signature is not built as XML-DSig has it: {found}',
  },
  'S02-content': {
    id: 'Isi yang ditandatangani bukan pesan CAP yang sah: {found}',
    en: 'What the signature covers is not a valid CAP message: {found}',
  },
  'S03-expired': {
    id: 'Peringatan sudah kedaluwarsa: {found}',
    en: 'The warning has expired: {found}',
  },
  'S03-future': {
    id: 'Waktu pengiriman ada di masa depan: {found}',
    en: 'Its time of sending is in the future: {found}',
  },
  'S03-old': {
    id: 'Pesan dikirim lebih dari 24 jam lalu dan tidak menyebut waktu berakhir: {found}',
    en: 'The message was sent more than 24 hours ago and does not say when it ends: {found}',
  },
  'S03-seen': {
    id: 'Pesan ini sudah pernah diterima: {found}',
    en: 'This message was taken before: {found}',
  },
  'S03-other-cbc': {
    id: 'Pesan ini untuk {found}, bukan untuk {cbc}',
    en: 'The message is for {found}, not for {cbc}',
  },
  'S03-purpose': {
    id: 'Kunci penanda tangan hanya untuk latihan: tidak berlaku untuk status "{found}"',
    en: 'The key that signed is a key for exercises: status "{found}" is not its to sign',
  },
  'S04-signed': {
    id: 'Hapus dulu tanda tangan yang ada: tanda tangan dibubuhkan sekali, paling akhir',
    en: 'Remove the signature that is there first: a message is signed once, and last',
  },
} as const satisfies Readonly<Record<string, WordRow>>
