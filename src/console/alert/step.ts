import type { MessageJson } from '../../formats/json/views.ts'

/** Steps that people take here, in the order of their buttons; timers take the others. */
export const STEPS_SHOWN = [
  'approve',
  'submit',
  'update',
  'correct',
  'review',
  'return',
  'reject',
  'withdraw',
  'cancel',
  'discard',
] as const
export type ShownStep = (typeof STEPS_SHOWN)[number]

const WITH_REASON: readonly ShownStep[] = ['return', 'reject', 'withdraw', 'cancel', 'review']

export function needsReason(step: ShownStep): boolean {
  return WITH_REASON.includes(step)
}

/** True when there is anything that the signed-in person may do with the message here. */
export function isStepOpen({ may }: MessageJson): boolean {
  return may.includes('change') || STEPS_SHOWN.some((step) => may.includes(step))
}

/** Where a step is sent. */
export function pathOfStep(step: ShownStep, { id }: MessageJson): string {
  const last = step === 'update' ? 'updates' : step === 'correct' ? 'corrections' : step
  return `/api/v1/messages/${encodeURIComponent(id)}/${last}`
}

/**
 * What a step sends: the version that was on the screen, with an approval the hash of exactly the
 * content that was, and with a correction the ready text.
 */
export function bodyOfStep(
  step: ShownStep,
  { version, contentHash }: MessageJson,
  { reason, text }: { readonly reason: string; readonly text: string },
): Readonly<Record<string, unknown>> {
  if (step === 'approve') return { version, contentHash }
  if (step === 'correct') return { version, text }
  return needsReason(step) ? { version, reason: reason.trim() } : { version }
}
