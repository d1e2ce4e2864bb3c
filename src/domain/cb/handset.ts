/**
 * What a phone in Indonesia makes of a broadcast. Android is told from the configuration that it
 * ships for every country without one of its own, Indonesia among them; makers' overlays may
 * differ. Nothing is known of iPhones here: Apple's carrier bundles name no alerts for Indonesia.
 */
import { decodePages, type Page } from './pages.ts'

interface Titles {
  readonly id: string
  readonly en: string
}

/**
 * Who decides: `never` cannot be switched off, `class` has its own switch, `master` goes only
 * with the switch for all alerts, `opt-in` is off until somebody turns test alerts on.
 */
export type SwitchOff = 'never' | 'class' | 'master' | 'opt-in'

export interface Channel {
  readonly title: Titles
  readonly switchOff: SwitchOff
}

interface ChannelRange extends Channel {
  readonly first: number
  readonly last: number
  /** True when the same range 13 higher is its second language. */
  readonly second: boolean
}

// Android's own titles, in the two languages of its user interface. The English ones vary between
// its releases, and neither they nor the Indonesian one of 4380 have been checked on a phone.
const CHANNELS: readonly ChannelRange[] = [
  channel([4370, 4370], 'never', 'Peringatan kepresidenan', 'Presidential alert'),
  channel([4371, 4372], 'class', 'Peringatan darurat: Ekstrem', 'Emergency alert: Extreme'),
  channel([4373, 4378], 'class', 'Peringatan darurat: Awas', 'Emergency alert: Severe'),
  channel(
    [4379, 4379],
    'class',
    'Penculikan anak (Peringatan Amber)',
    'Child abduction (Amber alert)',
  ),
  channel([4380, 4380], 'opt-in', 'Pengujian Bulanan yang Diwajibkan', 'Required Monthly Test'),
  channel([4381, 4381], 'opt-in', 'Peringatan darurat (latihan)', 'Emergency alert (exercise)'),
  channel([4382, 4382], 'opt-in', 'Peringatan darurat (operator)', 'Emergency alert (operator)'),
  etws(4352, 'master', 'Peringatan gempa bumi', 'Earthquake warning'),
  etws(4353, 'master', 'Peringatan tsunami', 'Tsunami warning'),
  etws(4354, 'master', 'Peringatan gempa bumi dan tsunami', 'Earthquake and tsunami warning'),
  etws(4355, 'opt-in', 'Pesan uji ETWS', 'ETWS test message'),
  etws(4356, 'master', 'Peringatan darurat', 'Emergency warning'),
]

/** How Android treats an identifier; null when it does not listen to it and shows nothing. */
export function channelOf(messageIdentifier: number): Channel | null {
  const found = CHANNELS.find(({ first, last, second }) => {
    const base = second && messageIdentifier >= 4383 ? messageIdentifier - 13 : messageIdentifier
    return base >= first && base <= last
  })
  return found === undefined ? null : { title: found.title, switchOff: found.switchOff }
}

export type NotShown = 'not-listened-to' | 'opt-in' | 'empty' | 'unreadable'

export interface PhonePreview {
  readonly android: {
    /** On a phone that nobody has changed the settings of. */
    readonly shown: boolean
    /** Why it is not shown; null when it is. */
    readonly notShown: NotShown | null
    /** Android's title above the text; null when it does not listen to the identifier. */
    readonly title: Titles | null
    /** The text as the phone puts it together from the pages. */
    readonly body: string
    /** True when it sounds the alert tone; how loud is up to the phone's settings. */
    readonly sounds: boolean
    readonly switchOff: SwitchOff | null
  }
  readonly iphone: 'unknown'
}

export interface PreviewInput {
  readonly messageIdentifier: number
  /** What was written; the body comes from the pages where they are given. */
  readonly text: string
  readonly pages?: readonly Page[]
  readonly dcs?: number
}

/** What a phone with default settings shows. */
export function previewOnPhone(input: PreviewInput): PhonePreview {
  const channel = channelOf(input.messageIdentifier)
  const body = bodyOf(input)
  const notShown = whyNotShown(channel, body)
  const shown = notShown === null
  return {
    android: {
      shown,
      notShown,
      title: channel?.title ?? null,
      body: body ?? '',
      sounds: shown,
      switchOff: channel?.switchOff ?? null,
    },
    iphone: 'unknown',
  }
}

function bodyOf({ text, pages, dcs }: PreviewInput): string | null {
  if (pages === undefined || dcs === undefined) return text
  const decoded = decodePages(dcs, pages)
  return 'error' in decoded ? null : decoded.text
}

function whyNotShown(channel: Channel | null, body: string | null): NotShown | null {
  if (channel === null) return 'not-listened-to'
  if (body === null) return 'unreadable'
  if (body === '') return 'empty'
  return channel.switchOff === 'opt-in' ? 'opt-in' : null
}

function channel(
  range: readonly [number, number],
  switchOff: SwitchOff,
  id: string,
  en: string,
): ChannelRange {
  return { first: range[0], last: range[1], second: true, switchOff, title: { id, en } }
}

function etws(identifier: number, switchOff: SwitchOff, id: string, en: string): ChannelRange {
  return { ...channel([identifier, identifier], switchOff, id, en), second: false }
}
