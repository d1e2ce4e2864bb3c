import type { WordRow } from './row.ts'

/** Texts of rules C: text and parameters of Cell Broadcast. The keys are the ids: API, never renamed. */
export const CAP_BROADCAST_WORDS = {
  'C01-text-long': {
    id: 'Persingkat {parameter} menjadi {max} karakter: sekarang {found}',
    en: 'Shorten {parameter} to {max} characters: it has {found}',
  },
  'C01-wea-handling': {
    id: 'Pakai salah satu dari {expected} untuk WEAHandling: ditemukan "{found}"',
    en: 'Use one of {expected} for WEAHandling: found "{found}"',
  },
  'C02-pages': {
    id: 'Persingkat teks siaran ({parameter}) menjadi {pagesMax} halaman, yaitu {max} karakter {alphabet}: sekarang {pages} halaman, {characters} karakter',
    en: 'Shorten the broadcast text ({parameter}) to {pagesMax} pages, which is {max} characters of {alphabet}: it takes {pages} pages, {characters} characters',
  },
  'C02-ucs2': {
    id: 'Teks siaran ({parameter}) dikirim dalam UCS-2, {pages} halaman, karena GSM-7 tidak memiliki: {found}',
    en: 'The broadcast text ({parameter}) goes out in UCS-2, {pages} pages, as GSM-7 does not have: {found}',
  },
  'C03-not-gsm7': {
    id: 'Ganti karakter yang tidak ada dalam GSM-7 di {parameter}, atau teks memakai dua kali lebih banyak halaman: {found}',
    en: 'Replace the characters of {parameter} that GSM-7 does not have, or the text takes twice the pages: {found}',
  },
  'C04-alarm': {
    id: 'Ganti pengenal pesan {identifier}: pada pesan berstatus {status} ponsel akan berbunyi seperti keadaan darurat sungguhan',
    en: 'Change message identifier {identifier}: with a message of status {status} phones would sound as in a real emergency',
  },
  'C04-silent': {
    id: 'Ganti pengenal pesan {identifier}: itu untuk uji coba dan latihan, sehingga pesan berstatus {status} tidak tampil di ponsel masyarakat',
    en: 'Change message identifier {identifier}: it is for tests and exercises, so people do not see this message of status {status}',
  },
  'C04-drill': {
    id: 'Pakai pengenal pesan 4380 untuk status Test dan 4381 untuk status Exercise: status adalah {status}, pengenalnya {identifier}',
    en: 'Use message identifier 4380 for status Test and 4381 for status Exercise: the status is {status}, the identifier {identifier}',
  },
  'C04-lowered': {
    id: 'Naikkan pengenal pesan menjadi {lowest}: {identifier} lebih rendah daripada yang berlaku untuk "{severity}", "{urgency}", "{certainty}"',
    en: 'Raise the message identifier to {lowest}: {identifier} is lower than "{severity}", "{urgency}", "{certainty}" call for',
  },
  'C04-raised': {
    id: 'Pastikan pengenal pesan {identifier} memang dinaikkan petugas: "{severity}", "{urgency}", "{certainty}" menurut tabel memberi {lowest}',
    en: 'Make sure that an officer has raised this to message identifier {identifier}: "{severity}", "{urgency}", "{certainty}" give {lowest} by the table',
  },
  'C04-raised-from-none': {
    id: 'Pastikan petugas memang meminta siaran darurat {identifier}: "{severity}", "{urgency}", "{certainty}" menurut tabel tidak memberi pengenal pesan',
    en: 'Make sure that an officer asks for emergency broadcast {identifier}: "{severity}", "{urgency}", "{certainty}" give no message identifier by the table',
  },
  'C04-wea-test': {
    id: 'Pakai status Test, atau WEAHandling lain: "WEA Test" bukan untuk status {status}',
    en: 'Use status Test, or another WEAHandling: "WEA Test" is not for status {status}',
  },
  'C04-wea-imminent': {
    id: 'WEAHandling "Imminent Threat" memerlukan ancaman yang dekat, berat dan paling tidak kemungkinan besar terjadi: ditemukan "{severity}", "{urgency}", "{certainty}"',
    en: 'WEAHandling "Imminent Threat" needs a threat that is near, grave and at least likely: found "{severity}", "{urgency}", "{certainty}"',
  },
} as const satisfies Readonly<Record<string, WordRow>>
