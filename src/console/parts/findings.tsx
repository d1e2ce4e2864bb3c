import type { FindingJson } from '../../formats/json/views.ts'
import { byGravity, fieldOf } from '../editor/field.ts'
import { language, words } from '../language.ts'
import { Mend } from './mend.tsx'

const MARKS: Readonly<Record<FindingJson['level'], string>> = {
  error: '✕',
  policy: '⊘',
  warning: '!',
  info: 'i',
}

interface Props {
  readonly findings: readonly FindingJson[]
  /** True where the form is on the page: each finding then leads to its field. */
  readonly links?: boolean
  /** False where the page says itself which line of a document each is about. */
  readonly lines?: boolean
  /** What stands where a finding points to, beside what could; null where that is not known. */
  readonly beforeOf?: (finding: FindingJson) => string | null
}

export function FindingsList({ findings, ...rest }: Props) {
  return (
    <ul class="findings" data-test="findings-list">
      {byGravity(findings).map((finding, index) => (
        <Finding key={`${finding.rule} ${index}`} finding={finding} {...rest} />
      ))}
    </ul>
  )
}

function Finding(props: Omit<Props, 'findings'> & { readonly finding: FindingJson }) {
  const { finding, links = false, lines = true, beforeOf } = props
  const { line, mend } = finding
  const id = links ? fieldOf(finding.path) : null
  return (
    <li class={`finding finding-${finding.level}`} data-test="finding" data-rule={finding.rule}>
      <span class="finding-mark" aria-hidden="true">
        {MARKS[finding.level]}
      </span>
      <div>
        <strong>{words.value.findingLevels[finding.level]}</strong>:{' '}
        {finding.message[language.value]}{' '}
        {lines && line !== undefined && (
          <span class="quiet">({words.value.capCheck.line(line)})</span>
        )}
        {id !== null && <GoToField id={id} />}
        {mend !== undefined && <Mend before={beforeOf?.(finding) ?? null} after={mend} />}
      </div>
    </li>
  )
}

/** Leads from what is wrong to the field where it is put right. */
export function GoToField({ id }: { readonly id: string }) {
  return (
    <button type="button" class="link" onClick={() => focusField(id)} data-test="go-to-field">
      {words.value.edit.goTo(nameOfField(id))}
    </button>
  )
}

/** Moves to a field of the form, or to the first thing that can be focused in it. */
export function focusField(id: string): void {
  const field = document.getElementById(id)
  if (field === null) return
  const target = field.matches('input, select, textarea, button')
    ? field
    : field.querySelector<HTMLElement>('input:not([disabled]), select, textarea, button')
  for (let at = field.parentElement; at !== null; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true
  }
  field.scrollIntoView({ block: 'center' })
  target?.focus({ preventScroll: true })
}

function nameOfField(id: string): string {
  const { alert, fields, edit } = words.value
  const text = /^field-texts-(\d)-(event|headline|body)$/.exec(id)
  if (text !== null) {
    const name = edit[text[2] as 'event' | 'headline' | 'body']
    return `${name} (${text[1] === '0' ? edit.indonesian : edit.english})`
  }
  const name = id.slice('field-'.length)
  if (name === 'regions') return alert.regions
  if (name === 'circle') return edit.circleTitle
  if (name === 'polygon') return edit.polygonTitle
  return name in fields ? fields[name as keyof typeof fields] : name
}
