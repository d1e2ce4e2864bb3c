/** What is said to people of octets that were read, or could not be. */
import type { DecodeError, DecodeRule } from '../cb/decode-error.ts'
import type { EtwsWarning } from '../cb/etws.ts'
import type { Wac } from '../cb/wac.ts'
import { plainLine } from './plain-line.ts'
import { fillRow, type WordRow } from './row.ts'
import type { Language } from './words.ts'

/** In English the error has words of its own, with what was found. */
const RULES = {
  hex: 'PDU harus oktet utuh, ditulis dengan digit heksadesimal',
  empty: 'tidak ada yang bisa dibaca',
  form: 'bukan bentuk yang diminta, atau jumlah PDU tidak cocok dengannya',
  length: 'panjangnya tidak cocok dengan isinya',
  'page-count': 'jumlah halaman tidak mungkin',
  'page-twice': 'satu halaman ada dua kali dengan isi yang berbeda',
  'page-length': 'panjang isi satu halaman tidak mungkin',
  'other-message': 'halaman-halaman ini bukan dari satu pesan',
  'dcs-refused': 'ponsel membuang pesan dengan pengodean (DCS) ini',
  'message-type': 'tidak ada jenis pesan CBSP seperti ini',
  element: 'tidak ada unsur CBSP seperti ini, sehingga panjangnya tidak diketahui',
  'element-missing': 'satu unsur yang wajib tidak ada',
  'element-twice': 'satu unsur ada terlalu banyak kali',
  discriminator: 'cara menyebut sel ini tidak dikenal',
  plmn: 'PLMN harus berupa digit desimal',
  value: 'nilai ini tidak punya arti',
  'etws-identifier': 'pengenal ETWS adalah 4352..4359',
  'trigger-length': 'panjang pemicu pagar geografis tidak cocok dengan isinya',
  'wac-type': 'jenis unsur wilayah peringatan tidak dikenal',
  'wac-length': 'panjang unsur wilayah peringatan tidak cocok',
  'wac-polygon': 'poligon wilayah peringatan tidak mungkin',
} as const satisfies Readonly<Record<DecodeRule, string>>

export const CB_DECODE_ROWS = {
  error: { id: '{rule} di oktet {offset}: {message}', en: '{rule} at octet {offset}: {message}' },
  head: {
    id: 'pengenal {identifier}, nomor seri {serial}',
    en: 'identifier {identifier}, serial {serial}',
  },
  serial: {
    id: 'cakupan {scope}, kode {code}, pembaruan {update}',
    en: 'scope {scope}, code {code}, update {update}',
  },
  coding: { id: '{alphabet}, bahasa {language}', en: '{alphabet}, language {language}' },
  untagged: { id: 'tanpa penanda', en: 'untagged' },
  pages: { id: 'halaman: {pages}', en: 'pages: {pages}' },
  missing: { id: 'Tanpa halaman {missing} dari {pages}', en: 'Without pages {missing} of {pages}' },
  primary: {
    id: 'pemberitahuan primer ETWS, {warning}',
    en: 'ETWS primary notification, {warning}',
  },
  ownWords: {
    id: 'Ponsel menampilkan kata-katanya sendiri',
    en: 'Phones show words of their own',
  },
  etws: { id: 'ETWS: {warning}', en: 'ETWS, {warning}' },
  sounds: { id: 'berbunyi', en: 'sounds' },
  popsUp: { id: 'muncul di layar', en: 'pops up' },
  trigger: { id: 'pemicu pagar geografis jenis {type}', en: 'geo-fencing trigger of type {type}' },
  triggered: {
    id: 'peringatan {identifier}, nomor seri {serial}',
    en: 'alert {identifier}, serial {serial}',
  },
  circle: { id: 'lingkaran {at}, radius {metres} m', en: 'circle {at}, radius {metres} m' },
  polygon: { id: 'poligon {points}', en: 'polygon {points}' },
  wait: {
    id: 'ponsel mencari tempatnya selama {seconds} detik',
    en: 'phones look for their place for {seconds} s',
  },
  waitOwn: {
    id: 'ponsel mencari tempatnya selama yang ditentukannya sendiri',
    en: 'phones look for their place as long as they like',
  },
  noWac: {
    id: 'Ponsel menampilkan pesan ini seolah-olah tanpa wilayah peringatan',
    en: 'Phones show the message as if it had no warning area',
  },
} as const satisfies Readonly<Record<string, WordRow>>

const WARNING_TYPES: readonly WordRow[] = [
  { id: 'gempa bumi', en: 'earthquake' },
  { id: 'tsunami', en: 'tsunami' },
  { id: 'gempa bumi dan tsunami', en: 'earthquake and tsunami' },
  { id: 'uji coba', en: 'test' },
  { id: 'lainnya', en: 'other' },
]

/** Where reading stopped and why, on one line. */
export function describeDecodeError(error: DecodeError, language: Language): string {
  const { rule, offset } = error
  const message = language === 'id' ? RULES[rule] : error.message
  return fillRow(CB_DECODE_ROWS.error, language, { rule, offset, message })
}

/** Alphabet and language of a text: `gsm7, language untagged`. */
export function describeCoding(
  { alphabet, language: tag }: { readonly alphabet: string; readonly language: string | null },
  language: Language,
): string {
  const shown = tag === null ? CB_DECODE_ROWS.untagged[language] : plainLine(tag)
  return fillRow(CB_DECODE_ROWS.coding, language, { alphabet, language: shown })
}

/** `tsunami, sounds, pops up` */
export function describeEtws(
  { warningType, alert, popup }: EtwsWarning,
  language: Language,
): string {
  const type = WARNING_TYPES[warningType]?.[language] ?? String(warningType)
  const { sounds, popsUp } = CB_DECODE_ROWS
  return [type, ...(alert ? [sounds[language]] : []), ...(popup ? [popsUp[language]] : [])].join(
    ', ',
  )
}

/** A line for each shape of a warning area, and one for the time to wait. */
export function describeWac({ maxWaitSec, geo }: Wac, language: Language): string[] {
  const { circle, polygon, wait, waitOwn } = CB_DECODE_ROWS
  const shapes = geo.map((shape) => {
    if ('circle' in shape) {
      const [lat, lon, radius] = shape.circle
      const at = formatPoint([lat, lon])
      return fillRow(circle, language, { at, metres: radius.toFixed(0) })
    }
    return fillRow(polygon, language, { points: shape.polygon.map(formatPoint).join(' ') })
  })
  const isOwn = maxWaitSec === null || maxWaitSec === 255
  return [...shapes, fillRow(isOwn ? waitOwn : wait, language, { seconds: maxWaitSec ?? '' })]
}

/** To a step of the coding: five digits are a metre. */
function formatPoint(point: readonly number[]): string {
  return point.map((degrees) => degrees.toFixed(5)).join(',')
}
