import { useState } from 'preact/hooks'
import type { ReadyTextId } from '../../domain/ready-text.ts'
import type { AlertJson, MessageJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { words } from '../language.ts'
import { announce } from '../parts/announcer.tsx'
import { navigate } from '../navigation.ts'
import { ConfirmDialog } from '../parts/dialog.tsx'
import { CheckField, TextArea } from '../parts/fields.tsx'
import { ProblemNotice } from '../parts/problem.tsx'
import { alertPath } from '../route.ts'
import type { Zone } from '../time.ts'
import { ApprovalSummary, isHeard } from './approval.tsx'
import type { LiveAlert } from './live.ts'
import { ReadyTexts } from './ready-texts.tsx'
import {
  bodyOfStep,
  isStepOpen,
  needsReason,
  pathOfStep,
  STEPS_SHOWN,
  type ShownStep,
} from './step.ts'

interface Props {
  readonly live: LiveAlert
  readonly message: MessageJson
  readonly zone: Zone
}

/** The buttons for exactly those steps that the service says this person may take. */
export function Steps({ live, message, zone }: Props) {
  const { alert: text } = words.value
  const [asked, setAsked] = useState<Asked | null>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ProblemJson | null>(null)
  const open = STEPS_SHOWN.filter((step) => message.may.includes(step))
  const fail = async (refused: ProblemJson) => {
    setAsked(null)
    // What the person looked at is no longer what stands there: show it before anything else.
    await live.reload()
    setProblem(refused)
  }
  return (
    <div class="steps" role="group" aria-label={text.stepsTitle} data-test="steps">
      <ProblemNotice problem={problem}>
        {problem !== null &&
          ['STALE_VERSION', 'CONTENT_CHANGED', 'STEP_REFUSED', 'UPDATE_OVERTAKEN'].includes(
            problem.code,
          ) && <p>{words.value.problem.readAgain}</p>}
      </ProblemNotice>
      <div class="actions">
        {message.may.includes('change') && (
          <a
            class="button"
            href={alertPath(message.id.split('.')[0] ?? '', 'edit')}
            data-test="step-change"
          >
            {text.steps.change}
          </a>
        )}
        {open.map((step) => (
          <button
            key={step}
            type="button"
            class={step === 'approve' || step === 'submit' ? 'button button-main' : 'button'}
            onClick={() => setAsked({ step, message })}
            data-test={`step-${step}`}
          >
            {text.steps[step]}
          </button>
        ))}
        {!isStepOpen(message) && <p class="quiet">{text.stepsNone}</p>}
      </div>
      {asked !== null && (
        <StepDialog
          {...asked}
          zone={zone}
          reason={reason}
          onReason={setReason}
          onClose={() => setAsked(null)}
          onFail={(refused) => void fail(refused)}
          onDone={(next) => {
            setAsked(null)
            setProblem(null)
            setReason('')
            live.take(next)
            if (asked.step === 'update') navigate(alertPath(next.id, 'edit'))
            announce(words.value.alert.done[asked.step])
            requestAnimationFrame(refocus)
          }}
        />
      )}
    </div>
  )
}

/** The button that was pressed may be gone with the step: the focus must not be. */
function refocus(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus()
}

/**
 * A step and the message as it stood when its button was pressed. What comes in meanwhile does not
 * change what is being agreed to: the service refuses a version that has moved.
 */
interface Asked {
  readonly step: ShownStep
  readonly message: MessageJson
}

interface DialogProps extends Asked {
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly zone: Zone
  readonly onClose: () => void
  readonly onFail: (problem: ProblemJson) => void
  readonly onDone: (alert: AlertJson) => void
}

function StepDialog(props: DialogProps) {
  const { step, message, zone, reason, onClose } = props
  const { alert: text } = words.value
  const [understood, setUnderstood] = useState(false)
  const [held, setHeld] = useState(false)
  const [busy, setBusy] = useState(false)
  const [readyText, setReadyText] = useState<ReadyTextId | ''>('')
  const missing =
    (needsReason(step) && reason.trim().length < 3) ||
    (step === 'approve' && !understood) ||
    (step === 'correct' && readyText === '')
  const confirm = async () => {
    setHeld(missing)
    if (missing) return
    setBusy(true)
    const body = bodyOfStep(step, message, { reason, text: readyText })
    const answer = await call<AlertJson>(pathOfStep(step, message), { method: 'POST', body })
    setBusy(false)
    if (answer.ok) props.onDone(answer.value)
    else props.onFail(answer.problem)
  }
  const { title, text: explanation, do: action } = text.confirm[step]
  return (
    <ConfirmDialog
      title={title}
      test={`dialog-${step}`}
      tone={(step === 'approve' || step === 'correct') && isHeard(message) ? 'danger' : 'plain'}
      confirm={action}
      busy={busy}
      readFirst={step === 'approve'}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <p>{explanation}</p>
      {step === 'approve' && (
        <ApprovalSummary message={message} zone={zone}>
          {(statement) => (
            <CheckField
              id="understood"
              label={statement}
              checked={understood}
              fault={held && !understood ? text.understandFirst : null}
              onChange={setUnderstood}
            />
          )}
        </ApprovalSummary>
      )}
      {step === 'correct' && (
        <ReadyTexts
          message={message}
          value={readyText}
          fault={held && missing ? text.readyTextFirst : null}
          onChange={setReadyText}
        />
      )}
      {needsReason(step) && (
        <TextArea
          id="reason"
          label={text.reason}
          hint={text.reasonHint}
          value={reason}
          rows={3}
          maxLength={1_000}
          fault={held && missing ? text.reasonFirst : null}
          onChange={props.onReason}
        />
      )}
    </ConfirmDialog>
  )
}
