import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ProblemJson } from '../../formats/json/views.ts'
import { language, words } from '../language.ts'
import { fieldOf } from '../editor/field.ts'
import { FindingsList, GoToField } from './findings.tsx'

interface Props {
  readonly problem: ProblemJson | null
  /** True where the form is on the page: what is wrong in it then leads to its field. */
  readonly links?: boolean
  readonly children?: ComponentChildren
}

/** What stood in the way, in the chosen language; it takes the focus so that nobody misses it. */
export function ProblemNotice({ problem, links = false, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem !== null) box.current?.focus()
  }, [problem])
  if (problem === null || problem.code === 'ABORTED') return null
  const { title, waits, code } = words.value.problem
  const field = links ? fieldOf(String(problem.params?.['path'] ?? '')) : null
  return (
    <div class="notice notice-problem" role="alert" tabIndex={-1} ref={box} data-test="problem">
      <p class="notice-title">{problem.code === 'SERIALS_EXHAUSTED' ? waits : title}</p>
      <p data-test="problem-detail">
        {language.value === 'id' ? problem.detailId : problem.detailEn}{' '}
        {field !== null && <GoToField id={field} />}
      </p>
      {problem.findings !== undefined && problem.findings.length > 0 && (
        <FindingsList findings={problem.findings} links={links} />
      )}
      {children}
      <p class="quiet">
        {code}: <code data-test="problem-code">{problem.code}</code>
      </p>
    </div>
  )
}

type Tone = 'good' | 'doubt' | 'problem' | 'plain'

export function Notice({
  tone,
  children,
  test,
}: {
  readonly tone: Tone
  readonly children: ComponentChildren
  readonly test?: string
}) {
  return (
    <div class={`notice notice-${tone}`} data-test={test}>
      {children}
    </div>
  )
}
