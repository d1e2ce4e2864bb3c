import { useEffect, useRef, useState } from 'preact/hooks'
import type { ContentJson } from '../../formats/json/content.ts'
import type { DraftedJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { language, words } from '../language.ts'
import { useLoaded } from '../loading.ts'
import { navigate } from '../navigation.ts'
import { announce } from '../parts/announcer.tsx'
import { FindingsList } from '../parts/findings.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { alertPath } from '../route.ts'
import type { Draft } from './draft.ts'

interface Template {
  readonly id: string
  readonly title: { readonly id: string; readonly en: string }
  readonly content: ContentJson
}

/** Ways to begin other than with a blank sheet. */
export function Beginnings({ draft }: { draft: Draft }) {
  return (
    <div class="beginnings">
      <FromTemplate draft={draft} />
      <FromCap />
    </div>
  )
}

function FromTemplate({ draft }: { draft: Draft }) {
  const { edit } = words.value
  const { value, problem } = useLoaded<{ templates: Template[] }>('/api/v1/templates')
  const [id, setId] = useState('')
  const template = value?.templates.find((each) => each.id === id)
  const take = () => {
    if (template === undefined) return
    draft.change(template.content)
    announce(`${words.value.edit.templateTitle}: ${template.title[language.value]}`)
    document.getElementById('field-texts-0-body')?.focus()
  }
  return (
    <section class="card" aria-labelledby="from-template">
      <h2 id="from-template">{edit.templateTitle}</h2>
      <ProblemNotice problem={problem} />
      {value?.templates.length === 0 && <p class="quiet">{edit.templateEmpty}</p>}
      <div class="row row-end">
        <label class="field">
          <span class="label">{edit.template}</span>
          <select
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
            aria-describedby="template-hint"
            data-test="template"
          >
            <option value="">{edit.templateNone}</option>
            {value?.templates.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title[language.value]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="button"
          disabled={template === undefined}
          onClick={take}
          data-test="use-template"
        >
          {edit.templateUse}
        </button>
      </div>
      <p class="hint" id="template-hint">
        {edit.templateReplaces}
      </p>
    </section>
  )
}

function FromCap() {
  const { edit } = words.value
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState('')
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const [drafted, setDrafted] = useState<DraftedJson | null>(null)
  const send = async (event: Event) => {
    event.preventDefault()
    setFault(file === null ? words.value.edit.importNone : '')
    if (file === null) return
    const document = { content: file, type: 'application/cap+xml' }
    const answer = await call<DraftedJson>('/api/v1/alerts/from-cap', { method: 'POST', document })
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return
    if (answer.value.documentFindings.length > 0) setDrafted(answer.value)
    else navigate(alertPath(answer.value.id))
  }
  return (
    <section class="card" aria-labelledby="from-cap">
      <h2 id="from-cap">{edit.importTitle}</h2>
      <p class="hint">{edit.importText}</p>
      <ProblemNotice problem={problem} />
      {drafted !== null && <DraftedNotice drafted={drafted} />}
      <form class="row row-end" onSubmit={(event) => void send(event)}>
        <label class="field">
          <span class="label">{edit.importFile}</span>
          <input
            type="file"
            accept=".xml,.cap,application/xml,text/xml,application/cap+xml"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
            aria-describedby="import-fault"
            data-test="cap-file"
          />
        </label>
        <button type="submit" class="button" data-test="cap-import">
          {edit.importSubmit}
        </button>
      </form>
      <p class="fault" id="import-fault" role="alert">
        {fault}
      </p>
    </section>
  )
}

/** The draft is there; what its document has wrong is said before it is opened. */
function DraftedNotice({ drafted }: { drafted: DraftedJson }) {
  const { edit } = words.value
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [drafted])
  return (
    <div
      class="notice notice-doubt"
      role="alert"
      tabIndex={-1}
      ref={box}
      data-test="drafted-findings"
    >
      <p class="notice-title">{edit.importFound(drafted.id)}</p>
      <FindingsList findings={drafted.documentFindings} />
      <a class="button" href={alertPath(drafted.id)} data-test="drafted-open">
        {edit.importOpen}
      </a>
    </div>
  )
}
