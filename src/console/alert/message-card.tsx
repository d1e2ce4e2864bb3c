import type { AlertJson, MessageJson } from '../../formats/json/views.ts'
import { codedOf, identifierOfCopy } from '../editor/meter.ts'
import { nameOfLanguage, PlainTexts } from '../editor/text-section.tsx'
import { language, words } from '../language.ts'
import { LazyMap } from '../map/lazy-map.tsx'
import { FindingsList } from '../parts/findings.tsx'
import { Phones } from '../parts/phone.tsx'
import { PlanView } from '../parts/plan-view.tsx'
import { StateTag } from '../parts/tags.tsx'
import { nameOfRegion } from '../regions.ts'
import { nameOfPerson } from '../session.ts'
import { formatTime, type Zone } from '../time.ts'
import { groupHash, pagesOf } from './coded.ts'
import type { LiveAlert } from './live.ts'
import { Orders } from './orders.tsx'
import { Steps } from './steps.tsx'

interface Props {
  readonly live: LiveAlert
  readonly message: MessageJson
  readonly zone: Zone
  readonly newest: boolean
}

/** One message of the alert. Those before the newest are folded up, and may still have steps. */
export function MessageCard({ live, message, zone, newest }: Props) {
  const { alert: text, messageTypes } = words.value
  const title = `${text.message(message.n)}: ${messageTypes[message.msgType]}`
  const whole = (
    <>
      <EndLine message={message} />
      <Steps live={live} message={message} zone={zone} />
      {(message.orders.length > 0 || message.sent !== null) && (
        <section aria-label={words.value.orders.title}>
          <h3>{words.value.orders.title}</h3>
          <Orders orders={message.orders} zone={zone} />
        </section>
      )}
      <ContentView message={message} zone={zone} people={live.alert.value?.people ?? {}} />
    </>
  )
  const heading = (
    <>
      {title} <StateTag state={message.state} msgType={message.msgType} />
    </>
  )
  return (
    <article
      class="card message"
      aria-label={title}
      data-test="message"
      data-message={message.id}
      data-state={message.state}
    >
      {newest ? (
        <>
          <h2>{heading}</h2>
          {whole}
        </>
      ) : (
        <details>
          <summary>
            <h2>{heading}</h2>
          </summary>
          {whole}
        </details>
      )}
    </article>
  )
}

function EndLine({ message }: { message: MessageJson }) {
  const { alert: text, endReasons } = words.value
  return (
    <>
      {message.review !== null && (
        <p
          class={`notice notice-${message.review === 'needed' ? 'doubt' : 'plain'}`}
          data-test="review"
        >
          {text.reviews[message.review]}
        </p>
      )}
      {message.endReason !== null && (
        <p>
          {text.ended}: {endReasons[message.endReason]}
        </p>
      )}
      {message.note !== null && (
        <p class="notice notice-plain" data-test="note">
          <strong>{text.note}:</strong> {message.note}
        </p>
      )}
    </>
  )
}

interface Shown {
  readonly message: MessageJson
  readonly zone: Zone
  /** Names by pseudonym. */
  readonly people: AlertJson['people']
}

function ContentView({ message, zone, people }: Shown) {
  const { alert: text, plan: planText } = words.value
  const { content, plan } = message
  return (
    <>
      <section aria-label={text.content}>
        <h3>{text.content}</h3>
        {message.msgType === 'Cancel' ? (
          <p>{text.cancelText}</p>
        ) : (
          <div class="content-columns">
            <div>
              <PhonesOf message={message} />
            </div>
            <div>
              <LazyMap area={content.area} outline={plan?.outline ?? []} />
            </div>
          </div>
        )}
        <Facts message={message} zone={zone} people={people} />
      </section>
      {plan !== null && plan.findings.length > 0 && (
        <section aria-label={text.findings}>
          <h3>{text.findings}</h3>
          <FindingsList findings={plan.findings} />
        </section>
      )}
      {message.msgType !== 'Cancel' && (
        <section aria-label={planText.title}>
          <h3>{planText.title}</h3>
          <PlanView plan={plan} zone={zone} />
        </section>
      )}
    </>
  )
}

/** What phones will show: from the planned pages, or from the text while there is no plan. */
function PhonesOf({ message: { content, plan } }: { message: MessageJson }) {
  if (content.channel !== 'cell-broadcast') return <PlainTexts content={content} />
  const isPlanned = plan !== null && plan.copies.length > 0
  const copies = isPlanned
    ? plan.copies.map((copy) => ({
        name: nameOfLanguage(copy.language),
        messageIdentifier: copy.messageIdentifier,
        text: copy.text,
        coded: { pages: pagesOf(copy), dcs: copy.dcs },
      }))
    : content.texts.map((text, index) => ({
        name: nameOfLanguage(text.language),
        messageIdentifier: identifierOfCopy(content, index),
        text: text.body,
        coded: codedOf(text),
      }))
  return <Phones copies={copies} />
}

function Facts({ message, zone, people }: Shown) {
  const { alert: text, fields, shell } = words.value
  const { content } = message
  const time = (instant: string | null) =>
    instant === null ? null : formatTime(instant, { zone, language: language.value, seconds: true })
  const nameAll = (ids: readonly string[]) => ids.map((id) => nameOfPerson(id, people)).join(', ')
  const isCancel = message.msgType === 'Cancel'
  const nobody = isCancel ? '' : text.nobody
  const rows: readonly (readonly [term: string, value: string | null])[] = [
    [text.hands, nameAll(message.hands)],
    [text.approvers, message.approvers.length === 0 ? nobody : nameAll(message.approvers)],
    ...(isCancel ? [] : describeContent(message, zone)),
    [text.submittedAt, time(message.submittedAt)],
    [text.approvedAt, time(message.approvedAt)],
    [text.sent, time(message.sent)],
    [isCancel ? text.cancelUntil : text.expires, time(message.expires)],
    [text.ended, time(message.endedAt)],
  ]
  return (
    <dl class="facts" data-test="facts">
      {message.contentHash !== null && (
        <>
          <dt>{text.hash}</dt>
          <dd>
            <code data-test="content-hash" data-hash={message.contentHash}>
              {groupHash(message.contentHash)}
            </code>
            <span class="choice-note">{text.hashNote}</span>
          </dd>
        </>
      )}
      <dt>{fields.areaName}</dt>
      <dd>{content.areaName === '' ? shell.none : content.areaName}</dd>
      {rows.map(
        ([term, value]) =>
          value !== null &&
          value !== '' && (
            <>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </>
          ),
      )}
    </dl>
  )
}

function describeContent(
  { content }: MessageJson,
  zone: Zone,
): (readonly [term: string, value: string | null])[] {
  const { alert: text, edit, fields, channels, categories, urgencies, severities } = words.value
  const { certainties, levels } = words.value
  const { area, raised } = content
  const style = { zone, language: language.value }
  const shapes = [
    ...area.circles.map(({ lat, lon, radiusKm }) => edit.circle(lat, lon, radiusKm)),
    ...area.polygons.map((ring) => edit.polygon(ring.length)),
  ]
  return [
    [
      text.regions,
      area.regions.map((code) => (code === 'ID' ? edit.country : nameOfRegion(code))).join('; '),
    ],
    [text.shapes, shapes.join('; ')],
    [fields.channel, channels[content.channel]],
    ...content.texts.map(({ language: tag, event, headline }): [string, string] => [
      `${edit.headline} (${nameOfLanguage(tag)})`,
      `${headline} · ${event}`,
    ]),
    [fields.category, content.category.map((each) => categories[each]).join(', ')],
    [fields.severity, severities[content.severity]],
    [fields.urgency, urgencies[content.urgency]],
    [fields.certainty, certainties[content.certainty]],
    [fields.level, content.level === null ? null : levels[content.level]],
    [fields.raised, raised === null ? null : `${raised.to}: ${raised.reason}`],
    [fields.eventCode, content.eventCode],
    [fields.legalBasis, content.legalBasis],
    [fields.requestedBy, content.requestedBy],
    [text.start, content.start === null ? text.startNow : formatTime(content.start, style)],
    [fields.minutes, String(content.minutes)],
    [fields.repetitionSeconds, String(content.repetitionSeconds)],
    [
      fields.smsWindow,
      content.smsWindow === null
        ? null
        : `${formatTime(content.smsWindow.from, style)} – ${formatTime(content.smsWindow.until, style)}`,
    ],
  ]
}
