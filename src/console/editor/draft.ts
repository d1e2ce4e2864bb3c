import { computed, signal } from '@preact/signals'
import type { ContentJson } from '../../formats/json/content.ts'
import type { AlertJson, CheckJson, MessageJson, ProblemJson } from '../../formats/json/views.ts'
import { call, type Answer } from '../api.ts'
import { renamePage } from '../navigation.ts'
import { nowMs } from '../now.ts'
import { alertPath } from '../route.ts'
import { current } from '../session.ts'
import { differingFields, unfilledNumbers, type ContentField } from './content.ts'
import { dropStash, stash } from './stash.ts'

/** The message as it was last known to stand at the service. */
export interface Base {
  readonly alert: string
  readonly message: string
  /** True for an update: it takes the place of what is on air, over the same channel. */
  readonly isUpdate: boolean
  readonly version: number
  readonly hands: readonly string[]
  readonly content: ContentJson
}

/** Somebody else was first: both texts are kept until a person has chosen. */
export interface Conflict {
  readonly theirs: Base
  readonly fields: readonly ContentField[]
  /** False when it is no draft any more. */
  readonly open: boolean
}

export interface DraftStart {
  readonly base: Base | null
  readonly content: ContentJson
  /** What counts as saved: the base, or a sheet that nobody has written on yet. */
  readonly saved: ContentJson | null
  readonly unfinished: readonly string[]
}

export type Draft = ReturnType<typeof createDraft>
export type Work = 'check' | 'save' | 'submit'

/** One draft being written: what is on the screen, what the service holds, and the steps between. */
export function createDraft(start: DraftStart) {
  const base = signal(start.base)
  const content = signal(start.content)
  const saved = signal(start.saved)
  const savedAtMs = signal<number | null>(null)
  const unfinished = signal<ReadonlySet<string>>(new Set(start.unfinished))
  const checked = signal<{ result: CheckJson; of: ContentJson } | null>(null)
  const problem = signal<ProblemJson | null>(null)
  const conflict = signal<Conflict | null>(null)
  const busy = signal<Work | null>(null)
  /** Moves when a step was held back by a field that is not filled in. */
  const heldBack = signal(0)
  const dirty = computed(() => content.value !== saved.value)
  const missing = computed(() => missingOf(content.value, unfinished.value))
  const findings = computed(() => [
    ...(checked.value?.result.findings ?? []),
    ...(problem.value?.findings ?? []),
  ])
  const state = { base, content, saved, savedAtMs, unfinished, checked, problem, conflict }
  const draft = { ...state, busy, heldBack, dirty, missing, findings }
  return {
    ...draft,
    change: (next: ContentJson) => {
      content.value = next
      keep(draft)
    },
    finish: (field: string, done: boolean) => {
      const fields = new Set(unfinished.value)
      if (done) fields.delete(field)
      else fields.add(field)
      unfinished.value = fields
      keep(draft)
    },
    check: () => work(draft, 'check', () => check(draft)),
    save: () => work(draft, 'save', () => save(draft)),
    submit: () => work(draft, 'submit', () => submit(draft)),
    keepMine: () => work(draft, 'save', () => keepMine(draft)),
    takeTheirs: () => takeTheirs(draft),
  }
}

type Held = Pick<
  Draft,
  | 'base'
  | 'content'
  | 'saved'
  | 'savedAtMs'
  | 'unfinished'
  | 'checked'
  | 'problem'
  | 'conflict'
  | 'busy'
  | 'heldBack'
  | 'missing'
>

/** Ids of fields that stand half filled; those that the form does not show any more hold nothing back. */
function missingOf(content: ContentJson, unfinished: ReadonlySet<string>): string[] {
  const hidden = new Set<string>()
  if (content.channel !== 'sms') hidden.add('field-smsWindow')
  if (content.raised === null) hidden.add('field-raised-reason')
  const numbers = unfilledNumbers(content).map((field) => `field-${field}`)
  return [...[...unfinished].filter((field) => !hidden.has(field)), ...numbers]
}

/** What a message is, as a base to write on. */
export function baseOf(alert: AlertJson, message: MessageJson): Base {
  const { id, msgType, version, hands, content } = message
  const isUpdate = msgType === 'Update'
  return { alert: alert.id, message: id, isUpdate, version, hands, content }
}

/** The message of an alert that the signed-in person may change: its newest such draft. */
export function draftOf(alert: AlertJson): MessageJson | null {
  return alert.messages.findLast((message) => message.may.includes('change')) ?? null
}

/** Runs one step at a time, and none while a field is half filled. */
async function work(draft: Held, name: Work, step: () => Promise<boolean>): Promise<boolean> {
  if (draft.busy.value !== null) return false
  if (draft.missing.value.length > 0) {
    draft.heldBack.value += 1
    return false
  }
  draft.busy.value = name
  draft.problem.value = null
  try {
    return await step()
  } finally {
    draft.busy.value = null
  }
}

async function check(draft: Held): Promise<boolean> {
  const of = draft.content.value
  const alert = draft.base.value?.alert
  const body = alert === undefined ? { content: of } : { content: of, alert }
  const answer = await call<CheckJson>('/api/v1/check', { method: 'POST', body })
  if (answer.ok) draft.checked.value = { result: answer.value, of }
  else draft.problem.value = answer.problem
  return answer.ok
}

async function save(draft: Held): Promise<boolean> {
  const base = draft.base.value
  const content = draft.content.value
  const answer = await send(base, content)
  if (!answer.ok) return refused(draft, answer.problem)
  const { messages } = answer.value
  const message = messages.find(({ id }) => id === base?.message) ?? messages.at(-1)
  if (message === undefined) return false
  draft.base.value = baseOf(answer.value, message)
  draft.saved.value = content
  draft.savedAtMs.value = nowMs()
  draft.conflict.value = null
  dropStash(sessionStorage, base?.message ?? 'new')
  if (draft.content.value !== content) keep(draft)
  if (base === null) renamePage(alertPath(answer.value.id, 'edit'))
  return true
}

function send(base: Base | null, content: ContentJson): Promise<Answer<AlertJson>> {
  if (base === null) return call('/api/v1/alerts', { method: 'POST', body: { content } })
  const path = `/api/v1/messages/${encodeURIComponent(base.message)}`
  return call(path, { method: 'PUT', body: { version: base.version, content } })
}

async function submit(draft: Held): Promise<boolean> {
  const saved = draft.base.value !== null && draft.content.value === draft.saved.value
  if (!saved && !(await save(draft))) return false
  const base = draft.base.value
  if (base === null) return false
  const path = `/api/v1/messages/${encodeURIComponent(base.message)}/submit`
  const body = { version: base.version }
  const answer = await call<AlertJson>(path, { method: 'POST', body })
  return answer.ok || refused(draft, answer.problem)
}

/** A version that has moved becomes a conflict to be decided; anything else is shown as it is. */
async function refused(draft: Held, problem: ProblemJson): Promise<false> {
  const base = draft.base.value
  draft.problem.value = problem
  if (base === null || !['STALE_VERSION', 'STEP_REFUSED'].includes(problem.code)) return false
  const answer = await call<AlertJson>(`/api/v1/alerts/${encodeURIComponent(base.alert)}`)
  const message = answer.ok ? answer.value.messages.find(({ id }) => id === base.message) : null
  if (!answer.ok || message === null || message === undefined) return false
  draft.problem.value = null
  draft.conflict.value = {
    theirs: baseOf(answer.value, message),
    fields: differingFields(draft.content.value, message.content),
    open: message.may.includes('change'),
  }
  return false
}

async function keepMine(draft: Held): Promise<boolean> {
  const conflict = draft.conflict.value
  if (conflict === null) return false
  draft.base.value = conflict.theirs
  draft.conflict.value = null
  return save(draft)
}

function takeTheirs(draft: Held): void {
  const conflict = draft.conflict.value
  if (conflict === null) return
  draft.base.value = conflict.theirs
  draft.content.value = conflict.theirs.content
  draft.saved.value = conflict.theirs.content
  draft.unfinished.value = new Set()
  draft.conflict.value = null
  dropStash(sessionStorage, conflict.theirs.message)
}

function keep(draft: Pick<Held, 'base' | 'content' | 'unfinished'>): void {
  const account = current()?.account.id
  if (account === undefined) return
  const base = draft.base.value
  stash(sessionStorage, base?.message ?? 'new', {
    account,
    version: base?.version ?? null,
    content: draft.content.value,
    unfinished: [...draft.unfinished.value],
  })
}
