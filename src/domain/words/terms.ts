import type { Role } from '../account.ts'
import type { Hindrance } from '../cb/choose-identifier.ts'
import type { Kind } from '../cb/message-identifier.ts'
import type { Channel, Certainty, Severity, Urgency } from '../message.ts'
import type { MessageState, MessageStep } from '../message-state.ts'
import type { LinkName } from '../order.ts'
import type { FormKind } from '../plan.ts'

/** What a parameter of that name says in words, where its value is one of our own codes. */
export interface Terms {
  readonly kind: Readonly<Record<Kind, string>>
  readonly channel: Readonly<Record<Channel, string>>
  readonly severity: Readonly<Record<Severity, string>>
  readonly urgency: Readonly<Record<Urgency, string>>
  readonly certainty: Readonly<Record<Certainty, string>>
  readonly hindrance: Readonly<Record<Hindrance, string>>
  readonly state: Readonly<Record<MessageState, string>>
  readonly step: Readonly<Record<MessageStep | 'change' | 'update' | 'correct' | 'review', string>>
  readonly role: Readonly<Record<Role, string>>
  readonly link: Readonly<Record<LinkName, string>>
  readonly form: Readonly<Record<FormKind, string>>
}

export const TERMS_ID: Terms = {
  kind: {
    warning: 'peringatan',
    civic: 'pesan sipil',
    'public-test': 'uji coba nasional',
    exercise: 'latihan',
    test: 'tes',
  },
  channel: { 'cell-broadcast': 'Cell Broadcast', sms: 'SMS', 'network-name': 'nama jaringan' },
  severity: {
    Extreme: 'luar biasa',
    Severe: 'berat',
    Moderate: 'sedang',
    Minor: 'ringan',
    Unknown: 'tidak diketahui',
  },
  urgency: {
    Immediate: 'segera bertindak',
    Expected: 'dalam satu jam',
    Future: 'nanti',
    Past: 'sudah lewat',
    Unknown: 'tidak diketahui',
  },
  certainty: {
    Observed: 'sudah teramati',
    Likely: 'kemungkinan besar',
    Possible: 'mungkin',
    Unlikely: 'kecil kemungkinannya',
    Unknown: 'tidak diketahui',
  },
  hindrance: {
    'severity-moderate':
      'keparahan "sedang", padahal ponsel hanya berbunyi untuk kejadian luar biasa dan berat; pilih salah satunya bila kejadiannya memang segawat itu',
    'severity-minor':
      'keparahan "ringan", padahal ponsel hanya berbunyi untuk kejadian luar biasa dan berat; kabarkan lewat saluran lain bila keparahannya benar',
    'severity-unknown':
      'keparahan belum diketahui; cari tahu segawat apa kejadiannya, lalu pilih luar biasa atau berat',
    'urgency-future':
      'kemendesakan "nanti", padahal ponsel hanya berbunyi bila warga harus bertindak segera atau dalam satu jam; kirim bila saatnya tiba',
    'urgency-past':
      'kemendesakan "sudah lewat", jadi warga tidak perlu bertindak lagi; perbaiki bila bahayanya masih berlangsung',
    'urgency-unknown':
      'kemendesakan belum diketahui; cari tahu kapan warga harus bertindak, lalu pilih segera atau dalam satu jam',
    'certainty-possible':
      'kepastian "mungkin", padahal ponsel hanya berbunyi untuk yang sudah teramati atau kemungkinan besar terjadi; perbarui bila kepastiannya naik',
    'certainty-unlikely':
      'kepastian "kecil kemungkinannya", padahal alarm untuk yang tidak terjadi membuat warga tak lagi percaya; perbarui bila kepastiannya naik',
    'certainty-unknown':
      'kepastian belum diketahui; tanyakan kepada sumbernya, lalu pilih sudah teramati atau kemungkinan besar',
  },
  state: {
    draft: 'draf',
    submitted: 'menunggu persetujuan',
    approved: 'disetujui',
    live: 'sedang disiarkan',
    ended: 'berakhir',
    rejected: 'ditolak',
    discarded: 'dibuang',
  },
  step: {
    submit: 'mengajukan',
    discard: 'membuang',
    approve: 'menyetujui',
    return: 'mengembalikan',
    withdraw: 'menarik',
    reject: 'menolak',
    start: 'memulai',
    replace: 'mengganti',
    cancel: 'membatalkan',
    expire: 'mengakhiri',
    change: 'mengubah',
    update: 'memperbarui',
    correct: 'mengoreksi',
    review: 'meninjau',
  },
  role: {
    requester: 'pemohon',
    author: 'penulis',
    approver: 'penyetuju',
    auditor: 'pemeriksa',
    admin: 'administrator',
  },
  link: { 'cap-push': 'kirim CAP', 'cap-feed': 'umpan CAP' },
  form: {
    plmn: 'seluruh jaringan',
    tac: 'kode area',
    cell: 'sel satu per satu',
    polygon: 'poligon',
  },
}

export const TERMS_EN: Terms = {
  kind: {
    warning: 'warning',
    civic: 'civic message',
    'public-test': 'national test',
    exercise: 'exercise',
    test: 'test',
  },
  channel: { 'cell-broadcast': 'Cell Broadcast', sms: 'SMS', 'network-name': 'network name' },
  severity: {
    Extreme: 'extreme',
    Severe: 'severe',
    Moderate: 'moderate',
    Minor: 'minor',
    Unknown: 'unknown',
  },
  urgency: {
    Immediate: 'act at once',
    Expected: 'within the hour',
    Future: 'later',
    Past: 'over',
    Unknown: 'unknown',
  },
  certainty: {
    Observed: 'observed',
    Likely: 'likely',
    Possible: 'possible',
    Unlikely: 'unlikely',
    Unknown: 'unknown',
  },
  hindrance: {
    'severity-moderate':
      'severity is "moderate", and phones sound for extreme and severe events alone; choose one of these if the event is that grave',
    'severity-minor':
      'severity is "minor", and phones sound for extreme and severe events alone; tell people by other means if that is what it is',
    'severity-unknown':
      'severity is unknown; find out how grave the event is, then choose extreme or severe',
    'urgency-future':
      'urgency is "later", and phones sound only when people must act at once or within the hour; send it when that time comes',
    'urgency-past':
      'urgency is "over", so nobody has to act any more; correct it if the danger goes on',
    'urgency-unknown':
      'urgency is unknown; find out when people must act, then choose at once or within the hour',
    'certainty-possible':
      'certainty is "possible", and phones sound only for what is observed or likely; change it when it has become so',
    'certainty-unlikely':
      'certainty is "unlikely", and an alarm for what does not come costs the trust in the next; change it when that changes',
    'certainty-unknown':
      'certainty is unknown; ask whoever reports the event, then choose observed or likely',
  },
  state: {
    draft: 'a draft',
    submitted: 'waiting for approval',
    approved: 'approved',
    live: 'live',
    ended: 'ended',
    rejected: 'rejected',
    discarded: 'discarded',
  },
  step: {
    submit: 'submit',
    discard: 'discard',
    approve: 'approve',
    return: 'return',
    withdraw: 'withdraw',
    reject: 'reject',
    start: 'start',
    replace: 'replace',
    cancel: 'cancel',
    expire: 'expire',
    change: 'change',
    update: 'update',
    correct: 'correct',
    review: 'review',
  },
  role: {
    requester: 'requester',
    author: 'author',
    approver: 'approver',
    auditor: 'auditor',
    admin: 'admin',
  },
  link: { 'cap-push': 'CAP push', 'cap-feed': 'CAP feed' },
  form: {
    plmn: 'whole networks',
    tac: 'area codes',
    cell: 'single cells',
    polygon: 'polygons',
  },
}
