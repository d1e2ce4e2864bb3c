import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { CapReportJson, FindingJson } from '../../formats/json/views.ts'
import { words } from '../language.ts'
import { FindingsList } from '../parts/findings.tsx'
import { byLine, elementTextAt, excerptOf, linesOf } from './source.ts'

interface Props {
  readonly report: CapReportJson
  /** The document that was checked. */
  readonly text: string
  /** True when what is on the page is no longer what was checked. */
  readonly stale: boolean
}

/** Both verdicts, and what was found, line by line. */
export function CapReport({ report, text, stale }: Props) {
  const { capCheck } = words.value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [report])
  const lines = useMemo(() => linesOf(text), [text])
  const beforeOf = (finding: FindingJson): string | null => elementTextAt(lines, finding)
  return (
    <section class="card" aria-labelledby="cap-report" data-test="cap-report">
      <h2 id="cap-report" tabIndex={-1} ref={heading}>
        {capCheck.result}
      </h2>
      {stale && <p class="notice notice-doubt">{capCheck.stale}</p>}
      <Verdict good={report.valid} test="cap-valid">
        {report.valid ? capCheck.valid : capCheck.invalid}
      </Verdict>
      <Verdict good={report.broadcastable} test="cap-broadcastable">
        {report.broadcastable ? capCheck.broadcastable : capCheck.notBroadcastable}
      </Verdict>
      <p class="quiet">
        {capCheck.version}: {report.version ?? words.value.shell.none}
      </p>
      {report.findings.length === 0 && <p class="quiet">{capCheck.nothing}</p>}
      {byLine(report.findings).map(({ line, findings }) => (
        <section key={line} aria-labelledby={`cap-line-${line}`} data-test="cap-line">
          <h3 class="line-heading" id={`cap-line-${line}`}>
            {line === 0 ? capCheck.whole : capCheck.line(line)}
          </h3>
          {line > 0 && (
            <p class="source-line" data-test="source-line">
              <code>{excerptOf(lines[line - 1] ?? '', findings[0]?.column)}</code>
            </p>
          )}
          <FindingsList findings={findings} lines={false} beforeOf={beforeOf} />
        </section>
      ))}
      {report.more > 0 && <p class="notice notice-doubt">{capCheck.more(report.more)}</p>}
    </section>
  )
}

function Verdict({ good, test, children }: { good: boolean; test: string; children: string }) {
  return (
    <p
      class={good ? 'verdict verdict-good' : 'verdict verdict-bad'}
      data-test={test}
      data-good={good}
    >
      <span aria-hidden="true">{good ? '✓' : '✕'}</span> {children}
    </p>
  )
}
