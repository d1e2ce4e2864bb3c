import type { WordRow } from './row.ts'

/** Texts of rules A: the alert as a whole. The keys are the ids: API, never renamed. */
export const CAP_ALERT_WORDS = {
  'A01-name': {
    id: 'Tulis "{element}" tanpa spasi, koma, "<" atau "&", dan jangan dikosongkan: ditemukan "{found}"',
    en: 'Write "{element}" without spaces, commas, "<" or "&", and do not leave it empty: found "{found}"',
  },
  'A02-path': {
    id: 'Tulis "{element}" tanpa "/", "\\", "%" atau ".." karena penerima dapat memakainya sebagai nama berkas: ditemukan "{found}"',
    en: 'Replace "{element}" by a name without "/", "\\", "%" or "..": receivers may use it as a file name, found "{found}"',
  },
  'A02-long': {
    id: 'Persingkat "{element}" menjadi {max} karakter: sekarang {found}',
    en: 'Shorten "{element}" to {max} characters: it has {found}',
  },
  'A02-key': {
    id: 'Ganti "{element}": nama "{found}" punya arti khusus bagi program penerima',
    en: 'Replace "{element}": the name "{found}" means something else to the programs of receivers',
  },
  'A03-arc': {
    id: 'Awali OID pesan dengan {wanted}: ditemukan {found}, yang bukan untuk pesan',
    en: 'Begin the OID of a message with {wanted}: found {found}, which is not for messages',
  },
  'A03-country': {
    id: 'Pakai nomor negara pengirim di dalam OID: ditemukan "{found}", seharusnya {wanted}',
    en: 'Use the number of the country of the sender in the OID: found "{found}", wanted {wanted}',
  },
  'A04-reused': {
    id: 'Beri pesan ini "identifier" baru: "{identifier}" sudah dipakai pesan lain yang dikirim {sent}',
    en: 'Give this message an identifier of its own: another message sent {sent} already has "{identifier}"',
  },
  'A05-sender': {
    id: 'Tulis "sender" sebagai alamat surel, domain, OID atau URL agar unik di seluruh dunia: ditemukan "{found}"',
    en: 'Write "sender" as an e-mail address, domain, OID or URL so that it is unique in the world: found "{found}"',
  },
  'A06-time': {
    id: 'Tulis "{element}" tanpa spasi di sekitarnya dan tanpa jam 24: ditemukan "{found}"',
    en: 'Write "{element}" without spaces around it and without hour 24: found "{found}"',
  },
  'A07-ahead': {
    id: 'Periksa jam dan zona waktu pengirim: "sent" tertulis {sent}, {minutes} menit di depan jam sistem ini, paling banyak {max}',
    en: 'Check the clock and the zone of the sender: "sent" is {sent}, {minutes} minutes ahead of this clock, at most {max}',
  },
  'A08-year': {
    id: 'Perbaiki tahun di "{element}": ditemukan {year}, seharusnya 2000 sampai 2099',
    en: 'Correct the year in "{element}": found {year}, wanted 2000 to 2099',
  },
  'A08-buddhist': {
    id: 'Tulis tahun Masehi di "{element}": {year} menurut penanggalan Buddhis adalah tahun {common}',
    en: 'Write the year of the common era in "{element}": {year} is the Buddhist year of {common}',
  },
  'A09-local': {
    id: 'Tulis zona waktu setempat di "sent": "{found}" berarti UTC, saat yang belum tiba, dan tampaknya jam setempat',
    en: 'Write the local zone in "sent": "{found}" means UTC, which has not come yet, and looks like local time',
  },
  'A09-offset': {
    id: 'Tulis "{element}" dalam WIB (+07:00), WITA (+08:00) atau WIT (+09:00): ditemukan {found}',
    en: 'Write "{element}" in +07:00, +08:00 or +09:00, the zones of Indonesia: found {found}',
  },
  'A10-references-missing': {
    id: 'Sebutkan pesan sebelumnya di "references": "msgType" adalah {msgType}',
    en: 'Name the earlier messages in "references": "msgType" is {msgType}',
  },
  'A11-empty': {
    id: 'Hapus "references": elemennya ada tetapi kosong',
    en: 'Remove "references": it is there but blank',
  },
  'A11-reference': {
    id: 'Tulis rujukan {at} sebagai sender,identifier,sent, dan pisahkan rujukan hanya dengan spasi: ditemukan "{found}"',
    en: 'Write reference {at} as sender,identifier,sent, with nothing but whitespace between references: found "{found}"',
  },
  'A12-self': {
    id: 'Hapus rujukan pesan ini kepada dirinya sendiri',
    en: 'Remove the reference of the message to itself',
  },
  'A12-reused': {
    id: 'Beri setiap pembaruan "identifier" baru: "{identifier}" sudah dipakai pesan yang dikirim {referenced}',
    en: 'Give each update an identifier of its own: "{identifier}" already names the message sent {referenced}',
  },
  'A12-loop': {
    id: 'Hapus rujukan yang melingkar: pesan yang dirujuk merujuk kembali kepada "{identifier}"',
    en: 'Remove the reference that runs in a circle: what it names refers back to "{identifier}"',
  },
  'A13-later': {
    id: 'Rujuk hanya pesan yang dikirim lebih dulu: "{identifier}" dikirim {referenced}, pesan ini {sent}',
    en: 'Refer to earlier messages only: "{identifier}" was sent {referenced}, this one {sent}',
  },
  'A14-twice': {
    id: 'Sebutkan setiap pesan satu kali di "references": "{identifier}" terulang, kelebihan {found}',
    en: 'Name each message once in "references": "{identifier}" is repeated, {found} too many',
  },
  'A15-foreign': {
    id: 'Rujuk hanya pesan dari pengirim yang sama dalam {msgType} ini: "{found}" bukan "{sender}" dan bukan selembaga dengannya',
    en: 'Refer to own messages only in this {msgType}: "{found}" is neither "{sender}" nor of the same organisation',
  },
  'A15-unclear': {
    id: 'Pastikan pengirim {msgType} ini berwenang: dari nama "{found}" dan "{sender}" tidak terlihat apakah keduanya satu lembaga',
    en: 'Make sure that this {msgType} has the authority: "{found}" and "{sender}" do not show whether they are one organisation',
  },
  'A15-office': {
    id: 'Pastikan "{sender}" berwenang atas pesan "{found}": lembaganya sama, pengirimnya lain',
    en: 'Make sure that "{sender}" may change messages of "{found}": one organisation, but another sender',
  },
  'A15-answer': {
    id: 'Pesan {msgType} ini menjawab pengirim lain: "{found}"',
    en: 'This {msgType} answers another sender: "{found}"',
  },
  'A16-unknown': {
    id: 'Periksa "references": pesan "{identifier}" yang dikirim {referenced} belum pernah diterima',
    en: 'Check "references": no message "{identifier}" sent {referenced} was received',
  },
  'A16-sent': {
    id: 'Tulis waktu kirim di "references" persis seperti aslinya: "{identifier}" dikirim {sent}, tertulis {referenced}',
    en: 'Write the time of sending in "references" exactly as it was: "{identifier}" was sent {sent}, found {referenced}',
  },
  'A16-expired': {
    id: 'Kirim Alert baru bila bahaya berlanjut: "{identifier}" yang dikirim {referenced} sudah tidak berlaku',
    en: 'Send a new Alert if the danger lasts: "{identifier}" sent {referenced} had expired already',
  },
  'A16-left-out': {
    id: 'Sebutkan di "references" semua pesan yang masih berlaku dan digantikan {msgType} ini: {found} terlewat, pertama "{identifier}"',
    en: 'Name in "references" every message in force that this {msgType} replaces: {found} left out, the first "{identifier}"',
  },
  'A17-alert': {
    id: 'Pakai Update bila pesan ini menggantikan yang lama: "msgType" Alert membawa {found} rujukan',
    en: 'Use Update if this message replaces earlier ones: "msgType" Alert carries {found} references',
  },
  'A18-restriction-missing': {
    id: 'Sebutkan di "restriction" siapa saja yang boleh membaca: "scope" adalah Restricted',
    en: 'Say in "restriction" who may read it: "scope" is Restricted',
  },
  'A18-restriction-idle': {
    id: 'Hapus "restriction", atau pakai "scope" Restricted: "scope" adalah {scope}',
    en: 'Remove "restriction", or use "scope" Restricted: "scope" is {scope}',
  },
  'A18-addresses-missing': {
    id: 'Sebutkan penerima di "addresses": "scope" adalah Private',
    en: 'Name the recipients in "addresses": "scope" is Private',
  },
  'A18-addresses-idle': {
    id: 'Hapus "addresses" bila bukan penerima tambahan: "scope" {scope} tidak memerlukannya',
    en: 'Remove "addresses" unless they are additional recipients: "scope" {scope} needs none',
  },
  'A19-note': {
    id: 'Jelaskan maksud pesan di "note": pesan ini membawa {found}',
    en: 'Explain in "note": this message has {found}',
  },
  'A20-status': {
    id: 'Jangan kirim lewat saluran ke masyarakat, yang hanya membawa "status" Actual: ditemukan {status}',
    en: 'Keep this off live channels, which carry "status" Actual only: found {status}',
  },
  'A20-scope': {
    id: 'Jangan kirim lewat saluran ke masyarakat, yang hanya membawa "scope" Public: ditemukan {scope}',
    en: 'Keep this off live channels, which carry "scope" Public only: found {scope}',
  },
  'A21-old-version': {
    id: 'Ganti atau hapus {found}: ada di CAP 1.0, tidak lagi di CAP 1.2',
    en: 'Replace or remove {found}: CAP 1.0 had it, CAP 1.2 no longer has it',
  },
} as const satisfies Readonly<Record<string, WordRow>>
