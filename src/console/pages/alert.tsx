import { useEffect, useMemo } from 'preact/hooks'
import type { Kind } from '../../domain/cb/message-identifier.ts'
import type { AlertJson } from '../../formats/json/views.ts'
import { watchAlert, type Connection } from '../alert/live.ts'
import { MessageCard } from '../alert/message-card.tsx'
import type { Change } from '../alert/watching.ts'
import { zoneOf } from '../editor/time-section.tsx'
import { language, words } from '../language.ts'
import { announce } from '../parts/announcer.tsx'
import { Loading, PageHeading } from '../parts/page.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { KindBanner, KindTag } from '../parts/tags.tsx'
import { nameRegions } from '../regions.ts'
import { logPath } from '../route.ts'
import { hasRole, nameOfPerson } from '../session.ts'
import { formatTime } from '../time.ts'

export function AlertPage({ id }: { id: string }) {
  const live = useMemo(() => watchAlert(id, sayChanges), [id])
  useEffect(() => live.stop, [live])
  const alert = live.alert.value
  const newest = alert?.messages.at(-1)
  const regions = newest?.content.area.regions
  useEffect(() => {
    if (regions !== undefined) void nameRegions(regions)
  }, [regions?.join(' ')])
  const { alert: text, shell } = words.value
  const headline = newest?.content.texts[0]?.headline
  return (
    <>
      <PageHeading title={headline ? `${text.title(id)}: ${headline}` : text.title(id)} />
      <ProblemNotice problem={live.problem.value}>
        <button type="button" class="button" onClick={() => void live.reload()}>
          {shell.retry}
        </button>
      </ProblemNotice>
      {alert === null && live.problem.value === null && <Loading />}
      {alert !== null && (
        <>
          <KindBanner kind={alert.kind as Kind} />
          <AlertFacts alert={alert} connection={live.connection.value} />
          {alert.messages.toReversed().map((message) => (
            <MessageCard
              key={message.id}
              live={live}
              message={message}
              zone={zoneOf(message.content.area.regions)}
              newest={message.id === newest?.id}
            />
          ))}
        </>
      )}
    </>
  )
}

function AlertFacts({ alert, connection }: { alert: AlertJson; connection: Connection }) {
  const { alert: text } = words.value
  const { origin } = alert
  const created = formatTime(alert.createdAt, {
    zone: 'WIB',
    language: language.value,
    seconds: true,
  })
  return (
    <div class="alert-facts">
      <KindTag kind={alert.kind} />
      <span>
        {text.created} {created} {text.by(nameOfPerson(alert.createdBy, alert.people))}
      </span>
      <span>
        {text.origin}: {text.origins[origin.from] ?? origin.from}
        {origin.sender !== undefined && ` ${origin.sender}`}
        {origin.identifier !== undefined && (
          <>
            {' '}
            <code>{origin.identifier}</code>
          </>
        )}
      </span>
      {hasRole('auditor') && <a href={logPath({ alert: alert.id })}>{text.logLink}</a>}
      <span class={`connection connection-${connection.is}`} data-test="connection">
        {connectionText(connection)}
      </span>
    </div>
  )
}

function connectionText(connection: Connection): string {
  const { alert: text } = words.value
  switch (connection.is) {
    case 'open':
      return `● ${text.liveConnected}`
    case 'connecting':
      return `○ ${text.liveConnecting}`
    case 'waiting':
    default:
      return `✕ ${text.liveWaiting(connection.seconds)}`
  }
}

function sayChanges(changes: readonly Change[]): void {
  const { orders, orderStates, states } = words.value
  const said = changes.map((change) =>
    change.of === 'order'
      ? orders.changed(change.cbc, orderStates[change.state])
      : orders.messageChanged(change.n, states[change.state]),
  )
  announce(said.join('. '))
}
