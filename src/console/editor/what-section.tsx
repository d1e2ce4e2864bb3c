import { channelOf } from '../../domain/cb/handset.ts'
import { KINDS, LEVELS, type Level } from '../../domain/cb/message-identifier.ts'
import { CATEGORIES, CERTAINTIES, CHANNELS, SEVERITIES, URGENCIES } from '../../domain/message.ts'
import { termsIn } from '../../domain/words/words.ts'
import { language, words } from '../language.ts'
import {
  CheckField,
  Faults,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '../parts/fields.tsx'
import { isChannelOpen, withCategory, withChannel, withKind } from './content.ts'
import type { Draft } from './draft.ts'
import { hindrancesOf, identifierOf, raisesOpen } from './meter.ts'

export function WhatSection({ draft }: { draft: Draft }) {
  const { edit } = words.value
  return (
    <section class="card" aria-labelledby="section-what">
      <h2 id="section-what">{edit.sectionWhat}</h2>
      <KindAndChannel draft={draft} />
      <Categories draft={draft} />
      <Grades draft={draft} />
      <IdentifierLine draft={draft} />
      <Raise draft={draft} />
      <Grounds draft={draft} />
    </section>
  )
}

function KindAndChannel({ draft }: { draft: Draft }) {
  const { edit, fields, kinds, kindNotes, channels, channelNotes } = words.value
  const content = draft.content.value
  const findings = draft.findings.value
  const fixed = draft.base.value !== null
  const isUpdate = draft.base.value?.isUpdate === true
  return (
    <>
      <RadioField
        id="field-kind"
        label={fields.kind}
        hint={fixed ? edit.kindFixed : undefined}
        value={content.kind}
        findings={findings}
        options={KINDS.map((kind) => ({
          value: kind,
          text: kinds[kind],
          note: kindNotes[kind],
          disabled: fixed && kind !== content.kind,
        }))}
        onChange={(kind) => draft.change(withKind(content, kind))}
      />
      <RadioField
        id="field-channel"
        label={fields.channel}
        hint={content.kind === 'civic' ? edit.civicReason : undefined}
        value={content.channel}
        findings={findings}
        options={CHANNELS.map((channel) => ({
          value: channel,
          text: channels[channel],
          note: channelNotes[channel],
          disabled:
            !isChannelOpen(content.kind, channel) || (isUpdate && channel !== content.channel),
        }))}
        onChange={(channel) => draft.change(withChannel(content, channel))}
      />
    </>
  )
}

function Categories({ draft }: { draft: Draft }) {
  const { fields, categories } = words.value
  const content = draft.content.value
  return (
    <fieldset class="field" id="field-category">
      <legend class="label">{fields.category}</legend>
      <div class="choices">
        {CATEGORIES.map((category) => (
          <CheckField
            key={category}
            id={`field-category-${category}`}
            label={categories[category]}
            checked={content.category.includes(category)}
            onChange={(wanted) => draft.change(withCategory(content, category, wanted))}
          />
        ))}
      </div>
      <Faults id="field-category" label="" findings={draft.findings.value} />
    </fieldset>
  )
}

function Grades({ draft }: { draft: Draft }) {
  const { edit, fields, urgencies, severities, certainties, levels } = words.value
  const content = draft.content.value
  const findings = draft.findings.value
  return (
    <div class="row">
      <SelectField
        id="field-severity"
        label={fields.severity}
        value={content.severity}
        findings={findings}
        options={SEVERITIES.map((each) => [each, severities[each]])}
        onChange={(severity) => draft.change({ ...content, severity })}
      />
      <SelectField
        id="field-urgency"
        label={fields.urgency}
        value={content.urgency}
        findings={findings}
        options={URGENCIES.map((each) => [each, urgencies[each]])}
        onChange={(urgency) => draft.change({ ...content, urgency })}
      />
      <SelectField
        id="field-certainty"
        label={fields.certainty}
        value={content.certainty}
        findings={findings}
        options={CERTAINTIES.map((each) => [each, certainties[each]])}
        onChange={(certainty) => draft.change({ ...content, certainty })}
      />
      <SelectField<Level | ''>
        id="field-level"
        label={fields.level}
        value={content.level ?? ''}
        findings={findings}
        options={[['', edit.levelNone], ...LEVELS.map((each) => [each, levels[each]] as const)]}
        onChange={(level) => draft.change({ ...content, level: level === '' ? null : level })}
      />
    </div>
  )
}

/** Which identifier the choices above come to, and what phones call it. */
function IdentifierLine({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const content = draft.content.value
  if (content.channel !== 'cell-broadcast') return null
  const identifier = identifierOf(content, { raised: true })
  const because = hindrancesOf(content)
  return (
    <div class="readout" aria-live="polite" data-test="identifier">
      <strong>{edit.identifier}:</strong>{' '}
      {identifier === null ? edit.identifierNone : nameOfIdentifier(identifier)}
      {because.length > 0 && (
        <ul data-test="identifier-hindrances">
          {because.map((each) => (
            <li key={each}>{termsIn(language.value).hindrance[each]}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Raise({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const content = draft.content.value
  const { raised } = content
  const open = raisesOpen(content)
  if (content.kind !== 'warning' || (open.length === 0 && raised === null)) return null
  const known = raised === null || open.includes(raised.to) ? open : [raised.to, ...open]
  return (
    <fieldset class="field" id="field-raised">
      <legend class="label">{edit.raise}</legend>
      <p class="hint">{edit.raiseHint}</p>
      <SelectField
        id="field-raised-to"
        label={edit.raiseTo}
        value={raised === null ? '' : String(raised.to)}
        options={[
          ['', edit.raiseNone],
          ...known.map((each) => [String(each), nameOfIdentifier(each)] as const),
        ]}
        onChange={(to) => {
          const next = to === '' ? null : { to: Number(to), reason: raised?.reason ?? '' }
          draft.finish('field-raised-reason', next === null || next.reason.trim() !== '')
          draft.change({ ...content, raised: next })
        }}
      />
      {raised !== null && (
        <TextArea
          id="field-raised-reason"
          label={edit.raiseReason}
          value={raised.reason}
          rows={2}
          maxLength={1_000}
          fault={raised.reason.trim() === '' ? words.value.alert.reasonFirst : null}
          onChange={(reason) => {
            draft.finish('field-raised-reason', reason.trim() !== '')
            draft.change({ ...content, raised: { ...raised, reason } })
          }}
        />
      )}
      <Faults id="field-raised" label="" findings={draft.findings.value} />
    </fieldset>
  )
}

function Grounds({ draft }: { draft: Draft }) {
  const { edit, fields } = words.value
  const content = draft.content.value
  const hints = {
    legalBasis: edit.legalBasisHint,
    requestedBy: undefined,
    eventCode: edit.eventCodeHint,
  }
  return (
    <div class="row">
      {(['legalBasis', 'requestedBy', 'eventCode'] as const).map((field) => (
        <TextField
          key={field}
          id={`field-${field}`}
          label={fields[field]}
          hint={hints[field]}
          optional
          value={content[field] ?? ''}
          findings={draft.findings.value}
          maxLength={field === 'eventCode' ? 20 : 200}
          onChange={(text) => draft.change({ ...content, [field]: text === '' ? null : text })}
        />
      ))}
    </div>
  )
}

function nameOfIdentifier(identifier: number): string {
  const title = channelOf(identifier)?.title[language.value]
  return title === undefined ? String(identifier) : `${identifier} – ${title}`
}
