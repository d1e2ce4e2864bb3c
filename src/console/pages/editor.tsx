import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { AlertJson } from '../../formats/json/views.ts'
import { emptyContent } from '../editor/content.ts'
import { AreaSection } from '../editor/area-section.tsx'
import { Beginnings } from '../editor/beginnings.tsx'
import { CheckResult } from '../editor/check-result.tsx'
import { ConflictNotice } from '../editor/conflict.tsx'
import { baseOf, createDraft, draftOf, type Base, type Draft } from '../editor/draft.ts'
import { dropStash, unstash, type Stashed } from '../editor/stash.ts'
import { PhonePreviews, TextSection } from '../editor/text-section.tsx'
import { TimeSection, zoneOf } from '../editor/time-section.tsx'
import { WhatSection } from '../editor/what-section.tsx'
import { language, words } from '../language.ts'
import { useLoaded } from '../loading.ts'
import { navigate } from '../navigation.ts'
import { announce } from '../parts/announcer.tsx'
import { focusField } from '../parts/findings.tsx'
import { Loading, PageHeading } from '../parts/page.tsx'
import { Notice, ProblemNotice } from '../parts/problem.tsx'
import { KindBanner } from '../parts/tags.tsx'
import { alertPath } from '../route.ts'
import { current } from '../session.ts'
import { formatTime } from '../time.ts'

/** Writing a new alert. */
export function WritePage() {
  return <Editor base={null} />
}

/** Changing the draft of an alert that exists. */
export function EditPage({ id }: { id: string }) {
  const { value, problem, reload } = useLoaded<AlertJson>(
    `/api/v1/alerts/${encodeURIComponent(id)}`,
  )
  const { edit, shell } = words.value
  const message = value === null ? null : draftOf(value)
  // The draft is made once: what comes later from the service must not wipe what is being typed.
  if (value !== null && message !== null) return <Editor base={baseOf(value, message)} />
  return (
    <>
      <PageHeading title={edit.titleEdit(id)} />
      <ProblemNotice problem={problem}>
        <button type="button" class="button" onClick={reload}>
          {shell.retry}
        </button>
      </ProblemNotice>
      {value === null && problem === null && <Loading />}
      {value !== null && (
        <p>
          {edit.notDraft} <a href={alertPath(id)}>{words.value.alert.title(id)}</a>
        </p>
      )}
    </>
  )
}

function Editor({ base }: { base: Base | null }) {
  const found = useMemo(() => leftBehind(base), [])
  const draft = useMemo(() => begin(base, found), [])
  const { edit } = words.value
  const content = draft.content.value
  useWarningBeforeLeaving(draft)
  useHeldBack(draft)
  const stands = draft.base.value
  const isUpdate = stands?.isUpdate === true
  return (
    <div class={`editor editor-${content.kind}`}>
      <PageHeading title={titleOf(stands)} />
      {isUpdate && (
        <Notice tone="doubt" test="is-update">
          <p>{edit.isUpdate}</p>
        </Notice>
      )}
      <KindBanner kind={content.kind} />
      {found !== null && <Restored draft={draft} found={found} />}
      {draft.base.value === null && <Beginnings draft={draft} />}
      <form
        class="editor-columns"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void draft.check()
        }}
        data-test="editor"
      >
        <div class="editor-form">
          <WhatSection draft={draft} />
          <TextSection draft={draft} />
          <AreaSection draft={draft} />
          <TimeSection draft={draft} />
          <CheckResult draft={draft} />
          <ConflictNotice draft={draft} />
          <ProblemNotice problem={draft.problem.value} links />
        </div>
        <aside class="editor-aside" aria-label={edit.preview}>
          <h2>{edit.preview}</h2>
          <PhonePreviews draft={draft} />
        </aside>
        <ActionBar draft={draft} />
      </form>
    </div>
  )
}

function titleOf(base: Base | null): string {
  const { edit } = words.value
  if (base === null) return edit.titleNew
  return base.isUpdate ? edit.titleUpdate(base.alert) : edit.titleEdit(base.alert)
}

function Restored({ draft, found }: { draft: Draft; found: Stashed }) {
  const { edit } = words.value
  if (!draft.dirty.value) return null
  const older = (draft.base.value?.version ?? null) !== found.version
  return (
    <Notice tone="doubt" test="restored">
      <p>{edit.restored}</p>
      {older && <p>{edit.restoredOlder}</p>}
      <button
        type="button"
        class="button button-small"
        onClick={() => {
          dropStash(sessionStorage, draft.base.value?.message ?? 'new')
          location.reload()
        }}
      >
        {edit.discardStash}
      </button>
    </Notice>
  )
}

function ActionBar({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const busy = draft.busy.value
  const submit = async () => {
    if (!(await draft.submit())) return
    announce(words.value.edit.submitted)
    const base = draft.base.value
    if (base !== null) navigate(alertPath(base.alert))
  }
  return (
    <div class="action-bar">
      <button type="submit" class="button" aria-disabled={busy !== null} data-test="check">
        {busy === 'check' ? edit.checking : edit.check}
      </button>
      <button
        type="button"
        class="button"
        aria-disabled={busy !== null}
        onClick={() => void draft.save()}
        data-test="save"
      >
        {busy === 'save' ? edit.saving : edit.save}
      </button>
      <button
        type="button"
        class="button button-main"
        aria-disabled={busy !== null}
        onClick={() => void submit()}
        data-test="submit"
      >
        {edit.submit}
      </button>
      <SavedLine draft={draft} />
    </div>
  )
}

function SavedLine({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const base = draft.base.value
  const savedAtMs = draft.savedAtMs.value
  const style = { zone: zoneOf(draft.content.value.area.regions), language: language.value }
  return (
    <p class="saved" role="status" data-test="saved">
      {!draft.dirty.value && base !== null && savedAtMs !== null
        ? edit.saved(base.message, formatTime(savedAtMs, { ...style, seconds: true }))
        : draft.dirty.value && base !== null
          ? edit.unsaved
          : ''}
    </p>
  )
}

/** Text of this person that an ended session or a reload has left in this tab. */
function leftBehind(base: Base | null): Stashed | null {
  const account = current()?.account.id
  return account === undefined ? null : unstash(sessionStorage, base?.message ?? 'new', account)
}

function begin(base: Base | null, found: Stashed | null): Draft {
  // A text written on an older version is saved as that version: the conflict is then seen.
  const version = found?.version ?? base?.version ?? 0
  const on = base === null ? null : { ...base, version }
  const blank = emptyContent()
  return createDraft({
    base: on,
    content: found?.content ?? base?.content ?? blank,
    saved: base?.content ?? (found === null ? blank : null),
    unfinished: found?.unfinished ?? [],
  })
}

/** The browser asks before the tab is closed on text that nobody has saved. */
function useWarningBeforeLeaving(draft: Draft): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (draft.dirty.value) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [draft])
}

/** Leads to the field that held a step back. */
function useHeldBack(draft: Draft): void {
  const seen = useRef(0)
  const count = draft.heldBack.value
  useEffect(() => {
    const [field] = draft.missing.value
    if (count > seen.current && field !== undefined) focusField(field)
    seen.current = count
  }, [count])
}
