import type { ComponentChildren } from 'preact'
import { previewMessage, type Preview } from '../../domain/cb/preview.ts'
import { describeSound, titleOf } from '../../domain/words/preview.ts'
import type { MessageJson } from '../../formats/json/views.ts'
import { nowMs } from '../now.ts'
import { formatNumber, language, words } from '../language.ts'
import { FindingsList } from '../parts/findings.tsx'
import { cellsOf, formatPeople } from '../parts/plan-view.tsx'
import { KindBanner, KindTag } from '../parts/tags.tsx'
import { formatTime, type Zone } from '../time.ts'
import { groupHash, pagesOf } from './coded.ts'

interface Props {
  readonly message: MessageJson
  readonly zone: Zone
  /** The statement to agree with, which depends on whether phones will sound. */
  readonly children: (statement: string) => ComponentChildren
}

/** Once more what is about to happen, in figures, before somebody says yes. */
export function ApprovalSummary({ message, zone, children }: Props) {
  const { alert: text, shell } = words.value
  const { content, plan } = message
  const people = plan === null ? shell.none : formatPeople(plan)
  const startMs = content.start === null ? null : Date.parse(content.start)
  const style = { zone, language: language.value }
  const findings = plan?.findings ?? []
  return (
    <>
      <KindBanner kind={content.kind} />
      <p class="hint">{words.value.kindNotes[content.kind]}</p>
      <dl class="facts" data-test="approval-summary">
        <dt>{text.approveKind}</dt>
        <dd>
          <KindTag kind={content.kind} />
        </dd>
        <dt>{text.approvePhone}</dt>
        {shownOf(message).map(({ title, body, lang }) => (
          <dd key={lang} class="phone-text" data-test="approve-phone">
            {title !== null && <strong class="phone-text-title">{title}</strong>}
            <span lang={lang}>{body}</span>
          </dd>
        ))}
        {content.channel === 'cell-broadcast' && (
          <dd class="phone-sounds" data-test="approve-sounds">
            {describeSound(previewOf(message), language.value)[0]}
          </dd>
        )}
        <dt>{text.approveArea}</dt>
        <dd data-test="approve-area">{content.areaName}</dd>
        <dt>{text.approveCells}</dt>
        <dd data-test="approve-cells">
          {plan === null ? shell.none : formatNumber(cellsOf(plan))}
        </dd>
        <dt>{text.approvePeople}</dt>
        <dd data-test="approve-people">{people}</dd>
        <dt>{text.approveStarts}</dt>
        <dd>{startMs === null ? text.startNow : formatTime(startMs, style)}</dd>
        <dt>{text.approveUntil}</dt>
        <dd data-test="approve-until">
          {formatTime((startMs ?? nowMs()) + content.minutes * 60_000, style)}
        </dd>
        {message.contentHash !== null && (
          <>
            <dt>{text.hash}</dt>
            <dd>
              <code data-test="approve-hash">{groupHash(message.contentHash)}</code>
            </dd>
          </>
        )}
      </dl>
      {findings.length > 0 && (
        <>
          <h3>{text.approveFindings}</h3>
          <FindingsList findings={findings} />
        </>
      )}
      {children(isHeard(message) ? text.understandLive(people) : text.understandQuiet)}
    </>
  )
}

interface ShownCopy {
  readonly lang: string
  /** Above the text on a phone set to the console's language; null without an alarm window. */
  readonly title: string | null
  readonly body: string
}

/** Every copy, as phones put it together from the pages: each makes them sound once more. */
function shownOf(message: MessageJson): readonly ShownCopy[] {
  const { content, plan } = message
  const copies = plan?.copies ?? []
  if (copies.length === 0) {
    return content.texts.map(({ language: lang, body }) => ({ lang, title: null, body }))
  }
  const { alarms } = previewOf(message)
  return alarms.map((alarm, index) => ({
    lang: copies[index]?.language ?? '',
    title: `${titleOf(alarm, language.value)} (${alarm.messageIdentifier})`,
    body: alarm.body[language.value],
  }))
}

/** True when phones as they are sold will sound for it. */
export function isHeard(message: MessageJson): boolean {
  return previewOf(message).sounds > 0
}

/** What phones make of what was planned; a message without copies makes none of them sound. */
function previewOf({ plan }: MessageJson): Preview {
  const copies = plan?.copies.map((copy) => ({
    messageIdentifier: copy.messageIdentifier,
    text: copy.text,
    coded: { pages: pagesOf(copy), dcs: copy.dcs },
  }))
  return previewMessage({ copies: copies ?? [] })
}
