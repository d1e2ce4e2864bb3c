import { useEffect, useState } from 'preact/hooks'
import { MESSAGE_STATES, type MessageState } from '../../domain/message-state.ts'
import type { AlertRowJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { language, words } from '../language.ts'
import { navigate } from '../navigation.ts'
import { announce } from '../parts/announcer.tsx'
import { Loading, PageHeading } from '../parts/page.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { KindTag, StateTag } from '../parts/tags.tsx'
import { alertPath } from '../route.ts'
import { hasRole } from '../session.ts'
import { formatTime } from '../time.ts'

interface AlertPage {
  readonly alerts: readonly AlertRowJson[]
  readonly next: string | null
}

export function AlertsPage({ state }: { state: string | null }) {
  const text = words.value.list
  const chosen = MESSAGE_STATES.find((each) => each === state) ?? null
  const [page, setPage] = useState<AlertPage | null>(null)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const load = async (before: AlertPage | null) => {
    const answer = await call<AlertPage>(pathOf(chosen, before?.next ?? null))
    if (!answer.ok) return setProblem(answer.problem)
    const alerts = [...(before?.alerts ?? []), ...answer.value.alerts]
    setProblem(null)
    setPage({ alerts, next: answer.value.next })
    announce(words.value.list.shown(alerts.length))
  }
  useEffect(() => {
    setPage(null)
    void load(null)
  }, [chosen])
  return (
    <>
      <PageHeading title={text.title}>
        {hasRole('author') && (
          <a class="button button-main" href="/alerts/new" data-test="write">
            {words.value.shell.write}
          </a>
        )}
      </PageHeading>
      <div class="toolbar">
        <StateFilter chosen={chosen} />
        <button type="button" class="button" onClick={() => void load(null)} data-test="refresh">
          {text.refresh}
        </button>
      </div>
      <ProblemNotice problem={problem} />
      {page === null && problem === null && <Loading />}
      {page !== null && <AlertsTable alerts={page.alerts} />}
      {page !== null && page.next !== null && (
        <button type="button" class="button" onClick={() => void load(page)} data-test="older">
          {text.older}
        </button>
      )}
    </>
  )
}

function StateFilter({ chosen }: { chosen: MessageState | null }) {
  const { list, states } = words.value
  return (
    <label class="field field-inline">
      <span class="label">{list.filter}</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget
          navigate(value === '' ? '/' : `/?state=${value}`, { replace: true })
        }}
        data-test="state-filter"
      >
        <option value="">{list.all}</option>
        {MESSAGE_STATES.map((state) => (
          <option key={state} value={state}>
            {states[state]}
          </option>
        ))}
      </select>
    </label>
  )
}

function AlertsTable({ alerts }: { alerts: readonly AlertRowJson[] }) {
  const text = words.value.list
  if (alerts.length === 0) return <p class="quiet">{text.empty}</p>
  return (
    <div class="table-frame" tabIndex={0} role="region" aria-label={text.caption}>
      <table data-test="alerts">
        <caption class="visually-hidden">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text.id}</th>
            <th scope="col">{text.kind}</th>
            <th scope="col">{text.headline}</th>
            <th scope="col">{text.area}</th>
            <th scope="col">{text.state}</th>
            <th scope="col">{text.created}</th>
            <th scope="col">{text.sent}</th>
            <th scope="col">{text.until}</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AlertRow({ alert }: { alert: AlertRowJson }) {
  const { list, shell, messageTypes } = words.value
  const time = (instant: string | null) =>
    instant === null ? shell.none : formatTime(instant, { zone: 'WIB', language: language.value })
  return (
    <tr class={`row-${alert.state}`} data-test="alert-row" data-alert={alert.id}>
      <td>{alert.id}</td>
      <td>
        <KindTag kind={alert.kind} />
      </td>
      <th scope="row">
        <a href={alertPath(alert.id)}>{alert.headline === '' ? list.untitled : alert.headline}</a>
        {alert.msgType !== 'Alert' && <> ({messageTypes[alert.msgType]})</>}
      </th>
      <td>{alert.areaName}</td>
      <td>
        <StateTag state={alert.state} msgType={alert.msgType} />
      </td>
      <td class="time">{time(alert.createdAt)}</td>
      <td class="time">{time(alert.sent)}</td>
      <td class="time">{time(alert.expires)}</td>
    </tr>
  )
}

function pathOf(state: MessageState | null, before: string | null): string {
  const query = new URLSearchParams({ limit: '50' })
  if (state !== null) query.set('state', state)
  if (before !== null) query.set('before', before)
  return `/api/v1/alerts?${query}`
}
