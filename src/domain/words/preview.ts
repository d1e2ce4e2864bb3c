/** The preview of phones in words: console and command line say the same sentences. */
import { TOGGLES, type Toggle } from '../cb/android-titles.ts'
import { describeIdentifier } from '../cb/message-identifier.ts'
import type { Alarm, NotShown, Preview } from '../cb/preview.ts'
import type { SwitchOff } from '../cb/handset.ts'
import type { WordRow } from './row.ts'
import type { Language } from './words.ts'

const NOT_SHOWN: Readonly<Record<NotShown, WordRow>> = {
  'not-listened-to': {
    id: 'TIDAK ADA YANG MELIHATNYA: ponsel di Indonesia tidak menerima pengenal {identifier} ({name}).',
    en: 'NOBODY SEES IT: phones in Indonesia do not listen to identifier {identifier} ({name}).',
  },
  'opt-in': {
    id: 'HAMPIR TIDAK ADA YANG MELIHATNYA: hanya tampil di ponsel yang pemiliknya menyalakan sakelar “{toggle}”; sejak awal sakelar itu mati.',
    en: 'HARDLY ANYBODY SEES IT: it shows only on phones whose owner has turned “{toggle}” on; it is off from the start.',
  },
  empty: {
    id: 'TIDAK ADA YANG MELIHATNYA: ponsel tidak menampilkan teks kosong.',
    en: 'NOBODY SEES IT: phones do not show an empty text.',
  },
  unreadable: {
    id: 'TIDAK ADA YANG MELIHATNYA: ponsel tidak dapat membaca pengodean ini (DCS {dcs}) dan membuangnya.',
    en: 'NOBODY SEES IT: phones throw this coding away (DCS {dcs}).',
  },
  'too-long': {
    id: 'TIDAK DAPAT DIKIRIM: teks memerlukan {pages} halaman; paling banyak 15.',
    en: 'IT CANNOT BE SENT: the text needs {pages} pages; 15 is the most.',
  },
}

const SWITCH_OFF: Readonly<Record<SwitchOff, WordRow>> = {
  never: {
    id: 'Pemilik ponsel tidak dapat mematikannya.',
    en: 'Owners of phones cannot switch it off.',
  },
  class: {
    id: 'Pemilik ponsel dapat mematikannya, dengan salah satu sakelar: {toggles}.',
    en: 'Owners of phones can switch it off, by any of: {toggles}.',
  },
  master: {
    id: 'Pemilik ponsel hanya dapat mematikannya bersama semua peringatan lain, dengan sakelar {toggles}.',
    en: 'Owners of phones can switch it off only with all other alerts, by {toggles}.',
  },
  'opt-in': {
    id: 'Sejak awal mati; pemilik ponsel harus menyalakan: {toggles}.',
    en: 'Off from the start; owners of phones must turn on: {toggles}.',
  },
}

const ROWS = {
  noTitle: { id: '(tidak ada)', en: '(none)' },
  untagged: { id: 'bahasa tidak ditandai', en: 'no language named' },
  language: { id: 'bahasa {language}', en: 'language {language}' },
  carriage: {
    id: 'Pengenal {identifier}, {pages} halaman {alphabet}, DCS {dcs}, {language}. GSM: {pages} halaman radio, sedikitnya {seconds} detik sampai utuh. UMTS, LTE, NR: satu pesan {octets} oktet.',
    en: 'Identifier {identifier}, {pages} page{s} of {alphabet}, DCS {dcs}, {language}. GSM: {pages} radio page{s}, at least {seconds} s until whole. UMTS, LTE, NR: one message of {octets} octets.',
  },
  primary: {
    id: 'Pemberitahuan pertama ETWS, pengenal {identifier}: tidak membawa teks, kata-katanya dari ponsel sendiri. Hanya di jaringan dan ponsel yang mengenal ETWS.',
    en: 'ETWS primary notification, identifier {identifier}: it carries no text, the words are the phone’s own. Only where network and phone know ETWS.',
  },
  otherTitle: {
    id: 'Di ponsel berbahasa Inggris judulnya: {other}.',
    en: 'A phone set to Indonesian has the title: {other}.',
  },
  titleAwas: {
    id: 'Judul “Awas” adalah kata Android untuk tingkat kedua (Severe), bukan tingkat nasional Awas.',
    en: 'The Indonesian title says “Awas”: that is Android’s word for its second level (Severe), not the national level Awas.',
  },
  titlePresident: {
    id: 'Judul ini tetap, siapa pun pengirimnya; pengirim sebaiknya disebut di dalam teks.',
    en: 'This title is fixed, whoever sends; name the sender in the text.',
  },
  soundsNone: {
    id: 'TIDAK ADA PONSEL YANG BERBUNYI dengan setelan bawaan.',
    en: 'NO PHONE SOUNDS with the settings it is sold with.',
  },
  soundsOnce: {
    id: 'Berbunyi satu kali; ulangan siaran tidak berbunyi lagi selama 24 jam.',
    en: 'Sounds once; repeats of the broadcast are silent for 24 hours.',
  },
  soundsTimes: {
    id: 'Berbunyi {count} kali, sekali untuk tiap pesan; ulangan siaran tidak berbunyi lagi selama 24 jam.',
    en: 'Sounds {count} times, once for each message; repeats of the broadcast are silent for 24 hours.',
  },
  twoAlarms: {
    id: 'Pemberitahuan ETWS dan pesan teks adalah dua alarm: keduanya tampil dan berbunyi.',
    en: 'The ETWS notification and the text are two alarms: both are shown and sound.',
  },
  ringer: {
    id: 'Mode dering: berbunyi, sekeras alarm jam di ponsel itu, dan bergetar. Mode getar: hanya bergetar. Mode senyap atau Jangan Ganggu: hanya tampil di layar, tanpa bunyi dan getar. Ini bawaan Android untuk Indonesia; ponsel sebagian pembuat dapat berbeda.',
    en: 'Ringer on: sounds, as loud as the phone’s alarm clock, and vibrates. Vibrate: only vibrates. Silent or Do Not Disturb: only on the screen, no sound and no vibration. That is Android’s default for Indonesia; phones of some makers may differ.',
  },
  dualSim: {
    id: 'Ponsel dua SIM dari dua operator: teks yang persis sama berbunyi {same}; bila satu huruf saja berbeda, atau bila pembuat ponsel mematikan pembandingan antar-SIM, {other}.',
    en: 'A phone with SIMs of two operators: exactly the same text sounds {same}; where one letter differs, or where its maker has turned the comparison between SIMs off, {other}.',
  },
  visitor: {
    id: 'Ponsel tamu dengan SIM asing memakai setelan negara asalnya di samping bawaan Android; bunyi, judul, dan sakelarnya dapat berbeda.',
    en: 'A visitor’s phone with a foreign SIM keeps the settings of its home beside Android’s default; sound, title and switches may differ.',
  },
  visitorSecond: {
    id: 'Pesan bahasa kedua tidak tampil pada sebagian SIM asing: AS, Jerman, Spanyol, Prancis, dan lain-lain hanya menampilkannya bila bahasanya sama dengan bahasa ponsel; SIM beberapa negara tidak menerimanya sama sekali.',
    en: 'The second language does not show with some foreign SIMs: the US, Germany, Spain, France and others show it only in the phone’s own language; some homes do not listen to it.',
  },
  iphone: {
    id: 'iPhone: tidak diketahui. Apple tidak menerbitkan setelan untuk Indonesia; tanyakan kepada Apple lewat Komdigi dan operator.',
    en: 'iPhone: unknown. Apple publishes no settings for Indonesia; ask Apple, through Komdigi and the operators.',
  },
  simplePhone: {
    id: 'Ponsel sederhana (bukan Android, hanya 2G): tidak diketahui; tergantung pembuatnya. Uji pada ponsel yang dijual di Indonesia.',
    en: 'Simple phones (no Android, 2G only): unknown, it is up to their makers. Try on phones sold in Indonesia.',
  },
} as const satisfies Readonly<Record<string, WordRow>>

/** Why a phone as sold does not show the alarm; null when it does. */
export function describeNotShown(alarm: Alarm, language: Language): string | null {
  if (alarm.notShown === null) return null
  return fill(NOT_SHOWN[alarm.notShown][language], {
    ...paramsOf(alarm, language),
    name: describeIdentifier(alarm.messageIdentifier).name[language],
    toggle: TOGGLES.test[language],
  })
}

/** What else is to be said of one alarm, most important first. */
export function describeAlarm(alarm: Alarm, language: Language): string[] {
  const params = paramsOf(alarm, language)
  const say = (row: WordRow): string => fill(row[language], params)
  return [
    // What is off from the start is said with the reason that it is not shown.
    ...(alarm.switchOff === null || alarm.notShown === 'opt-in'
      ? []
      : [say(SWITCH_OFF[alarm.switchOff])]),
    ...(alarm.title === null ? [] : [say(ROWS.otherTitle)]),
    ...(alarm.class === 'severe' ? [say(ROWS.titleAwas)] : []),
    ...(alarm.class === 'presidential' ? [say(ROWS.titlePresident)] : []),
    say(alarm.carriage === null ? ROWS.primary : ROWS.carriage),
  ]
}

/** How often the message sounds, and on which ringer. */
export function describeSound({ alarms, sounds }: Preview, language: Language): string[] {
  const say = (row: WordRow, params: Params = {}): string => fill(row[language], params)
  if (sounds === 0) return [say(ROWS.soundsNone)]
  const hasPrimary = alarms.some((each) => each.from === 'etws-primary' && each.shown)
  return [
    sounds === 1 ? say(ROWS.soundsOnce) : say(ROWS.soundsTimes, { count: sounds }),
    ...(hasPrimary && sounds > 1 ? [say(ROWS.twoAlarms)] : []),
    say(ROWS.ringer),
  ]
}

/** What other phones make of it: with two SIMs, of visitors, iPhones, simple ones. */
export function describeOthers(preview: Preview, language: Language): string[] {
  const { alarms, sounds, dualSim } = preview
  const say = (row: WordRow, params: Params = {}): string => fill(row[language], params)
  const unknown = [say(ROWS.iphone), say(ROWS.simplePhone)]
  if (sounds === 0) return unknown
  return [
    say(ROWS.dualSim, {
      same: timesOf(dualSim.sameText, language),
      other: timesOf(dualSim.otherText, language),
    }),
    say(ROWS.visitor),
    ...(alarms.some((each) => each.isSecondLanguage) ? [say(ROWS.visitorSecond)] : []),
    ...unknown,
  ]
}

/** What is to be said of the message as a whole. */
export function describePreview(preview: Preview, language: Language): string[] {
  return [...describeSound(preview, language), ...describeOthers(preview, language)]
}

function timesOf(count: number, language: Language): string {
  if (language === 'id') return `${count} kali`
  return ['never', 'once', 'twice'][count] ?? `${count} times`
}

/** The title as a phone in that language has it, in brackets where there is none. */
export function titleOf({ title }: Alarm, language: Language): string {
  return title?.[language] ?? ROWS.noTitle[language]
}

type Params = Readonly<Record<string, string | number>>

function paramsOf(alarm: Alarm, language: Language): Params {
  const { carriage, messageIdentifier: identifier } = alarm
  const toggles = alarm.toggles.map((each: Toggle) => `“${TOGGLES[each][language]}”`).join(', ')
  const other = titleOf(alarm, language === 'id' ? 'en' : 'id')
  if (carriage === null) return { identifier, toggles, other }
  const { alphabet, dcs, pages, gsm, umts } = carriage
  return {
    identifier,
    toggles,
    other,
    pages,
    s: pages === 1 ? '' : 's',
    alphabet: ALPHABETS[alphabet],
    dcs: `0x${dcs.toString(16).toUpperCase().padStart(2, '0')}`,
    language:
      carriage.language === null
        ? ROWS.untagged[language]
        : fill(ROWS.language[language], { language: carriage.language }),
    seconds: new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-GB').format(
      Math.ceil(gsm.seconds),
    ),
    octets: umts.octets,
  }
}

const ALPHABETS = { gsm7: 'GSM-7', '8bit': '8 bit', ucs2: 'UCS-2' } as const

function fill(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
