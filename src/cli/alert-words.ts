import type { Language } from '../domain/words/words.ts'
import type { MessageState } from '../domain/message-state.ts'

/** The words around an alert on a terminal. What findings and refusals say stands in `domain/words`. */
export interface AlertWords {
  readonly states: Readonly<Record<MessageState, string>>
  /** A `Cancel` that is live. */
  readonly cancelling: string
  readonly alert: string
  readonly by: string
  readonly message: string
  readonly version: string
  readonly broadcast: string
  readonly asked: string
  readonly legal: string
  readonly area: string
  readonly start: string
  readonly atOnce: string
  readonly minutes: string
  readonly copy: string
  readonly pages: string
  readonly characters: string
  readonly plan: string
  readonly noPlan: string
  readonly cells: string
  readonly people: string
  readonly leftOut: string
  readonly every: string
  readonly times: string
  readonly noLink: string
  readonly findings: string
  readonly none: string
  readonly hash: string
  readonly hands: string
  readonly approvers: string
  readonly sent: string
  readonly ended: string
  readonly note: string
  readonly review: string
  readonly reviews: Readonly<Record<'needed' | 'done', string>>
  readonly failed: string
  readonly silent: string
  readonly onAir: string
  readonly replaces: string
  readonly used: string
  readonly notStated: string
  readonly password: (name: string) => string
  readonly typeHash: string
  readonly notTyped: string
  readonly needsHash: string
  readonly submitFirst: string
  readonly next: {
    readonly draft: (id: string) => string
    readonly submitted: (id: string, hash: string) => string
  }
  readonly mayBeSubmitted: string
  readonly mayNot: string
  readonly stillSignedIn: string
}

const INDONESIAN: AlertWords = {
  states: {
    draft: 'draf',
    submitted: 'menunggu persetujuan',
    approved: 'disetujui',
    live: 'sedang disiarkan',
    ended: 'berakhir',
    rejected: 'ditolak',
    discarded: 'dibuang',
  },
  cancelling: 'pembatalan berlaku',
  alert: 'Peringatan',
  by: 'oleh',
  message: 'Pesan',
  version: 'versi',
  broadcast: 'siaran',
  asked: 'permintaan',
  legal: 'dasar hukum',
  area: 'area',
  start: 'mulai',
  atOnce: 'segera setelah disetujui',
  minutes: 'menit',
  copy: 'salinan',
  pages: 'halaman',
  characters: 'karakter',
  plan: 'rencana',
  noPlan: 'belum ada: dibuat saat diajukan',
  cells: 'sel',
  people: 'jiwa',
  leftOut: 'tidak dapat menyiarkan',
  every: 'tiap',
  times: 'kali',
  noLink: 'tanpa tautan',
  findings: 'temuan',
  none: 'tidak ada',
  hash: 'hash isi',
  hands: 'ditulis',
  approvers: 'disetujui',
  sent: 'dikirim',
  ended: 'berakhir',
  note: 'catatan',
  review: 'tinjauan',
  reviews: { needed: 'belum ditinjau orang lain', done: 'sudah ditinjau orang lain' },
  failed: 'gagal',
  silent: 'diam',
  onAir: 'mengudara',
  replaces: 'menggantikan',
  used: 'CBC memakai',
  notStated: 'CBC memilih nomor seri sendiri dan belum menyebutkannya',
  password: (name) => `Kata sandi ${name}: `,
  typeHash: 'Setujui persis ini? Ketik 8 karakter pertama hash isi: ',
  notTyped: 'Tidak disetujui: yang diketik bukan awal hash isi',
  needsHash: 'Sebutkan --hash HASH dari yang telah Anda baca, atau jalankan di terminal',
  submitFirst: 'Belum ada hash isi: ajukan dulu',
  next: {
    draft: (id) => `berikutnya: kentongan alert submit ${id}`,
    submitted: (id, hash) =>
      `berikutnya, oleh orang lain: kentongan alert approve ${id} --hash ${hash}`,
  },
  mayBeSubmitted: 'boleh diajukan',
  mayNot: 'belum boleh diajukan: perbaiki temuan error dan policy',
  stillSignedIn: 'Sesi tidak dapat ditutup: berakhir sendiri',
}

const ENGLISH: AlertWords = {
  states: {
    draft: 'draft',
    submitted: 'waits for approval',
    approved: 'approved',
    live: 'live',
    ended: 'ended',
    rejected: 'rejected',
    discarded: 'discarded',
  },
  cancelling: 'cancel in force',
  alert: 'Alert',
  by: 'by',
  message: 'Message',
  version: 'version',
  broadcast: 'broadcast',
  asked: 'asked for by',
  legal: 'legal basis',
  area: 'area',
  start: 'start',
  atOnce: 'at once when approved',
  minutes: 'minutes',
  copy: 'copy',
  pages: 'pages',
  characters: 'characters',
  plan: 'plan',
  noPlan: 'none yet: made at submit',
  cells: 'cells',
  people: 'people',
  leftOut: 'cannot air it',
  every: 'every',
  times: 'times',
  noLink: 'no link',
  findings: 'findings',
  none: 'none',
  hash: 'content hash',
  hands: 'written by',
  approvers: 'approved by',
  sent: 'sent',
  ended: 'ended',
  note: 'note',
  review: 'review',
  reviews: { needed: 'somebody else has yet to review it', done: 'reviewed by somebody else' },
  failed: 'failed',
  silent: 'silent',
  onAir: 'broadcasting',
  replaces: 'in the place of',
  used: 'the CBC uses',
  notStated: 'the CBC chooses its own serial number and has not stated it',
  password: (name) => `Password of ${name}: `,
  typeHash: 'Approve exactly this? Type the first 8 characters of the content hash: ',
  notTyped: 'Not approved: what was typed is not how the content hash begins',
  needsHash: 'Give --hash HASH of what you have read, or run it on a terminal',
  submitFirst: 'There is no content hash yet: submit it first',
  next: {
    draft: (id) => `next: kentongan alert submit ${id}`,
    submitted: (id, hash) => `next, by somebody else: kentongan alert approve ${id} --hash ${hash}`,
  },
  mayBeSubmitted: 'may be submitted',
  mayNot: 'may not be submitted: mend the findings of level error and policy',
  stillSignedIn: 'The session could not be closed: it ends by itself',
}

export const ALERT_WORDS: Readonly<Record<Language, AlertWords>> = { id: INDONESIAN, en: ENGLISH }
