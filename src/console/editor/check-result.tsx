import { useEffect, useRef } from 'preact/hooks'
import { words } from '../language.ts'
import { FindingsList } from '../parts/findings.tsx'
import { PlanView } from '../parts/plan-view.tsx'
import type { Draft } from './draft.ts'
import { isClear } from './field.ts'
import { zoneOf } from './time-section.tsx'

/** What the last check found, and the plan that it came to. */
export function CheckResult({ draft }: { draft: Draft }) {
  const { edit, plan } = words.value
  const checked = draft.checked.value
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (checked !== null) heading.current?.focus()
  }, [checked])
  if (checked === null) return null
  const { findings } = checked.result
  const stale = checked.of !== draft.content.value
  const blocking = findings.filter(({ level }) => level === 'error' || level === 'policy').length
  return (
    <section class="card" aria-labelledby="check-result" data-test="check-result">
      <h2 id="check-result" tabIndex={-1} ref={heading}>
        {edit.findings}
      </h2>
      {stale && <p class="notice notice-doubt">{edit.findingsStale}</p>}
      <p
        class={isClear(findings) ? 'verdict verdict-good' : 'verdict verdict-bad'}
        data-test={isClear(findings) ? 'check-clear' : 'check-blocked'}
      >
        {isClear(findings) ? `✓ ${edit.findingsClear}` : `✕ ${edit.findingsBlock(blocking)}`}
      </p>
      {findings.length === 0 ? (
        <p class="quiet">{edit.findingsNone}</p>
      ) : (
        <FindingsList findings={findings} links />
      )}
      <h3>{plan.title}</h3>
      <PlanView plan={checked.result.plan} zone={zoneOf(draft.content.value.area.regions)} />
    </section>
  )
}
