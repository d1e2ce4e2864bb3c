import type { WordRow } from './row.ts'

/** Texts of rules F: feeds. The keys are the ids: API, never renamed. */
export const CAP_FEED_WORDS = {
  'F01-feed-id': {
    id: 'Beri umpan sebuah <id> yang tetap',
    en: 'Give the feed an <id> that never changes',
  },
  'F02-feed-title': {
    id: 'Beri umpan sebuah judul',
    en: 'Give the feed a title',
  },
  'F03-feed-updated': {
    id: 'Beri umpan waktu <updated> menurut RFC 3339: ditemukan "{found}"',
    en: 'Give the feed an <updated> as RFC 3339 has it: found "{found}"',
  },
  'F04-entry-id': {
    id: 'Beri entri {entry} sebuah <id>',
    en: 'Give entry {entry} an <id>',
  },
  'F05-entry-title': {
    id: 'Beri entri {entry} sebuah judul',
    en: 'Give entry {entry} a title',
  },
  'F06-entry-updated': {
    id: 'Beri entri {entry} waktu terbit yang terbaca: ditemukan "{found}"',
    en: 'Give entry {entry} a time that can be read: found "{found}"',
  },
  'F07-entry-link': {
    id: 'Beri entri {entry} tautan ke dokumen CAP, atau muat dokumennya di dalam entri',
    en: 'Give entry {entry} a link to its CAP document, or put the document into it',
  },
  'F08-item-title': {
    id: 'Beri butir {entry} sebuah judul atau uraian',
    en: 'Give item {entry} a title or a description',
  },
  'F09-item-link': {
    id: 'Beri butir {entry} tautan ke dokumen CAP',
    en: 'Give item {entry} a link to its CAP document',
  },
  'F10-content-object': {
    id: 'Muat paling sedikit satu contentObject dalam kiriman EDXL-DE',
    en: 'Put at least one contentObject into the EDXL-DE distribution',
  },
  'F11-content-cap': {
    id: 'Muat pesan CAP dalam contentObject {entry}, atau tunjuk dengan mimeType dan uri',
    en: 'Put a CAP message into contentObject {entry}, or point to one by mimeType and uri',
  },
  'F12-channel-date': {
    id: 'Tambahkan pubDate atau lastBuildDate pada kanal',
    en: 'Add a pubDate or a lastBuildDate to the channel',
  },
  'F13-item-guid': {
    id: 'Tambahkan guid pada butir {entry}: tanpanya pembaruan tampak sebagai butir baru',
    en: 'Add a guid to item {entry}: without one an update looks like a new item',
  },
  'F14-link-ambiguous': {
    id: 'Sisakan satu tautan ke dokumen CAP pada entri {entry}: ada {found}, yang pertama dipakai',
    en: 'Leave one link to the CAP document in entry {entry}: there are {found}, the first is taken',
  },
  'F15-kind': {
    id: 'Beri umpan Atom, RSS, EDXL-DE atau pesan CAP: elemen akarnya "{found}"',
    en: 'Give a feed of Atom, RSS, EDXL-DE or CAP messages: its root is "{found}"',
  },
  'F15-namespace': {
    id: 'Pakai ruang nama Atom pada elemen akar: ditemukan "{found}"',
    en: 'Use the namespace of Atom on the root: found "{found}"',
  },
  'F15-malformed': {
    id: 'Perbaiki XML umpan: karena rusak, umpan dibaca dengan longgar',
    en: 'Correct the XML of the feed: as it is broken, the feed is read leniently',
  },
  'F15-author': {
    id: 'Beri umpan atau entri {entry} sebuah <author>',
    en: 'Give the feed or entry {entry} an <author>',
  },
  'F15-channel': {
    id: 'Beri kanal sebuah <{element}>',
    en: 'Give the channel a <{element}>',
  },
  'F15-id-twice': {
    id: 'Beri entri {entry} id sendiri: "{found}" sudah dipakai entri {first}',
    en: 'Give entry {entry} an id of its own: "{found}" is that of entry {first}',
  },
  'F15-date-form': {
    id: 'Tulis waktu entri {entry} menurut standar umpan, dengan zona waktu dan nama bulan Inggris: "{found}" hanya ditafsirkan',
    en: 'Write the time of entry {entry} as the standard has it, with zone and English names: "{found}" was guessed',
  },
  'F15-link-relative': {
    id: 'Tulis tautan entri {entry} secara lengkap: "{found}" bergantung pada alamat umpan',
    en: 'Write the link of entry {entry} in full: "{found}" depends on where the feed is',
  },
  'F15-content-type': {
    id: 'Sajikan dengan Content-Type XML: {url} mengatakan "{found}"',
    en: 'Serve it with an XML Content-Type: {url} says "{found}"',
  },
  'F16-scheme': {
    id: 'Pakai https: {url} tidak diambil',
    en: 'Use https: {url} is not fetched',
  },
  'F16-host': {
    id: 'Izinkan situs "{host}" lebih dulu: {url} tidak diambil',
    en: 'Allow the host "{host}" first: {url} is not fetched',
  },
  'F16-account': {
    id: 'Hapus nama akun dari tautan: alamat di "{host}" tidak diambil',
    en: 'Take the account out of the link: the address at "{host}" is not fetched',
  },
  'F16-address': {
    id: 'Situs "{host}" mengarah ke alamat yang bukan alamat umum ({found}): {url} tidak diambil',
    en: 'Host "{host}" leads to an address that is not public ({found}): {url} is not fetched',
  },
  'F16-redirects': {
    id: 'Kurangi pengalihan: lebih dari {max} mulai dari {url}',
    en: 'Use fewer redirects: more than {max} from {url} on',
  },
  'F16-size': {
    id: 'Batasi jawaban sampai {max} oktet: {url} lebih besar',
    en: 'Keep the answer within {max} octets: {url} is larger',
  },
  'F17-self': {
    id: 'Nyatakan alamat umpan sendiri dengan tautan rel="self"',
    en: 'State where the feed itself is by a link rel="self"',
  },
  'F17-hub': {
    id: 'Tambahkan tautan rel="hub" (WebSub) agar pembaca tahu lebih cepat: belum ada',
    en: 'Add a link rel="hub" (WebSub) so that readers know sooner: there is none',
  },
  'F17-updated-back': {
    id: 'Periksa jam penerbit: waktu umpan mundur dari {before} ke {found}',
    en: 'Check the clock of the publisher: the time of the feed goes back from {before} to {found}',
  },
  'F17-validators': {
    id: 'Sajikan umpan dengan ETag atau Last-Modified: tanpa itu setiap pembaca mengambil semuanya',
    en: 'Serve the feed with ETag or Last-Modified: without them every reader fetches all of it',
  },
  'F17-entry-id': {
    id: 'Pakai identifier CAP dalam id entri {entry}: "{found}" tidak memuat "{identifier}"',
    en: 'Use the CAP identifier in the id of entry {entry}: "{found}" does not hold "{identifier}"',
  },
  'F17-vanished': {
    id: 'Terbitkan Cancel bila peringatannya dibatalkan: entri "{found}" hilang dari umpan, dan itu bukan pembatalan',
    en: 'Publish a Cancel if the warning is cancelled: entry "{found}" is gone from the feed, and that is no cancellation',
  },
  'F17-empty': {
    id: 'Tidak ada peringatan: umpan kosong dan sehat',
    en: 'No warnings: the feed is empty and healthy',
  },
  'F18-entry': {
    id: 'Entri {entry} tidak terbaca, yang lain tetap dibaca: {what}',
    en: 'Entry {entry} cannot be read, the others are: {what}',
  },
  'F18-entries': {
    id: 'Batasi umpan sampai {max} entri: ada {found}, sisanya tidak dibaca',
    en: 'Keep the feed within {max} entries: there are {found}, the rest is not read',
  },
  'F18-inline': {
    id: 'Pesan CAP dalam entri {entry} tidak dapat diambil persis seperti aslinya: {what}',
    en: 'The CAP message in entry {entry} cannot be taken out exactly as it is: {what}',
  },
  'F18-fetch': {
    id: '{url} tidak dapat diambil: {what}',
    en: '{url} cannot be fetched: {what}',
  },
} as const satisfies Readonly<Record<string, WordRow>>
