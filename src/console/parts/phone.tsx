import { previewOnPhone, type PhonePreview } from '../../domain/cb/handset.ts'
import type { Page } from '../../domain/cb/pages.ts'
import { language, words } from '../language.ts'

interface Props {
  /** Name of the copy's language, for the caption. */
  readonly name: string
  readonly messageIdentifier: number | null
  readonly text: string
  /** The pages as planned, where a plan is there: then the phone decodes them itself. */
  readonly coded?: { readonly pages: readonly Page[]; readonly dcs: number }
}

/** What an Android phone in Indonesia makes of one copy, by the domain's own model of it. */
export function Phone({ name, messageIdentifier, text, coded }: Props) {
  const { edit } = words.value
  const preview =
    messageIdentifier === null ? null : previewOnPhone({ messageIdentifier, text, ...coded })
  return (
    <figure class="phone" data-test="phone">
      <figcaption>{edit.previewOf(name)}</figcaption>
      {preview === null ? (
        <>
          <p class="quiet">{edit.previewNoIdentifier}</p>
          <p class="plain-text">{text}</p>
        </>
      ) : (
        <Screen preview={preview} />
      )}
    </figure>
  )
}

function Screen({ preview: { android } }: { preview: PhonePreview }) {
  const { edit, notShown, switchOff } = words.value
  return (
    <>
      <div class={android.shown ? 'phone-screen' : 'phone-screen phone-off'}>
        <p class="phone-title">{android.title?.[language.value] ?? words.value.shell.none}</p>
        <p class="phone-body" lang="" data-test="phone-body">
          {android.body === '' ? edit.previewEmpty : android.body}
        </p>
      </div>
      <ul class="phone-notes">
        <li>{android.sounds ? edit.sounds : edit.silent}</li>
        {android.notShown !== null && <li>{notShown[android.notShown]}</li>}
        {android.switchOff !== null && android.notShown !== 'opt-in' && (
          <li>{switchOff[android.switchOff]}</li>
        )}
        <li>{edit.iphone}</li>
      </ul>
    </>
  )
}
