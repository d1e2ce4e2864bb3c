/**
 * What phones in Indonesia show for a message, before it is sent: titles, texts as the phone puts
 * them together from the pages, how often it sounds, who can switch it off. Android is told from
 * its own source and its configuration for countries without one of their own; what nobody has
 * published (iPhones, simple phones) is `unknown`, never guessed. Everything is codes and numbers;
 * `domain/words/preview.ts` says it in words.
 */
import {
  PRIMARY_WORDS,
  WARNING_TYPES,
  type ChannelClass,
  type Titles,
  type Toggle,
  type WarningType,
} from './android-titles.ts'
import { decodeDcs, type Alphabet } from './dcs.ts'
import { channelOf, DEAF_TO_SECOND, FILTERING_HOMES, type SwitchOff } from './handset.ts'
import { GSM_PAGE_OCTETS } from './gsm-page.ts'
import { decodePages, encodeText, PAGES_MAX, type Page } from './pages.ts'
import { gsmPassSeconds } from './repetition.ts'

/** One language of the message. */
export interface PreviewCopy {
  readonly messageIdentifier: number
  /** What was written; the body comes from the pages where they are given. */
  readonly text: string
  /** As planned; without it the text is cut into pages here. */
  readonly coded?: { readonly pages: readonly Page[]; readonly dcs: number }
}

export interface PreviewInput {
  /** In the order of sending: Indonesian, then the second language if there is one. */
  readonly copies: readonly PreviewCopy[]
  /** An ETWS primary notification that goes out beside the copies. */
  readonly primary?: WarningType
}

/** Why a phone as it is sold shows nothing. */
export type NotShown = 'not-listened-to' | 'opt-in' | 'empty' | 'unreadable' | 'too-long'

/** How the copy goes over the air. */
export interface Carriage {
  readonly dcs: number
  readonly alphabet: Alphabet
  /** From the DCS or the prefix; null for untagged text. */
  readonly language: string | null
  readonly pages: number
  readonly gsm: {
    readonly octets: number
    /** The least time in which a phone can hear all pages once. */
    readonly seconds: number
  }
  /** UMTS, LTE and NR carry all pages as one message. */
  readonly umts: { readonly octets: number }
}

/** One alert window on the phone. */
export interface Alarm {
  /** An `etws-primary` carries no text: the body is the phone's own words. */
  readonly from: 'copy' | 'etws-primary'
  readonly messageIdentifier: number
  readonly isSecondLanguage: boolean
  /** Null when Android does not listen to the identifier; so are title and switchOff. */
  readonly class: ChannelClass | null
  readonly title: Titles | null
  /** By the phone's language, which only the words of a primary depend on. */
  readonly body: Titles
  /** On an Android phone with the settings it is sold with. */
  readonly shown: boolean
  readonly notShown: NotShown | null
  readonly switchOff: SwitchOff | null
  /** Switches that must all be on. */
  readonly toggles: readonly Toggle[]
  /** Null for a primary. */
  readonly carriage: Carriage | null
}

/** What a phone does at each position of its ringer. */
export interface Ringer {
  readonly normal: 'sounds'
  readonly vibrate: 'vibrates'
  readonly silent: 'screen-only'
  readonly doNotDisturb: 'screen-only'
}

export interface Preview {
  /** In the order in which they come. */
  readonly alarms: readonly Alarm[]
  /** How often the tone sounds while the message is on air; repeats are silent for 24 hours. */
  readonly sounds: number
  /** By Android's default; makers may differ. */
  readonly ringer: Ringer
  /** How often a phone with SIMs of two operators sounds. */
  readonly dualSim: {
    /** Both operators air the same text: the second is dropped. */
    readonly sameText: number
    /** One letter differs, or the maker has turned the comparison between SIMs off. */
    readonly otherText: number
  }
  /** Homes of visitors (MCC) that treat 4383 differently; none where it is not sent. */
  readonly visitors: {
    /** Shown only in the phone's own language. */
    readonly filtering: readonly number[]
    /** Not shown at all. */
    readonly deaf: readonly number[]
  }
  readonly iphone: 'unknown'
  readonly simplePhone: 'unknown'
}

// `override_dnd` is false for countries without a configuration of their own, so that a phone set
// to silent shows the window and stays silent (CellBroadcastAlertAudio). In Do Not Disturb, of any
// kind, Android tells apps that the ringer is silent (ZenModeHelper).
const RINGER: Ringer = {
  normal: 'sounds',
  vibrate: 'vibrates',
  silent: 'screen-only',
  doNotDisturb: 'screen-only',
}

const ETWS_FIRST = 4352
const MUST_SEE_SECOND = 4383

/** What phones with default settings show. */
export function previewMessage({ copies, primary }: PreviewInput): Preview {
  const first = primary === undefined ? [] : [alarmOfPrimary(primary)]
  const alarms = [...first, ...copies.map(alarmOfCopy)]
  const sounds = alarms.filter(({ shown }) => shown).length
  return {
    alarms,
    sounds,
    ringer: RINGER,
    dualSim: { sameText: sounds, otherText: 2 * sounds },
    visitors: alarms.some(({ messageIdentifier }) => messageIdentifier === MUST_SEE_SECOND)
      ? { filtering: FILTERING_HOMES, deaf: DEAF_TO_SECOND }
      : { filtering: [], deaf: [] },
    iphone: 'unknown',
    simplePhone: 'unknown',
  }
}

function alarmOfPrimary(type: WarningType): Alarm {
  const messageIdentifier = ETWS_FIRST + WARNING_TYPES.indexOf(type)
  const body = PRIMARY_WORDS[type]
  return { ...alarmOf(messageIdentifier, body.id), from: 'etws-primary', body, carriage: null }
}

function alarmOfCopy({ messageIdentifier, text, coded }: PreviewCopy): Alarm {
  const { pages, dcs } = coded ?? encodeText(text)
  const decoded = decodePages(dcs, pages)
  const isReadable = !('error' in decoded)
  const body = isReadable ? decoded.text : ''
  const alarm = alarmOf(messageIdentifier, body)
  const carriage: Carriage = {
    dcs,
    alphabet: decodeDcs(dcs).alphabet,
    language: isReadable ? decoded.language : null,
    pages: pages.length,
    gsm: {
      octets: GSM_PAGE_OCTETS * pages.length,
      seconds: gsmPassSeconds(pages.length),
    },
    umts: { octets: 7 + 83 * pages.length },
  }
  if (alarm.class === null) return { ...alarm, carriage }
  if (!isReadable) return { ...alarm, carriage, shown: false, notShown: 'unreadable' }
  if (pages.length > PAGES_MAX) return { ...alarm, carriage, shown: false, notShown: 'too-long' }
  return { ...alarm, carriage }
}

function alarmOf(messageIdentifier: number, body: string): Alarm {
  const channel = channelOf(messageIdentifier)
  const notShown = whyNotShown(channel?.switchOff ?? null, body)
  return {
    from: 'copy',
    messageIdentifier,
    isSecondLanguage: channel?.isSecondLanguage ?? false,
    class: channel?.class ?? null,
    title: channel?.title ?? null,
    body: { id: body, en: body },
    shown: notShown === null,
    notShown,
    switchOff: channel?.switchOff ?? null,
    toggles: channel?.toggles ?? [],
    carriage: null,
  }
}

function whyNotShown(switchOff: SwitchOff | null, body: string): NotShown | null {
  if (switchOff === null) return 'not-listened-to'
  if (body === '') return 'empty'
  return switchOff === 'opt-in' ? 'opt-in' : null
}
