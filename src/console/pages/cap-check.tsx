import { useRef, useState } from 'preact/hooks'
import type { CapReportJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { CapReport } from '../cap/report.tsx'
import { textOf } from '../cap/source.ts'
import { words } from '../language.ts'
import { announce } from '../parts/announcer.tsx'
import { TextArea } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { ProblemNotice } from '../parts/problem.tsx'

/** A document to check: the file as it is, or what was pasted. */
interface Source {
  readonly text: string
  readonly file: File | null
}

interface Checked {
  readonly report: CapReportJson
  readonly text: string
}

const EMPTY: Source = { text: '', file: null }

/** Anybody's CAP document against every rule; nothing of it is kept. */
export function CapCheckPage() {
  const { capCheck } = words.value
  const [source, setSource] = useState(EMPTY)
  const [checked, setChecked] = useState<Checked | null>(null)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)

  const check = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    const isEmpty = source.text.trim() === ''
    setFault(isEmpty ? words.value.capCheck.missing : '')
    if (isEmpty) return
    setBusy(true)
    // The octets of a file, not its text: its encoding is checked too.
    const document = { content: source.file ?? source.text, type: 'application/cap+xml' }
    const answer = await call<CapReportJson>('/api/v1/cap-checks', { method: 'POST', document })
    setBusy(false)
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return
    setChecked({ report: answer.value, text: source.text })
    announce(verdictOf(answer.value))
  }

  return (
    <>
      <PageHeading title={capCheck.title} />
      <p>{capCheck.intro}</p>
      <form class="card" onSubmit={(event) => void check(event)} noValidate>
        <SourceFields source={source} onChange={setSource} />
        <p class="fault" id="cap-fault" role="alert" data-test="cap-fault">
          {fault}
        </p>
        <div class="actions">
          <button
            type="submit"
            class="button button-main"
            aria-disabled={busy}
            data-test="cap-check"
          >
            {busy ? capCheck.busy : capCheck.submit}
          </button>
        </div>
      </form>
      <ProblemNotice problem={problem} />
      {checked !== null && <CapReport {...checked} stale={checked.text !== source.text} />}
    </>
  )
}

function verdictOf({ valid, broadcastable, findings, more }: CapReportJson): string {
  const { capCheck } = words.value
  return [
    valid ? capCheck.valid : capCheck.invalid,
    broadcastable ? capCheck.broadcastable : capCheck.notBroadcastable,
    capCheck.count(findings.length + more),
  ].join('. ')
}

function SourceFields(props: {
  readonly source: Source
  readonly onChange: (source: Source) => void
}) {
  const { capCheck } = words.value
  const input = useRef<HTMLInputElement>(null)
  const choose = async (file: File | undefined) => {
    if (file === undefined) return
    props.onChange({ text: textOf(new Uint8Array(await file.arrayBuffer())), file })
  }
  const type = (text: string) => {
    // What is typed is no longer what the file says.
    if (input.current !== null) input.current.value = ''
    props.onChange({ text, file: null })
  }
  return (
    <>
      <label class="field">
        <span class="label">{capCheck.file}</span>
        <input
          ref={input}
          type="file"
          accept=".xml,.cap,application/xml,text/xml,application/cap+xml"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
          aria-describedby="cap-fault"
          data-test="cap-check-file"
        />
      </label>
      <TextArea
        id="cap-text"
        label={capCheck.paste}
        hint={capCheck.pasteHint}
        rows={12}
        value={props.source.text}
        onChange={type}
      />
    </>
  )
}
