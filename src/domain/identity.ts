import type { Message } from './message.ts'

/** Jakarta's clock names the day in an identifier, wherever the alert is for. */
const JAKARTA_OFFSET_MS = 7 * 3_600_000

/**
 * CAP identifier of one document (design §5):
 * `KTN-<instance>-<yyyymmdd at +07:00>-<alert>-<message>-<CBC, or PUB>`.
 */
export function capIdentifier(of: {
  readonly instance: string
  readonly message: Pick<Message, 'alertId' | 'n'>
  readonly sentMs: number
  readonly audience: string
}): string {
  const day = dayOf(of.sentMs + JAKARTA_OFFSET_MS)
  return `KTN-${of.instance}-${day}-${of.message.alertId}-${of.message.n}-${of.audience}`
}

/** The six letters of the installation that made a CAP identifier of ours. */
export function instanceOf(identifier: string): string {
  return identifier.split('-', 2)[1] ?? ''
}

/** One instant a message, whole seconds, later than every earlier `sent` of its thread. */
export function sentAfter(lastSentMs: number | null, nowMs: number): number {
  const now = Math.floor(nowMs / 1_000) * 1_000
  return lastSentMs === null ? now : Math.max(now, lastSentMs + 1_000)
}

/** `yyyymmdd` of an instant, read as UTC. */
function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '')
}
