import type { WordRow } from './row.ts'

/** Texts of rules A: the alert as a whole. The keys are the ids: API, never renamed. */
export const CAP_ALERT_WORDS = {
  'A01-name': {
    id: '"{element}" tidak boleh kosong atau memuat spasi, koma, "<" atau "&": ditemukan "{found}"',
    en: '"{element}" must not be empty nor contain spaces, commas, "<" or "&": found "{found}"',
  },
  'A06-time': {
    id: 'Tulis "{element}" sebagai satu saat yang jelas, tanpa spasi di sekitarnya dan tanpa jam 24: ditemukan "{found}"',
    en: 'Write "{element}" as one plain instant, without spaces around it and without hour 24: found "{found}"',
  },
  'A10-references-missing': {
    id: 'Sebutkan pesan sebelumnya di "references": msgType adalah {msgType}',
    en: 'Name the earlier messages in "references": msgType is {msgType}',
  },
  'A11-reference': {
    id: 'Tulis rujukan {at} sebagai sender,identifier,sent, hanya dipisah spasi: ditemukan "{found}"',
    en: 'Write reference {at} as sender,identifier,sent, with nothing but whitespace between references: found "{found}"',
  },
  'A12-self': {
    id: 'Hapus rujukan pesan kepada dirinya sendiri',
    en: 'Remove the reference of the message to itself',
  },
  'A13-later': {
    id: 'Pesan hanya dapat merujuk pesan sebelumnya: "{identifier}" dikirim {referenced}, pesan ini {sent}',
    en: 'A message can only refer to earlier ones: "{identifier}" was sent {referenced}, this one {sent}',
  },
  'A18-restriction-missing': {
    id: 'Sebutkan di "restriction" siapa yang terikat: scope adalah Restricted',
    en: 'Say in "restriction" who is bound: scope is Restricted',
  },
  'A18-restriction-idle': {
    id: 'Hapus "restriction", atau pakai scope Restricted: scope adalah {scope}',
    en: 'Remove "restriction", or use scope Restricted: scope is {scope}',
  },
  'A18-addresses-missing': {
    id: 'Sebutkan penerima di "addresses": scope adalah Private',
    en: 'Name the recipients in "addresses": scope is Private',
  },
  'A18-addresses-idle': {
    id: 'Scope {scope} tidak memerlukan "addresses": dibaca sebagai penerima tambahan',
    en: 'Scope {scope} needs no "addresses": they are read as additional recipients',
  },
  'A20-status': {
    id: 'Saluran siaran langsung hanya membawa status Actual: ditemukan {status}',
    en: 'A live channel carries status Actual only: found {status}',
  },
  'A20-scope': {
    id: 'Saluran siaran langsung hanya membawa scope Public: ditemukan {scope}',
    en: 'A live channel carries scope Public only: found {scope}',
  },
} as const satisfies Readonly<Record<string, WordRow>>
