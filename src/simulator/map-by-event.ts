import type { CapAlert, CapInfo } from '../domain/cap/model.ts'
import { chooseIdentifier } from '../domain/cb/choose-identifier.ts'
import { secondLanguageOf } from '../domain/cb/message-identifier.ts'
import { encodeText, PAGES_MAX } from '../domain/cb/pages.ts'
import { encodeSerialNumber } from '../domain/cb/serial-number.ts'
import type { AiredCopy } from './verify-order.ts'

/**
 * The copies as a CBC makes them that does not know our profile: the identifier by status,
 * category, urgency, severity and certainty, the text from headline and description, a serial
 * number of its own. Or why it would not air the alert.
 */
export function copiesByEvent(alert: CapAlert): readonly AiredCopy[] | string {
  const copies: AiredCopy[] = []
  for (const info of alert.infos.slice(0, 2)) {
    const [first] = copies
    const identifier =
      first === undefined ? identifierOf(alert, info) : secondLanguageOf(first.messageIdentifier)
    if (typeof identifier === 'string') return identifier
    // No identifier of its own for a second language: the first one is what phones get.
    if (identifier === null) break
    copies.push(copyOf(alert, info, identifier))
  }
  return copies
}

function identifierOf(alert: CapAlert, info: CapInfo): number | string {
  const kinds = { Exercise: 'exercise', Test: 'test' } as const
  const kind = alert.status === 'Exercise' || alert.status === 'Test' ? kinds[alert.status] : null
  const choice = chooseIdentifier({
    kind: kind ?? 'warning',
    category: info.categories,
    severity: info.severity,
    urgency: info.urgency,
    certainty: info.certainty,
    level: null,
    raisedTo: null,
    civicIdentifier: null,
  })
  if ('identifier' in choice) return choice.identifier
  return `No message identifier for ${info.severity}, ${info.urgency}, ${info.certainty}`
}

function copyOf(alert: CapAlert, info: CapInfo, messageIdentifier: number): AiredCopy {
  const language = info.language ?? 'en-US'
  const whole = [info.headline, info.description, info.instruction].filter((each) => each !== null)
  const { text, encoded } = fit(whole.join('\n') || info.event, language)
  return {
    language,
    messageIdentifier,
    serial: ownSerial(alert.identifier),
    dcs: encoded.dcs,
    repetitionSeconds: 60,
    text,
    pages: encoded.pages.length,
  }
}

/** The longest beginning that fits on 15 pages. */
function fit(
  text: string,
  language: string,
): { text: string; encoded: ReturnType<typeof encodeText> } {
  const characters = Array.from(text)
  for (let kept = characters.length; ; kept = Math.floor(kept * 0.9)) {
    const cut = characters.slice(0, kept).join('')
    const encoded = encodeText(cut, { language })
    if (encoded.pages.length <= PAGES_MAX || kept <= 1) return { text: cut, encoded }
  }
}

/** A serial number that a CBC with a counter of its own would not share with us. */
function ownSerial(identifier: string): number {
  let code = 0
  for (const character of identifier) code = (code * 31 + character.codePointAt(0)!) % 1024
  return encodeSerialNumber({ scope: 'plmn', messageCode: code, updateNumber: 15 })
}
