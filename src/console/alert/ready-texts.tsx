import { correctionContent, READY_TEXT_IDS, type ReadyTextId } from '../../domain/ready-text.ts'
import type { MessageJson } from '../../formats/json/views.ts'
import { nameOfLanguage } from '../editor/text-section.tsx'
import { words } from '../language.ts'
import { RadioField } from '../parts/fields.tsx'

interface Props {
  readonly message: MessageJson
  /** Empty until one is chosen: none of them is sent by default. */
  readonly value: ReadyTextId | ''
  readonly fault: string | null
  readonly onChange: (text: ReadyTextId) => void
}

/** The ready texts to choose from, and what phones will show of the one that is chosen. */
export function ReadyTexts({ message, value, fault, onChange }: Props) {
  const { alert: text } = words.value
  const shown = value === '' ? [] : textsOf(message, value)
  return (
    <>
      <RadioField
        id="ready-text"
        label={text.readyText}
        value={value}
        options={READY_TEXT_IDS.map((id) => ({ value: id, text: text.readyTexts[id] }))}
        fault={fault}
        onChange={(chosen) => chosen !== '' && onChange(chosen)}
      />
      <div aria-live="polite">
        {shown.length > 0 && (
          <dl class="facts" data-test="ready-text-preview">
            <dt>{text.approvePhone}</dt>
            {shown.map(({ language, body }) => (
              <dd key={language} class="phone-text" lang={language}>
                <span class="quiet">{nameOfLanguage(language)}</span> {body}
              </dd>
            ))}
          </dl>
        )}
      </div>
    </>
  )
}

function textsOf({ content }: MessageJson, text: ReadyTextId) {
  // What it takes from the content is the same on both sides of the wire.
  const corrected = { ...content, startMs: null, smsWindow: null }
  return correctionContent(corrected, { text, isBare: false }).texts
}
