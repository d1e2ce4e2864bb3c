import { useEffect, useState } from 'preact/hooks'
import type { EntryBody } from '../../domain/entry.ts'
import type {
  CbcJson,
  EntryJson,
  LogPageJson,
  ProblemJson,
  VerifyJson,
} from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { formatNumber, language, words } from '../language.ts'
import { useLoaded } from '../loading.ts'
import { navigate } from '../navigation.ts'
import { announce } from '../parts/announcer.tsx'
import { Loading, PageHeading } from '../parts/page.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { alertPath, logPath } from '../route.ts'
import { formatTime } from '../time.ts'
import { logQuery, readLogFilter, type LogFilter } from './log-filter.ts'

export function LogPage({ query }: { query: Readonly<Record<string, string>> }) {
  const text = words.value.log
  const filter = readLogFilter(query)
  const path = logQuery(filter, null)
  const [page, setPage] = useState<LogPageJson | null>(null)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const load = async (before: LogPageJson | null) => {
    const answer = await call<LogPageJson>(logQuery(filter, before?.next ?? null))
    setProblem(answer.ok ? null : answer.problem)
    if (!answer.ok) return
    setPage({ ...answer.value, entries: [...(before?.entries ?? []), ...answer.value.entries] })
    announce(words.value.log.size(formatNumber(answer.value.size)))
  }
  useEffect(() => {
    setPage(null)
    void load(null)
  }, [path])
  return (
    <>
      <PageHeading title={text.title} />
      <Verify />
      <FilterForm key={path} filter={filter} />
      <ProblemNotice problem={problem} />
      {page === null && problem === null && <Loading />}
      {page !== null && (
        <>
          <p class="quiet" data-test="log-size">
            {text.size(formatNumber(page.size))}
          </p>
          <Entries entries={page.entries} />
          {page.next !== null && (
            <button type="button" class="button" onClick={() => void load(page)} data-test="older">
              {text.older}
            </button>
          )}
        </>
      )}
    </>
  )
}

function Verify() {
  const text = words.value.log
  const [result, setResult] = useState<VerifyJson | null>(null)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const [busy, setBusy] = useState(false)
  const verify = async () => {
    if (busy) return
    setBusy(true)
    const answer = await call<VerifyJson>('/api/v1/log/verify')
    setBusy(false)
    setResult(answer.ok ? answer.value : null)
    setProblem(answer.ok ? null : answer.problem)
  }
  return (
    <section class="card" aria-labelledby="verify">
      <h2 id="verify">{text.verifyTitle}</h2>
      <button
        type="button"
        class="button"
        aria-disabled={busy}
        onClick={() => void verify()}
        data-test="verify"
      >
        {busy ? text.verifying : text.verify}
      </button>
      <ProblemNotice problem={problem} />
      <div role="status">{result !== null && <Verdict result={result} />}</div>
    </section>
  )
}

function Verdict({ result }: { result: VerifyJson }) {
  const text = words.value.log
  const { verified, problem } = result
  const broken =
    problem === null ? text.brokenUnknown : text.broken(formatNumber(problem.seq), problem.what)
  return (
    <div data-test="verify-result" data-verified={verified}>
      <p class={verified ? 'verdict verdict-good' : 'verdict verdict-bad'}>
        {verified ? `✓ ${text.verified}` : `✕ ${broken}`}
      </p>
      <dl class="facts">
        <dt>{text.verifySize}</dt>
        <dd>{formatNumber(result.size)}</dd>
        <dt>{text.root}</dt>
        <dd>
          <code data-test="root">{result.root}</code>
        </dd>
        <dt>{text.checkpoint}</dt>
        <dd>
          {result.checkpoint === null ? (
            text.checkpointNone
          ) : (
            <pre class="checkpoint">{result.checkpoint}</pre>
          )}
        </dd>
      </dl>
    </div>
  )
}

function FilterForm({ filter }: { filter: LogFilter }) {
  const text = words.value.log
  const [typed, setTyped] = useState(filter)
  const put: Put = (key) => (event) => setTyped({ ...typed, [key]: event.currentTarget.value })
  const go = (to: Readonly<Record<string, string>>) => navigate(logPath(to))
  return (
    <form
      class="card"
      role="search"
      aria-label={text.filters}
      onSubmit={(event) => {
        event.preventDefault()
        go({ ...typed })
      }}
    >
      <div class="row">
        <FilterFields typed={typed} put={put} />
      </div>
      <p class="hint" id="actor-hint">
        {text.actor}: {text.actorHint}
      </p>
      <div class="actions">
        <button type="submit" class="button button-main" data-test="log-apply">
          {text.apply}
        </button>
        <button type="button" class="button" onClick={() => go({})} data-test="log-clear">
          {text.clear}
        </button>
      </div>
    </form>
  )
}

type Put = (key: keyof LogFilter) => (event: { currentTarget: { value: string } }) => void

function FilterFields({ typed, put }: { typed: LogFilter; put: Put }) {
  const { log: text, entries } = words.value
  const { value } = useLoaded<{ cbcs: CbcJson[] }>('/api/v1/cbcs')
  const cbcs = value?.cbcs ?? []
  return (
    <>
      {(['alert', 'order', 'actor'] as const).map((key) => (
        <label class="field" key={key}>
          <span class="label">{text[key]}</span>
          <input
            value={typed[key]}
            onInput={put(key)}
            aria-describedby={key === 'actor' ? 'actor-hint' : undefined}
            data-test={`log-${key}`}
          />
        </label>
      ))}
      <Choice
        label={text.operator}
        any={text.operatorAny}
        value={typed.operator}
        options={[...new Set(cbcs.map(({ operator }) => operator))].map((each) => [each, each])}
        onChange={put('operator')}
        test="log-operator"
      />
      <Choice
        label={text.cbc}
        any={text.cbcAny}
        value={typed.cbc}
        options={cbcs.map(({ cbc, operator }) => [cbc, `${operator} · ${cbc}`])}
        onChange={put('cbc')}
        test="log-cbc"
      />
      <Choice
        label={text.what}
        any={text.whatAny}
        value={typed.what}
        options={Object.entries(entries)}
        onChange={put('what')}
        test="log-what"
      />
      {(['from', 'until'] as const).map((key) => (
        <label class="field" key={key}>
          <span class="label">{text[key]} (WIB)</span>
          <input
            type="datetime-local"
            value={typed[key]}
            onInput={put(key)}
            data-test={`log-${key}`}
          />
        </label>
      ))}
    </>
  )
}

function Choice(props: {
  readonly label: string
  readonly any: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onChange: (event: { currentTarget: { value: string } }) => void
  readonly test: string
}) {
  // A filter from a link may name what is not in the list: it stays visible.
  const known = props.options.some(([value]) => value === props.value) || props.value === ''
  return (
    <label class="field">
      <span class="label">{props.label}</span>
      <select value={props.value} onChange={props.onChange} data-test={props.test}>
        <option value="">{props.any}</option>
        {!known && <option value={props.value}>{props.value}</option>}
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

function Entries({ entries }: { entries: readonly EntryJson[] }) {
  const text = words.value.log
  if (entries.length === 0) return <p class="quiet">{text.empty}</p>
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={text.caption}>
      <table data-test="log-entries">
        <caption class="visually-hidden">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {text.seq}
            </th>
            <th scope="col">{text.at}</th>
            <th scope="col">{text.what}</th>
            <th scope="col">{text.actor}</th>
            <th scope="col">{text.alert}</th>
            <th scope="col">{text.cbc}</th>
            <th scope="col">{text.body}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Entry key={entry.seq} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Entry({ entry }: { entry: EntryJson }) {
  const { log: text, entries, shell } = words.value
  const [open, setOpen] = useState(false)
  const name = entry.what in entries ? entries[entry.what as EntryBody['what']] : entry.what
  const style = { zone: 'WIB', language: language.value, seconds: true } as const
  return (
    <tr data-test="log-entry" data-what={entry.what}>
      <td class="number">{entry.seq}</td>
      <td class="time">{formatTime(entry.at, style)}</td>
      <th scope="row">
        {name}
        {entry.published && <span class="choice-note">{text.published}</span>}
      </th>
      <td>
        <code>{entry.actor}</code>
      </td>
      <td>
        {entry.alert === null ? (
          shell.none
        ) : (
          <a href={alertPath(entry.alert)}>{entry.order ?? entry.alert}</a>
        )}
      </td>
      <td>{entry.cbc ?? shell.none}</td>
      <td class="wide">
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary aria-label={text.bodyOf(entry.seq)}>{text.body}</summary>
          {open && (
            <>
              <p class="quiet">
                {text.leaf}: <code>{entry.leaf}</code>
              </p>
              {entry.body === null ? (
                <p>{text.erased}</p>
              ) : (
                <pre tabIndex={0}>{JSON.stringify(entry.body, null, 2)}</pre>
              )}
            </>
          )}
        </details>
      </td>
    </tr>
  )
}
