import type { Expectation } from './decision.ts'
import { Refusal } from './error.ts'
import type { Message } from './message.ts'

/** Messages of one alert, oldest first. */
export type Thread = readonly Message[]

const IN_HAND: readonly Message['state'][] = ['draft', 'submitted', 'approved']

/** True for what was sent to be aired: an `Alert` or an `Update`, over or not. */
export function isOut({ sentMs, msgType }: Message): boolean {
  return sentMs !== null && msgType !== 'Cancel'
}

/** What is on air, or was last; null before the first release. */
export function lastOut(thread: Thread): Message | null {
  return thread.filter(isOut).at(-1) ?? null
}

/** The newest `sent` of all messages; null before the first release. */
export function lastSentOf(thread: Thread): number | null {
  const sent = thread.flatMap((each) => each.sentMs ?? [])
  return sent.length === 0 ? null : Math.max(...sent)
}

/** The number of the message that comes next. */
export function nextN(thread: Thread): number {
  return Math.max(0, ...thread.map((each) => each.n)) + 1
}

/** The Update that somebody works on, or null. One that was overtaken stands in nobody's way. */
export function updateInHand(thread: Thread): Message | null {
  const found = thread.findLast(
    (each) => each.msgType === 'Update' && IN_HAND.includes(each.state) && follows(each, thread),
  )
  return found ?? null
}

/**
 * True while an Update still updates what is on air, or what ran out while it was in hand. False
 * once a Cancel or a correction came in between: whoever wrote and approved it did not know.
 */
export function follows(update: Message, thread: Thread): boolean {
  const last = lastOut(thread.filter((each) => each.id !== update.id))
  if (last === null || last.n > update.n) return false
  return last.state === 'live' || last.endReason === 'expired'
}

/**
 * What a step of an Update in hand rests on: that what it updates does not move meanwhile. Of any
 * other message nothing.
 *
 * @throws {Refusal} `UPDATE_OVERTAKEN`
 */
export function expectBase(message: Message, thread: Thread): readonly Expectation[] {
  if (message.msgType !== 'Update' || message.sentMs !== null) return []
  const base = lastOut(thread)
  if (base === null || !follows(message, thread)) {
    throw new Refusal('UPDATE_OVERTAKEN', { message: message.id })
  }
  return [{ stream: `message:${base.id}`, version: base.version }]
}
