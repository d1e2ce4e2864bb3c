import type { WordRow } from './row.ts'

/** Texts of rules R: resources. The keys are the ids: API, never renamed. */
export const CAP_RESOURCE_WORDS = {
  'R01-mime-type': {
    id: 'Tulis "mimeType" sebagai jenis/subjenis, seperti image/png: ditemukan "{found}"',
    en: 'Write "mimeType" as type/subtype, such as image/png: found "{found}"',
  },
  'R02-nowhere': {
    id: 'Beri lampiran ini alamat di "uri": tanpa "uri" dan "derefUri" isinya tidak dapat dibuka',
    en: 'Give this resource an address in "uri": without "uri" and "derefUri" nobody can open it',
  },
  'R02-relative': {
    id: 'Tulis alamat lengkap di "uri", seperti https://…: ditemukan "{found}", dan "derefUri" tidak ada',
    en: 'Write a full address in "uri", such as https://…: found "{found}", and there is no "derefUri"',
  },
  'R03-base64': {
    id: 'Sandikan isi "derefUri" dengan base64: isinya sekarang tidak dapat dibaca',
    en: 'Encode the content of "derefUri" in base64: it cannot be read as it is',
  },
  'R03-size': {
    id: 'Samakan "size" dengan isi "derefUri": tertulis {found} oktet, isinya {octets}',
    en: 'Make "size" that of the content of "derefUri": it says {found} octets, there are {octets}',
  },
  'R03-size-negative': {
    id: 'Hapus "size" atau tulis jumlah oktetnya: {found} bukan ukuran',
    en: 'Remove "size" or write the number of octets: {found} is no size',
  },
  'R03-digest-form': {
    id: 'Tulis "digest" sebagai SHA-1, 40 digit heksadesimal: ditemukan "{found}"',
    en: 'Write "digest" as SHA-1, 40 hexadecimal digits: found "{found}"',
  },
  'R03-digest': {
    id: 'Hitung ulang "digest", atau periksa apakah lampiran diubah: tertulis {found}, isinya {expected}',
    en: 'Calculate "digest" anew, or find out whether the content was changed: it says {found}, the content gives {expected}',
  },
  'R04-attached': {
    id: 'Hapus "derefUri" dan beri alamat di "uri": lampiran di dalam pesan ({found} karakter) hanya untuk saluran satu arah',
    en: 'Remove "derefUri" and give an address in "uri": content inside the message ({found} characters) is for one-way links only',
  },
} as const satisfies Readonly<Record<string, WordRow>>
