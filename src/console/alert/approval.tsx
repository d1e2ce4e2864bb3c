import type { ComponentChildren } from 'preact'
import { previewMessage, type Preview } from '../../domain/cb/preview.ts'
import { describeSound } from '../../domain/words/preview.ts'
import type { MessageJson } from '../../formats/json/views.ts'
import { nowMs } from '../now.ts'
import { formatNumber, language, words } from '../language.ts'
import { FindingsList } from '../parts/findings.tsx'
import { cellsOf, formatPeople } from '../parts/plan-view.tsx'
import { KindBanner, KindTag } from '../parts/tags.tsx'
import { formatTime, type Zone } from '../time.ts'
import { pagesOf } from './coded.ts'

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
  // Every copy makes phones sound once more, so every copy is shown.
  const copies = plan?.copies.map((copy) => copy.text) ?? []
  const texts = copies.length > 0 ? copies : content.texts.map(({ body }) => body)
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
        {texts.map((copy) => (
          <dd key={copy} class="phone-text">
            {copy}
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
