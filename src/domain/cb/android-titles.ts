/**
 * What Android calls its alerts, in the two languages of our users. Source: CellBroadcastReceiver
 * of the Android Open Source Project, `res/values-in/strings.xml` and `res/values/strings.xml`,
 * which every country without texts of its own gets, Indonesia among them. Makers may overlay them.
 */

/** One text of the phone's own, by the language that the phone is set to. */
export interface Titles {
  readonly id: string
  readonly en: string
}

/** What a phone takes an identifier for; it decides the title, the tone and the switch. */
export type ChannelClass =
  | 'presidential'
  | 'extreme'
  | 'severe'
  | 'amber'
  | 'monthly-test'
  | 'exercise'
  | 'operator-defined'
  | WarningClass

/** The kinds of ETWS, in wire order: the index is the value. 3GPP TS 23.041 §9.3.24. */
export const WARNING_TYPES = [
  'earthquake',
  'tsunami',
  'earthquake-and-tsunami',
  'test',
  'other',
] as const
export type WarningType = (typeof WARNING_TYPES)[number]
type WarningClass = `etws-${WarningType}`

/** The title above an alert. */
export const TITLES: Readonly<Record<ChannelClass, Titles>> = {
  presidential: { id: 'Peringatan kepresidenan', en: 'Presidential alert' },
  extreme: { id: 'Peringatan darurat: Ekstrem', en: 'Emergency alert: Extreme' },
  severe: { id: 'Peringatan darurat: Awas', en: 'Emergency alert: Severe' },
  amber: { id: 'Penculikan anak (Peringatan Amber)', en: 'Child abduction (Amber alert)' },
  'monthly-test': { id: 'Pengujian Bulanan yang Harus Dilakukan', en: 'Required Monthly Test' },
  exercise: { id: 'Peringatan darurat (latihan)', en: 'Emergency alert (exercise)' },
  'operator-defined': { id: 'Peringatan darurat (operator)', en: 'Emergency alert (operator)' },
  'etws-earthquake': { id: 'Peringatan gempa bumi', en: 'Earthquake warning' },
  'etws-tsunami': { id: 'Peringatan tsunami', en: 'Tsunami warning' },
  'etws-earthquake-and-tsunami': {
    id: 'Peringatan gempa bumi dan tsunami',
    en: 'Earthquake and tsunami warning',
  },
  'etws-test': { id: 'Pesan uji ETWS', en: 'ETWS test message' },
  'etws-other': { id: 'Peringatan darurat', en: 'Emergency warning' },
}

/** A switch in the phone's settings; `master` is the one for all alerts. */
export type Toggle = 'master' | 'extreme' | 'severe' | 'amber' | 'test'

/** What the switches are called. */
export const TOGGLES: Readonly<Record<Toggle, Titles>> = {
  master: { id: 'Izinkan peringatan', en: 'Allow alerts' },
  extreme: { id: 'Ancaman ekstrem', en: 'Extreme threats' },
  severe: { id: 'Ancaman berat', en: 'Severe threats' },
  amber: { id: 'Peringatan AMBER', en: 'AMBER alerts' },
  test: { id: 'Peringatan uji coba', en: 'Test alerts' },
}

const TAKE_SHELTER: Titles = {
  id: 'Tetap tenang dan cari tempat berlindung terdekat.',
  en: 'Stay calm and seek shelter nearby.',
}

/**
 * The body of an ETWS primary notification: it carries a type and no text, so the phone has words
 * of its own (`etws_primary_default_message_…` of CellBroadcastService).
 */
export const PRIMARY_WORDS: Readonly<Record<WarningType, Titles>> = {
  earthquake: TAKE_SHELTER,
  tsunami: {
    id: 'Evakuasi segera dari daerah pesisir dan area tepi sungai ke tempat yang lebih aman seperti dataran tinggi.',
    en: 'Evacuate immediately from coastal regions and riverside areas to a safer place such as high ground.',
  },
  'earthquake-and-tsunami': TAKE_SHELTER,
  test: { id: 'Tes pesan darurat', en: 'Emergency messages test' },
  other: {
    id: 'Peringatan dikeluarkan oleh pemerintah lokal. Informasi selengkapnya akan segera datang.',
    en: 'Alert issued by local authorities. More information coming soon.',
  },
}
