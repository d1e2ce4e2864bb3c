import type { ContentJson } from '../../formats/json/content.ts'
import type { CbcJson } from '../../formats/json/views.ts'
import { words } from '../language.ts'
import { useLoaded } from '../loading.ts'
import { CheckField, TextArea, TextField } from '../parts/fields.tsx'
import { Phones } from '../parts/phone.tsx'
import { withEnglish, withText } from './content.ts'
import type { Draft } from './draft.ts'
import { codedOf, identifierOfCopy } from './meter.ts'
import { PageMeter } from './page-meter.tsx'

export function TextSection({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const content = draft.content.value
  const { value } = useLoaded<{ cbcs: CbcJson[] }>('/api/v1/cbcs')
  const coded = value?.cbcs.filter(({ coding }) => coding === 'prefix') ?? []
  const prefixed = coded.map(({ cbc }) => cbc)
  return (
    <section class="card" aria-labelledby="section-text">
      <h2 id="section-text">{edit.sectionText}</h2>
      {content.texts.map((text, index) => (
        <CopyFields key={text.language} draft={draft} index={index} prefixed={prefixed} />
      ))}
      <div class="notice notice-plain">
        <CheckField
          id="field-english"
          label={edit.withEnglish}
          note={edit.englishWarning}
          checked={content.texts.length > 1}
          onChange={(wanted) => draft.change(withEnglish(content, wanted))}
        />
      </div>
    </section>
  )
}

/** What a copy's language is called; a tag that we do not know stands for itself. */
export function nameOfLanguage(tag: string): string {
  const { edit } = words.value
  if (tag.startsWith('id')) return edit.indonesian
  return tag.startsWith('en') ? edit.english : tag
}

function CopyFields({
  draft,
  index,
  prefixed,
}: {
  readonly draft: Draft
  readonly index: number
  readonly prefixed: readonly string[]
}) {
  const { edit } = words.value
  const content = draft.content.value
  const text = content.texts[index]!
  const id = (part: string) => `field-texts-${index}-${part}`
  const common = { lang: text.language, findings: draft.findings.value }
  return (
    <fieldset class="copy">
      <legend>{edit.copy(nameOfLanguage(text.language))}</legend>
      <div class="row">
        <TextField
          {...common}
          id={id('event')}
          label={edit.event}
          hint={edit.eventHint}
          value={text.event}
          maxLength={200}
          onChange={(event) => draft.change(withText(content, index, { event }))}
        />
        <TextField
          {...common}
          id={id('headline')}
          label={edit.headline}
          value={text.headline}
          maxLength={300}
          onChange={(headline) => draft.change(withText(content, index, { headline }))}
        />
      </div>
      <TextArea
        {...common}
        id={id('body')}
        label={edit.body}
        hint={content.channel === 'cell-broadcast' ? edit.bodyHint : undefined}
        value={text.body}
        rows={5}
        maxLength={4_000}
        onChange={(body) => draft.change(withText(content, index, { body }))}
      />
      {content.channel === 'cell-broadcast' ? (
        <PageMeter
          id={id('body')}
          body={text.body}
          language={text.language}
          prefixed={prefixed}
          onChange={(body) => draft.change(withText(content, index, { body }))}
        />
      ) : (
        <p class="hint" data-test="meter">
          {edit.meterPlain(Array.from(text.body).length)}
        </p>
      )}
    </fieldset>
  )
}

/** The phones beside the form: one for each copy. */
export function PhonePreviews({ draft }: { draft: Draft }) {
  const content = draft.content.value
  const { edit } = words.value
  if (content.channel !== 'cell-broadcast') return <PlainTexts content={content} />
  return (
    <>
      {content.texts.length > 1 && <p class="notice notice-doubt">{edit.englishWarning}</p>}
      <Phones
        copies={content.texts.map((text, index) => ({
          name: nameOfLanguage(text.language),
          messageIdentifier: identifierOfCopy(content, index),
          text: text.body,
          coded: codedOf(text),
        }))}
      />
    </>
  )
}

/** Texts of a channel that has no alarm screen: as they are sent. */
export function PlainTexts({ content }: { content: ContentJson }) {
  return (
    <>
      <p class="quiet">{words.value.channels[content.channel]}</p>
      {content.texts.map((text) => (
        <blockquote key={text.language} lang={text.language} class="plain-text">
          {text.body}
        </blockquote>
      ))}
    </>
  )
}
