import { checkText } from '../domain/cb/check-text.ts'
import { secondLanguageOf } from '../domain/cb/message-identifier.ts'
import { encodeText } from '../domain/cb/pages.ts'
import { previewMessage, type Alarm, type Preview, type PreviewCopy } from '../domain/cb/preview.ts'
import type { WarningType } from '../domain/cb/android-titles.ts'
import { Refusal } from '../domain/error.ts'
import { plainLine, plainText } from '../domain/words/plain-line.ts'
import {
  describeAlarm,
  describeNotShown,
  describePreview,
  titleOf,
} from '../domain/words/preview.ts'
import type { Language } from '../domain/words/words.ts'
import { readInput } from './cb-encode.ts'
import { formatFinding, type ExitCode, type Io } from './io.ts'

export interface PreviewOptions {
  readonly id: number
  readonly language: string
  readonly second?: string
  readonly secondLanguage: string
  readonly etws?: WarningType
  readonly prefix: boolean
  readonly phone: Language
}

/** Width of the drawn screen, in columns. */
const SCREEN_COLUMNS = 44

/**
 * `cb preview`: what phones in Indonesia show. Ends with 0 when a phone with the settings it is
 * sold with shows anything, and with 1 when none does. The shape of `--json` is an interface.
 */
export async function preview(io: Io, given: string, options: PreviewOptions): Promise<ExitCode> {
  const text = given === '-' ? await readInput() : given
  const copies = [copyOf(io, { ...options, text, path: '/text' })]
  if (options.second !== undefined) copies.push(copyOf(io, secondOf(options, options.second)))
  const { etws } = options
  const seen = previewMessage({ copies, ...(etws === undefined ? {} : { primary: etws }) })
  io.emit(shapeOf(seen, options.phone, io.language))
  for (const alarm of seen.alarms) draw(io, alarm, options.phone)
  for (const line of describePreview(seen, io.language)) io.say(line)
  return seen.sounds > 0 ? 0 : 1
}

interface Written {
  readonly id: number
  readonly text: string
  readonly language: string
  readonly prefix: boolean
  readonly path: string
}

function copyOf(io: Io, { id, text, language, prefix, path }: Written): PreviewCopy {
  for (const each of checkText(text, path)) io.note(formatFinding(each, io.language))
  return { messageIdentifier: id, text, coded: encodeText(text, { language, prefix }) }
}

/** @throws {Refusal} `INPUT_INVALID` when the identifier has no second language. */
function secondOf(options: PreviewOptions, text: string): Written {
  const { prefix, secondLanguage: language } = options
  const id = secondLanguageOf(options.id)
  if (id !== null) return { id, text, language, prefix, path: '/second' }
  const what = `message identifier ${options.id} has no second language: only 4370..4382 do`
  const whatId = `pengenal pesan ${options.id} tidak punya bahasa kedua: hanya 4370..4382`
  throw new Refusal('INPUT_INVALID', { path: 'second', what, whatId })
}

function shapeOf(seen: Preview, phone: Language, language: Language): object {
  return {
    phone,
    alarms: seen.alarms.map((alarm) => ({
      from: alarm.from,
      messageId: alarm.messageIdentifier,
      class: alarm.class,
      title: alarm.title?.[phone] ?? null,
      body: alarm.body[phone],
      shown: alarm.shown,
      notShown: alarm.notShown,
      switchOff: alarm.switchOff,
      toggles: alarm.toggles,
      carriage: alarm.carriage,
      notes: notesOf(alarm, language),
    })),
    sounds: seen.sounds,
    ringer: seen.ringer,
    dualSim: seen.dualSim,
    visitors: seen.visitors,
    iphone: seen.iphone,
    simplePhone: seen.simplePhone,
    notes: describePreview(seen, language),
  }
}

function notesOf(alarm: Alarm, language: Language): string[] {
  const notShown = describeNotShown(alarm, language)
  return [...(notShown === null ? [] : [notShown]), ...describeAlarm(alarm, language)]
}

/** The window as it stands on the phone, without a right edge: letters differ in width. */
function draw(io: Io, alarm: Alarm, phone: Language): void {
  const edge = (alarm.shown ? '─' : '╌').repeat(SCREEN_COLUMNS)
  const notShown = describeNotShown(alarm, io.language)
  if (notShown !== null) io.say(notShown)
  io.say(`┌${edge}`)
  io.say(`│ ${plainLine(titleOf(alarm, phone))}`)
  io.say('│')
  for (const line of wrap(plainText(alarm.body[phone]))) io.say(`│ ${line}`)
  io.say(`└${edge}`)
  for (const line of describeAlarm(alarm, io.language)) io.say(`  ${line}`)
  io.say('')
}

/** Breaks at spaces; a word longer than the screen stands on a line of its own. */
function wrap(text: string): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1)
      const joined = `${last ?? ''} ${word}`
      if (last !== undefined && joined.length < SCREEN_COLUMNS) lines[lines.length - 1] = joined
      else lines.push(word)
    }
    return lines
  })
}
