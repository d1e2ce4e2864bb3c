import { useEffect, useRef } from 'preact/hooks'
import { words } from '../language.ts'
import { alertPath } from '../route.ts'
import type { ContentField } from './content.ts'
import type { Conflict, Draft } from './draft.ts'

/** Two people wrote at once: shows what differs and lets a person choose, losing neither text. */
export function ConflictNotice({ draft }: { draft: Draft }) {
  const { alert, edit } = words.value
  const conflict = draft.conflict.value
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (conflict !== null) box.current?.focus()
  }, [conflict])
  if (conflict === null) return null
  return (
    <div class="notice notice-problem" role="alert" tabIndex={-1} ref={box} data-test="conflict">
      <p class="notice-title">{edit.conflictTitle}</p>
      <p>{edit.conflictText(conflict.theirs.hands.join(', '))}</p>
      {!conflict.open && <p>{edit.conflictGone}</p>}
      {conflict.fields.length > 0 && <Differences draft={draft} conflict={conflict} />}
      <div class="actions">
        {conflict.open ? (
          <Choices draft={draft} />
        ) : (
          <a class="button" href={alertPath(conflict.theirs.alert)}>
            {alert.title(conflict.theirs.alert)}
          </a>
        )}
      </div>
    </div>
  )
}

function Choices({ draft }: { draft: Draft }) {
  const { edit } = words.value
  return (
    <>
      <button
        type="button"
        class="button button-main"
        onClick={() => void draft.keepMine()}
        data-test="keep-mine"
      >
        {edit.conflictKeepMine}
      </button>
      <button type="button" class="button" onClick={draft.takeTheirs} data-test="take-theirs">
        {edit.conflictTakeTheirs}
      </button>
    </>
  )
}

function Differences({ draft, conflict }: { draft: Draft; conflict: Conflict }) {
  const { edit, fields } = words.value
  const mine = draft.content.value
  const theirs = conflict.theirs.content
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={edit.conflictFields}>
      <table>
        <thead>
          <tr>
            <th scope="col">{edit.conflictFields}</th>
            <th scope="col">{edit.conflictMine}</th>
            <th scope="col">{edit.conflictTheirs}</th>
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map((field) => (
            <tr key={field}>
              <th scope="row">{fields[field]}</th>
              <td>{readable(field, mine[field])}</td>
              <td>{readable(field, theirs[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function readable(field: ContentField, value: unknown): string {
  if (value === null) return words.value.shell.none
  if (field === 'texts') {
    const texts = value as readonly { readonly headline: string; readonly body: string }[]
    return texts.map(({ headline, body }) => `${headline}: ${body}`).join(' / ')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
