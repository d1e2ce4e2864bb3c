import { useState } from 'preact/hooks'
import { describeReason } from '../../domain/words/words.ts'
import type { AttemptJson, OrderJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { formatNumber, language, words } from '../language.ts'
import { ProblemNotice } from '../parts/problem.tsx'
import { logPath } from '../route.ts'
import { hasRole } from '../session.ts'
import { formatTime, type Zone } from '../time.ts'
import { describeCoding, describeSerial, pairsInHex } from './serial.ts'
import { isAccepted, reachOf, totalReach, type Reach } from './watching.ts'

type Attempt = ReturnType<(typeof AttemptJson)['parse']>

interface Props {
  readonly orders: readonly OrderJson[]
  readonly zone: Zone
}

/** What has become of the message at each CBC, as it happens. */
export function Orders({ orders, zone }: Props) {
  const { orders: text } = words.value
  if (orders.length === 0) return <p class="quiet">{text.none}</p>
  const accepted = orders.filter(isAccepted).length
  const total = totalReach(orders)
  return (
    <div data-test="orders">
      <p class="readout" data-test="orders-summary">
        {text.summary(accepted, orders.length)}
      </p>
      <Alarms orders={orders} zone={zone} />
      {total.cells > 0 && <ReachBar reach={total} label={text.reach} />}
      <div class="table-frame" tabIndex={0} role="region" aria-label={text.caption}>
        <table class="orders">
          <caption class="visually-hidden">{text.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.operator}</th>
              <th scope="col">{text.cbc}</th>
              <th scope="col">{text.link}</th>
              <th scope="col">{text.state}</th>
              <th scope="col">{text.stage}</th>
              <th scope="col">{text.reach}</th>
              <th scope="col" class="number">
                {text.cells}
              </th>
              <th scope="col" class="number">
                {text.broadcasting}
              </th>
              <th scope="col" class="number">
                {text.failed}
              </th>
              <th scope="col" class="number">
                {text.silent}
              </th>
              <th scope="col">{text.accepted}</th>
              <th scope="col">{text.more}</th>
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <OrderRows key={order.id} order={order} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** What has gone wrong, in words, above everything else. Said aloud as it comes. */
function Alarms({ orders, zone }: Props) {
  const { alarms: names, orders: text } = words.value
  const raised = orders
    .flatMap(({ cbc, alarms }) => alarms.map((each) => ({ ...each, cbc })))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return (
    <div role="alert" data-test="alarms">
      {raised.length > 0 && (
        <div class="notice notice-problem">
          <p class="notice-title">{text.alarms(raised.length)}</p>
          <ul class="plain-list">
            {raised.map(({ at, alarm, detail, cbc }) => (
              <li key={`${cbc} ${at} ${alarm}`} data-test="alarm" data-alarm={alarm}>
                <strong>{cbc}</strong>: {names[alarm]}{' '}
                <span class="quiet">
                  {formatTime(at, { zone, language: language.value, seconds: true })}
                  {detail !== '' &&
                    ` · ${alarm.startsWith('serial-') ? pairsInHex(detail) : detail}`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function OrderRows({ order, zone }: { order: OrderJson; zone: Zone }) {
  const { orders: text, orderStates, stages, shell } = words.value
  const [open, setOpen] = useState(false)
  const reach = reachOf(order)
  // A Cancel names no cells of its own: a nought would read as a failure.
  const count = (cells: number) => (reach.cells === 0 ? shell.none : formatNumber(cells))
  return (
    <>
      <tr data-test="order-row" data-cbc={order.cbc} data-state={order.state}>
        <th scope="row">{order.operator}</th>
        <td>{order.cbc}</td>
        <td>
          <LinkNames order={order} />
        </td>
        <td>
          <span class={`tag order-${order.state}`}>{orderStates[order.state]}</span>
          {order.reason !== null && (
            <span class="choice-note">{describeReason(order.reason, language.value)}</span>
          )}
        </td>
        <td>{order.stage === null ? shell.none : stages[order.stage]}</td>
        <td>
          {reach.cells === 0 ? (
            shell.none
          ) : (
            <ReachBar reach={reach} label={`${text.reach} ${order.cbc}`} brief />
          )}
        </td>
        <td class="number">{count(reach.cells)}</td>
        <td class="number" data-test="broadcasting">
          {count(reach.broadcasting)}
        </td>
        <td class="number">{count(reach.failed)}</td>
        <td class="number">{count(reach.silent)}</td>
        <td class="time">
          {order.acceptedAt === null
            ? shell.none
            : formatTime(order.acceptedAt, { zone, language: language.value, seconds: true })}
        </td>
        <td>
          <button
            type="button"
            class="button button-small"
            aria-expanded={open}
            aria-controls={`order-${order.id}`}
            aria-label={text.moreOf(order.cbc)}
            onClick={() => setOpen(!open)}
            data-test="order-more"
          >
            {text.more}
          </button>
        </td>
      </tr>
      <tr id={`order-${order.id}`} hidden={!open}>
        <td colSpan={12}>{open && <OrderDetails order={order} zone={zone} />}</td>
      </tr>
    </>
  )
}

/** Links in order of preference; those it has gone over are marked in words. */
function LinkNames({ order }: { order: OrderJson }) {
  const { links, orders: text } = words.value
  return (
    <ol class="plain-list">
      {order.links.map((link) => (
        <li key={link}>
          {links[link]}
          {order.used.includes(link) && <span class="quiet"> ({text.usedMark})</span>}
        </li>
      ))}
    </ol>
  )
}

function ReachBar({
  reach,
  label,
  brief = false,
}: {
  readonly reach: Reach
  readonly label: string
  readonly brief?: boolean
}) {
  const { orders: text } = words.value
  const told = text.reachText(
    formatNumber(reach.answered),
    formatNumber(reach.cells),
    reach.percent,
  )
  return (
    <div class={brief ? 'reach reach-brief' : 'reach'}>
      <progress
        max={Math.max(1, reach.cells)}
        value={reach.answered}
        aria-label={label}
        aria-valuetext={told}
      />
      <span>{brief ? `${reach.percent}%` : told}</span>
    </div>
  )
}

function OrderDetails({ order, zone }: { order: OrderJson; zone: Zone }) {
  const { orders: text, shell, messageTypes } = words.value
  const time = (instant: string | null) =>
    instant === null
      ? shell.none
      : formatTime(instant, { zone, language: language.value, seconds: true })
  return (
    <div class="order-details">
      <dl class="facts">
        <dt>{text.identifier}</dt>
        <dd>
          <code>{order.identifier}</code> ({messageTypes[order.msgType]}){' '}
          <a
            href={`/api/v1/documents/${encodeURIComponent(order.identifier)}`}
            target="_blank"
            rel="noreferrer"
            data-test="document"
          >
            {text.document}
          </a>
        </dd>
        {order.copies.map((copy) => (
          <CopyDetails
            key={copy.language}
            copy={copy}
            chosen={order.serialBy === 'theirs' && order.msgType !== 'Cancel'}
          />
        ))}
        <dt>{text.onAir}</dt>
        <dd>{time(order.onAirAt)}</dd>
        <dt>{text.expires}</dt>
        <dd>{time(order.expires)}</dd>
      </dl>
      {order.unplanned > 0 && <p>{text.unplanned(formatNumber(order.unplanned))}</p>}
      {hasRole('auditor') && (
        <p>
          <a href={logPath({ order: order.id })} data-test="order-log">
            {text.logLink}
          </a>
        </p>
      )}
      {order.attempts > 0 && <Attempts order={order} zone={zone} />}
    </div>
  )
}

/** How one copy goes on air at this CBC, by our word and by its own. */
function CopyDetails({
  copy,
  chosen,
}: {
  readonly copy: OrderJson['copies'][number]
  /** True where the CBC chooses: then our number is not what is on air. */
  readonly chosen: boolean
}) {
  const { orders: text } = words.value
  const { used, replaces } = copy
  return (
    <>
      <dt>{text.copy(copy.language, copy.messageIdentifier)}</dt>
      <dd data-test="order-copy">
        {text.serial} {describeSerial(copy.serial, words.value)}
        {replaces !== null && ` · ${text.replaces(describeSerial(replaces, words.value))}`}
        {chosen && used === null && (
          <>
            {' · '}
            <strong data-test="not-stated">{text.notStated}</strong>
          </>
        )}
        {used !== null && (
          <>
            {' · '}
            <strong data-test="used-pair">
              {text.usedPair(used.messageIdentifier)} {describeSerial(used.serial, words.value)}
            </strong>
          </>
        )}
        <span class="choice-note" data-test="order-coding">
          {text.coded(describeCoding(copy.dcs, words.value), copy.pages)}
        </span>
      </dd>
    </>
  )
}

function Attempts({ order, zone }: { order: OrderJson; zone: Zone }) {
  const { orders: text } = words.value
  const [attempts, setAttempts] = useState<readonly Attempt[] | null>(null)
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const load = async () => {
    const path = `/api/v1/orders/${encodeURIComponent(order.id)}/attempts`
    const answer = await call<{ attempts: Attempt[] }>(path)
    if (answer.ok) setAttempts(answer.value.attempts)
    setProblem(answer.ok ? null : answer.problem)
  }
  return (
    <>
      <button
        type="button"
        class="button button-small"
        onClick={() => void load()}
        data-test="attempts"
      >
        {text.attempts(order.attempts)}
      </button>
      <ProblemNotice problem={problem} />
      {attempts !== null && <AttemptsTable attempts={attempts} order={order} zone={zone} />}
    </>
  )
}

function AttemptsTable({
  attempts,
  order,
  zone,
}: {
  readonly attempts: readonly Attempt[]
  readonly order: OrderJson
  readonly zone: Zone
}) {
  const { orders: text, outcomes, links, shell } = words.value
  const time = (instant: string) =>
    formatTime(instant, { zone, language: language.value, seconds: true })
  return (
    <table data-test="attempts-table">
      <caption>{text.attemptsCaption(order.cbc)}</caption>
      <thead>
        <tr>
          <th scope="col">{text.attempt}</th>
          <th scope="col">{text.link}</th>
          <th scope="col">{text.started}</th>
          <th scope="col">{text.settled}</th>
          <th scope="col">{text.outcome}</th>
          <th scope="col">{text.detail}</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr key={attempt.n}>
            <th scope="row">{attempt.n}</th>
            <td>{links[attempt.link]}</td>
            <td class="time">{time(attempt.startedAt)}</td>
            <td class="time">{attempt.settledAt === null ? text.open : time(attempt.settledAt)}</td>
            <td>{attempt.outcome === null ? text.open : outcomes[attempt.outcome]}</td>
            <td>{describeReason(attempt.detail ?? shell.none, language.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
