/**
 * Which identifiers a phone in Indonesia listens to, and who can switch them off. Android is told
 * from the configuration that it ships for every country without one of its own, Indonesia among
 * them (CellBroadcastReceiver, `res/values/config.xml`); makers' overlays may differ. Nothing is
 * known of iPhones here: Apple's carrier bundles name no alerts for Indonesia.
 */
import { TITLES, type ChannelClass, type Titles, type Toggle } from './android-titles.ts'

/**
 * Who decides: `never` cannot be switched off, `class` has its own switch, `master` goes only
 * with the switch for all alerts, `opt-in` is off until somebody turns test alerts on.
 */
export type SwitchOff = 'never' | 'class' | 'master' | 'opt-in'

export interface Channel {
  readonly class: ChannelClass
  readonly title: Titles
  readonly switchOff: SwitchOff
  /** Switches that must all be on; none for what is always on. */
  readonly toggles: readonly Toggle[]
  /** True for 4383..4395, the second language of 4370..4382. */
  readonly isSecondLanguage: boolean
}

interface ChannelRange {
  readonly first: number
  readonly last: number
  readonly class: ChannelClass
  readonly switchOff: SwitchOff
  readonly toggles: readonly Toggle[]
}

const SECOND_LANGUAGE_OFFSET = 13
const CMAS_FIRST = 4370
const CMAS_LAST = 4382

// 4357..4359 are kept for ETWS to come; Android does not listen to them.
const CHANNELS: readonly ChannelRange[] = [
  { first: 4370, last: 4370, class: 'presidential', switchOff: 'never', toggles: [] },
  { first: 4371, last: 4372, class: 'extreme', switchOff: 'class', toggles: ['master', 'extreme'] },
  // Whoever turns extreme threats off turns severe ones off too: disable_severe_when_extreme_disabled.
  {
    first: 4373,
    last: 4378,
    class: 'severe',
    switchOff: 'class',
    toggles: ['master', 'extreme', 'severe'],
  },
  { first: 4379, last: 4379, class: 'amber', switchOff: 'class', toggles: ['master', 'amber'] },
  {
    first: 4380,
    last: 4380,
    class: 'monthly-test',
    switchOff: 'opt-in',
    toggles: ['master', 'test'],
  },
  { first: 4381, last: 4381, class: 'exercise', switchOff: 'opt-in', toggles: ['master', 'test'] },
  {
    first: 4382,
    last: 4382,
    class: 'operator-defined',
    switchOff: 'opt-in',
    toggles: ['master', 'test'],
  },
  { first: 4352, last: 4352, class: 'etws-earthquake', switchOff: 'master', toggles: ['master'] },
  { first: 4353, last: 4353, class: 'etws-tsunami', switchOff: 'master', toggles: ['master'] },
  {
    first: 4354,
    last: 4354,
    class: 'etws-earthquake-and-tsunami',
    switchOff: 'master',
    toggles: ['master'],
  },
  { first: 4355, last: 4355, class: 'etws-test', switchOff: 'opt-in', toggles: ['master', 'test'] },
  { first: 4356, last: 4356, class: 'etws-other', switchOff: 'master', toggles: ['master'] },
]

/** How Android treats an identifier; null when it does not listen to it and shows nothing. */
export function channelOf(messageIdentifier: number): Channel | null {
  const isSecondLanguage = messageIdentifier > CMAS_LAST
  const base = isSecondLanguage ? messageIdentifier - SECOND_LANGUAGE_OFFSET : messageIdentifier
  // ETWS has no second language: what is above 4395 falls through to none.
  if (isSecondLanguage && base < CMAS_FIRST) return null
  const found = CHANNELS.find(({ first, last }) => base >= first && base <= last)
  if (found === undefined) return null
  const { class: of, switchOff, toggles } = found
  return { class: of, title: TITLES[of], switchOff, toggles, isSecondLanguage }
}

/**
 * Visitors keep the settings of their home, by MCC. These homes show a second language only when
 * it is the phone's own, or when its pages name none.
 */
export const FILTERING_HOMES: readonly number[] = [
  208, 214, 222, 232, 238, 255, 262, 270, 286, 310, 425, 450,
]

/** Homes (MCC) that do not listen to 4383, the second language of 4370. */
export const DEAF_TO_SECOND: readonly number[] = [202, 226, 364, 422, 530, 724, 732, 740]
