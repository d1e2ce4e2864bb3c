import { useState } from 'preact/hooks'
import { language, words } from '../language.ts'
import { nowMs } from '../now.ts'
import { NumberField, RadioField } from '../parts/fields.tsx'
import { MomentField } from '../parts/moment-field.tsx'
import { regionsOf } from '../regions.ts'
import { formatTime, hoursOf, zoneOfRegions, type Zone } from '../time.ts'
import type { Draft } from './draft.ts'

export function zoneOf(codes: readonly string[]): Zone {
  return zoneOfRegions(regionsOf(codes))
}

export function TimeSection({ draft }: { draft: Draft }) {
  const { edit, fields } = words.value
  const content = draft.content.value
  const [picked, setPicked] = useState<Zone | null>(null)
  const zone = picked ?? zoneOf(content.area.regions)
  return (
    <section class="card" aria-labelledby="section-time">
      <h2 id="section-time">{edit.sectionTime}</h2>
      <StartField draft={draft} zone={zone} onZone={setPicked} />
      <div class="row">
        <NumberField
          id="field-minutes"
          label={fields.minutes}
          value={content.minutes}
          min={1}
          max={44_640}
          findings={draft.findings.value}
          onChange={(minutes) => draft.change({ ...content, minutes })}
        />
        <NumberField
          id="field-repetitionSeconds"
          label={fields.repetitionSeconds}
          value={content.repetitionSeconds}
          min={2}
          max={4_095}
          findings={draft.findings.value}
          onChange={(repetitionSeconds) => draft.change({ ...content, repetitionSeconds })}
        />
      </div>
      <EndLine draft={draft} zone={zone} />
      {content.channel === 'sms' && <SmsWindow draft={draft} zone={zone} />}
    </section>
  )
}

function StartField({
  draft,
  zone,
  onZone,
}: {
  readonly draft: Draft
  readonly zone: Zone
  readonly onZone: (zone: Zone) => void
}) {
  const { edit, fields } = words.value
  const content = draft.content.value
  const missing = draft.unfinished.value.has('field-start-at')
  const later = content.start !== null || missing
  const put = (start: string | null, wanted: boolean) => {
    draft.finish('field-start-at', !wanted || start !== null)
    draft.change({ ...content, start })
  }
  return (
    <>
      <RadioField
        id="field-start"
        label={fields.start}
        value={later ? 'at' : 'now'}
        findings={draft.findings.value}
        options={[
          { value: 'now', text: edit.startNow },
          { value: 'at', text: edit.startAt },
        ]}
        onChange={(mode) => put(null, mode === 'at')}
      />
      {later && (
        <MomentField
          id="field-start-at"
          label={edit.startAt}
          value={content.start}
          zone={zone}
          fault={missing ? edit.startMissing : null}
          onZone={onZone}
          onChange={(start) => put(start, true)}
        />
      )}
    </>
  )
}

/** When the broadcast ends, in words: minutes alone are easily ten times too many. */
function EndLine({ draft, zone }: { draft: Draft; zone: Zone }) {
  const { edit } = words.value
  const { start, minutes } = draft.content.value
  if (!Number.isInteger(minutes)) return null
  const fromMs = start === null ? nowMs() : Date.parse(start)
  const end = formatTime(fromMs + minutes * 60_000, { zone, language: language.value })
  const length = hoursOf(minutes)
  return (
    <p class="readout" data-test="end">
      {edit.minutesReads(length.hours, length.minutes, end)}
      {start === null && ` (${edit.minutesFrom})`}
    </p>
  )
}

function SmsWindow({ draft, zone }: { draft: Draft; zone: Zone }) {
  const { edit, fields } = words.value
  const content = draft.content.value
  const { smsWindow } = content
  const missing = draft.unfinished.value.has('field-smsWindow')
  const put = (from: string | null, until: string | null) => {
    const whole = from !== null && until !== null
    draft.finish('field-smsWindow', whole)
    draft.change({ ...content, smsWindow: whole ? { from, until } : null })
  }
  return (
    <fieldset class="field" id="field-smsWindow">
      <legend class="label">{fields.smsWindow}</legend>
      <WindowFields window={smsWindow} zone={zone} onChange={put} />
      {missing && <p class="fault">{edit.smsMissing}</p>}
    </fieldset>
  )
}

function WindowFields({
  window,
  zone,
  onChange,
}: {
  readonly window: { readonly from: string; readonly until: string } | null
  readonly zone: Zone
  readonly onChange: (from: string | null, until: string | null) => void
}) {
  const { edit } = words.value
  const [typed, setTyped] = useState<{ from: string | null; until: string | null }>({
    from: window?.from ?? null,
    until: window?.until ?? null,
  })
  const put = (next: typeof typed) => {
    setTyped(next)
    onChange(next.from, next.until)
  }
  return (
    <>
      <MomentField
        id="field-sms-from"
        label={edit.smsFrom}
        value={typed.from}
        zone={zone}
        onChange={(from) => put({ ...typed, from })}
      />
      <MomentField
        id="field-sms-until"
        label={edit.smsUntil}
        value={typed.until}
        zone={zone}
        onChange={(until) => put({ ...typed, until })}
      />
    </>
  )
}
