import type { MessageJson } from '../../formats/json/views.ts'

/** Steps that people take here, in the order of their buttons; timers take the others. */
export const STEPS_SHOWN = [
  'approve',
  'submit',
  'return',
  'reject',
  'withdraw',
  'cancel',
  'discard',
] as const
export type ShownStep = (typeof STEPS_SHOWN)[number]

const WITH_REASON: readonly ShownStep[] = ['return', 'reject', 'withdraw', 'cancel']

export function needsReason(step: ShownStep): boolean {
  return WITH_REASON.includes(step)
}

/** True when there is anything that the signed-in person may do with the message here. */
export function isStepOpen({ may }: MessageJson): boolean {
  return may.includes('change') || STEPS_SHOWN.some((step) => may.includes(step))
}

/**
 * What a step sends: the version that was on the screen, and with an approval the hash of exactly
 * the content that was.
 */
export function bodyOfStep(
  step: ShownStep,
  { version, contentHash }: MessageJson,
  reason: string,
): Readonly<Record<string, unknown>> {
  if (step === 'approve') return { version, contentHash }
  return needsReason(step) ? { version, reason: reason.trim() } : { version }
}
