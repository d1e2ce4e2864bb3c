import type { Content, CopyText } from './message.ts'
import type { Kind } from './cb/message-identifier.ts'

/** Corrections that are written and reviewed beforehand: one person may send them, at once. */
export const READY_TEXT_IDS = ['false-alarm', 'all-clear'] as const
export type ReadyTextId = (typeof READY_TEXT_IDS)[number]

/** On air long enough for a phone that was off the network for a while, and no longer. */
export const CORRECTION_MINUTES = 60

/** What phones show, by language. In braces stands what is taken from what is corrected. */
interface ReadyText {
  readonly headline: string
  readonly body: string
  /** The same without names, where they would make it longer than a message may be. */
  readonly bare: string
}

type TextLanguage = 'id' | 'en'

const TEXTS: Readonly<Record<ReadyTextId, Readonly<Record<TextLanguage, ReadyText>>>> = {
  'false-alarm': {
    id: {
      headline: 'Koreksi: alarm palsu',
      body: 'KOREKSI: "{event}" untuk {area} adalah ALARM PALSU. Tidak ada bahaya. Anda tidak perlu melakukan apa pun.',
      bare: 'KOREKSI: peringatan tadi adalah ALARM PALSU. Tidak ada bahaya. Anda tidak perlu melakukan apa pun.',
    },
    en: {
      headline: 'Correction: false alarm',
      body: 'CORRECTION: "{event}" for {area} was a FALSE ALARM. There is no danger. You do not need to do anything.',
      bare: 'CORRECTION: the last alert was a FALSE ALARM. There is no danger. You do not need to do anything.',
    },
  },
  'all-clear': {
    id: {
      headline: 'Situasi aman',
      body: 'SITUASI AMAN: "{event}" untuk {area} sudah berakhir. Tetap ikuti petunjuk petugas di tempat Anda.',
      bare: 'SITUASI AMAN: peringatan tadi sudah berakhir. Tetap ikuti petunjuk petugas di tempat Anda.',
    },
    en: {
      headline: 'All clear',
      body: 'ALL CLEAR: "{event}" for {area} is over. Keep following the instructions of officers where you are.',
      bare: 'ALL CLEAR: the last alert is over. Keep following the instructions of officers where you are.',
    },
  },
}

/** A drill never passes for the real thing, not even its end. The national test says so first. */
const PREFIXES: Readonly<Record<Kind, Readonly<Record<TextLanguage, string>>>> = {
  warning: { id: '', en: '' },
  civic: { id: '', en: '' },
  'public-test': { id: 'UJI COBA. ', en: 'UJI COBA / TEST. ' },
  exercise: { id: 'LATIHAN. ', en: 'EXERCISE. ' },
  test: { id: 'UJI COBA. ', en: 'TEST. ' },
}

/** Longest names that are taken over; longer ones are a text of their own. Characters. */
const EVENT_MAX = 80
const AREA_MAX = 160
/** What names of events and places are made of: no line ends, no marks of direction, no quotes. */
const NAME = /^[\p{L}\p{M}\p{Nd} .,;()/&+'’–-]+$/u
/** An address to look up, or a number to call. */
const INVITATION = /\p{L}{2}\.\p{L}{2}|www\.|\p{Nd}(?:[ .()+-]{0,2}\p{Nd}){6}/iu

/**
 * True for a name that may stand in a ready text. One person releases it, so nothing may come in by
 * a name that says more than which event it is, and where.
 */
function isName(name: string, max: number): boolean {
  return name.length <= max && NAME.test(name) && !INVITATION.test(name)
}

/**
 * The content of a correction: that of what it corrects, so that every CBC finds the identifier of
 * it again, with ready texts in its languages. A language without a ready text has no copy. Names
 * that are no mere names are left out.
 *
 * @param of.isBare without names in any case.
 */
export function correctionContent(
  corrected: Content,
  of: { readonly text: ReadyTextId; readonly isBare: boolean },
): Content {
  return {
    ...corrected,
    texts: corrected.texts.flatMap((each) => correctionText(each, corrected, of)),
    startMs: null,
    minutes: CORRECTION_MINUTES,
  }
}

function correctionText(
  { language, event }: CopyText,
  { kind, areaName }: Content,
  of: { readonly text: ReadyTextId; readonly isBare: boolean },
): CopyText[] {
  const [primary] = language.split('-')
  if (primary !== 'id' && primary !== 'en') return []
  const { headline, body, bare } = TEXTS[of.text][primary]
  // In one pass: what is filled in is never looked at again.
  const filled = body.replaceAll(/\{(event|area)\}/g, (_, name) =>
    name === 'event' ? event : areaName,
  )
  const prefix = PREFIXES[kind][primary]
  const isBare = of.isBare || !isName(event, EVENT_MAX) || !isName(areaName, AREA_MAX)
  return [{ language, event, headline, body: `${prefix}${isBare ? bare : filled}` }]
}
