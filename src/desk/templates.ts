import type { ContentJson } from '../formats/json/content.ts'

/** A text to start from. What stands in braces must be filled in: the check insists. */
export interface Template {
  readonly id: string
  readonly title: { readonly id: string; readonly en: string }
  readonly content: ContentJson
}

const BASE: ContentJson = {
  kind: 'warning',
  channel: 'cell-broadcast',
  category: ['Safety'],
  urgency: 'Immediate',
  severity: 'Extreme',
  certainty: 'Observed',
  level: null,
  raised: null,
  eventCode: null,
  legalBasis: null,
  requestedBy: null,
  texts: [],
  area: { regions: [], polygons: [], circles: [] },
  areaName: '',
  start: null,
  minutes: 120,
  repetitionSeconds: 60,
  smsWindow: null,
}

const text = (event: string, headline: string, body: string): ContentJson['texts'] => [
  { language: 'id-ID', event, headline, body },
]

/** Neutral, short, an action first: reviewed texts of this project, none sent by an agency. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'health-emergency',
    title: { id: 'Kedaruratan kesehatan (ditetapkan)', en: 'Declared health emergency' },
    content: {
      ...BASE,
      category: ['Health'],
      minutes: 240,
      legalBasis: '',
      requestedBy: 'Kementerian Kesehatan',
      texts: text(
        'Kedaruratan kesehatan masyarakat',
        'Kedaruratan kesehatan masyarakat: tetap di rumah',
        'KEDARURATAN KESEHATAN MASYARAKAT di {wilayah}. Tetap di rumah kecuali untuk keperluan penting. Pakai masker, jaga jarak 2 meter, cuci tangan. Demam atau sesak napas? Hubungi 119. Ikuti hanya petunjuk resmi pemerintah.',
      ),
    },
  },
  {
    id: 'tsunami-awas',
    title: { id: 'Tsunami: Awas', en: 'Tsunami: Awas' },
    content: {
      ...BASE,
      category: ['Geo'],
      level: 'awas',
      minutes: 180,
      requestedBy: 'BMKG',
      texts: text(
        'Peringatan dini tsunami',
        'AWAS tsunami: naik ke tempat tinggi sekarang',
        'AWAS TSUNAMI di {wilayah}. Tinggalkan pantai dan muara sekarang, naik ke tempat tinggi. Jangan menunggu melihat ombak. Jangan kembali sebelum ada pernyataan aman. Sumber: BMKG.',
      ),
    },
  },
  {
    id: 'pakai-masker',
    title: { id: 'Imbauan pakai masker (SMS)', en: 'Mask reminder (SMS)' },
    content: {
      ...BASE,
      kind: 'civic',
      channel: 'sms',
      category: ['Health'],
      urgency: 'Future',
      severity: 'Minor',
      certainty: 'Likely',
      minutes: 10_080,
      requestedBy: 'Kementerian Kesehatan',
      texts: text(
        'Imbauan kesehatan',
        'Pakai masker di tempat ramai',
        'Pakai masker di tempat ramai, cuci tangan dengan sabun, dan jaga jarak. Lindungi diri, keluarga, dan sesama. Informasi resmi: hubungi 119.',
      ),
    },
  },
  {
    id: 'pemilu-damai',
    title: { id: 'Pemilu damai (SMS)', en: 'Peaceful elections (SMS)' },
    content: {
      ...BASE,
      kind: 'civic',
      channel: 'sms',
      category: ['Other'],
      urgency: 'Future',
      severity: 'Minor',
      certainty: 'Likely',
      minutes: 10_080,
      requestedBy: 'Komisi Pemilihan Umum',
      texts: text(
        'Pesan pemilu damai',
        'Jaga pemilu yang damai',
        'Beda pilihan itu biasa, persatuan yang utama. Datang ke TPS, gunakan hak pilih Anda, dan saring kabar sebelum membagikannya. Mari jaga pemilu yang damai.',
      ),
    },
  },
  {
    id: 'pemilu-damai-name',
    title: { id: 'Pemilu damai (nama jaringan)', en: 'Peaceful elections (network name)' },
    content: {
      ...BASE,
      kind: 'civic',
      channel: 'network-name',
      category: ['Other'],
      urgency: 'Future',
      severity: 'Minor',
      certainty: 'Likely',
      minutes: 10_080,
      requestedBy: 'Komisi Pemilihan Umum',
      texts: text('Pesan pemilu damai', 'Nama jaringan: Pemilu Damai', 'Pemilu Damai'),
    },
  },
  {
    id: 'public-test',
    title: { id: 'Uji coba nasional (dua penyetuju)', en: 'National test (two approvers)' },
    content: {
      ...BASE,
      kind: 'public-test',
      severity: 'Minor',
      urgency: 'Unknown',
      certainty: 'Unknown',
      minutes: 30,
      texts: text(
        'Uji coba peringatan dini nasional',
        'UJI COBA: bukan keadaan darurat',
        'UJI COBA peringatan dini di {wilayah}. Ini uji coba, bukan keadaan darurat. Anda tidak perlu melakukan apa pun.',
      ),
    },
  },
  {
    id: 'exercise',
    title: { id: 'Latihan', en: 'Exercise' },
    content: {
      ...BASE,
      kind: 'exercise',
      severity: 'Minor',
      urgency: 'Unknown',
      certainty: 'Unknown',
      minutes: 30,
      texts: text(
        'Latihan peringatan dini',
        'LATIHAN: bukan keadaan darurat',
        'LATIHAN. Ini latihan peringatan dini, bukan keadaan darurat. Tidak perlu melakukan apa pun.',
      ),
    },
  },
]
