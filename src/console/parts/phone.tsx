import { previewMessage, type Alarm, type PreviewCopy } from '../../domain/cb/preview.ts'
import {
  describeAlarm,
  describeNotShown,
  describeOthers,
  describeSound,
  titleOf,
} from '../../domain/words/preview.ts'
import { language, words } from '../language.ts'

/** One copy to be shown, with the pages that go on air: the phone decodes them itself. */
export interface PhoneCopy {
  /** Name of the copy's language, for the caption. */
  readonly name: string
  readonly messageIdentifier: number | null
  readonly text: string
  readonly coded: NonNullable<PreviewCopy['coded']>
}

/** What Android phones in Indonesia make of a message, by the domain's own model of them. */
export function Phones({ copies }: { readonly copies: readonly PhoneCopy[] }) {
  const sent = copies.filter(isSent)
  const preview = previewMessage({ copies: sent })
  const isBlank = sent.every(({ text }) => text === '')
  return (
    <>
      {copies.map((copy) => {
        const alarm = preview.alarms[sent.findIndex((each) => each === copy)]
        return alarm === undefined ? (
          <Unsent key={copy.name} copy={copy} />
        ) : (
          <Screen key={copy.name} name={copy.name} alarm={alarm} />
        )
      })}
      {!isBlank && (
        <div data-test="phone-facts">
          <Lines lines={describeSound(preview, language.value)} />
          <details>
            <summary>{words.value.edit.otherPhones}</summary>
            <Lines lines={describeOthers(preview, language.value)} />
          </details>
        </div>
      )}
    </>
  )
}

function isSent(copy: PhoneCopy): copy is PhoneCopy & { readonly messageIdentifier: number } {
  return copy.messageIdentifier !== null
}

function Unsent({ copy: { name, text } }: { readonly copy: PhoneCopy }) {
  const { edit } = words.value
  return (
    <figure class="phone" data-test="phone">
      <figcaption>{edit.previewOf(name)}</figcaption>
      <p class="quiet">{edit.previewNoIdentifier}</p>
      <p class="plain-text">{text}</p>
    </figure>
  )
}

function Screen({ name, alarm }: { readonly name: string; readonly alarm: Alarm }) {
  const { edit } = words.value
  const body = alarm.body[language.value]
  // While nothing is written yet, it is no news that nothing would be shown.
  const isBlank = alarm.notShown === 'empty'
  const notShown = isBlank ? null : describeNotShown(alarm, language.value)
  return (
    <figure class="phone" data-test="phone">
      <figcaption>{edit.previewOf(name)}</figcaption>
      {notShown !== null && (
        <p class="notice notice-doubt" data-test="phone-not-shown">
          {notShown}
        </p>
      )}
      <div class={alarm.shown || isBlank ? 'phone-screen' : 'phone-screen phone-off'}>
        <p class="phone-title">{titleOf(alarm, language.value)}</p>
        <p class="phone-body" lang="" data-test="phone-body">
          {body === '' ? edit.previewEmpty : body}
        </p>
      </div>
      <Lines lines={describeAlarm(alarm, language.value)} />
    </figure>
  )
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul class="phone-notes">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
