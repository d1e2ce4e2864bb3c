import { endOf } from '../commands/release-message.ts'
import type { Message } from '../domain/message.ts'
import { isExhausted } from './block-release.ts'
import type { Desk } from './desk.ts'
import { expireOrdersUse, expireUse, releaseUse } from './release.ts'

export interface Timers {
  /** Looks at once: an approval of an immediate alert does not wait for the tick. */
  wake(): void
  stop(): Promise<void>
}

const TICK_MS = 500
/** How long a release that no serial number is left for waits: codes come free one by one. */
const HELD_MS = 10_000

/** Live until its end, or approved for a time that went by while nobody released it. */
function isOver(message: Message, nowMs: number): boolean {
  return message.state === 'live' || endOf(message, nowMs) <= nowMs
}

/** The clock's own steps: start, expiry. */
export function startTimers(
  desk: Desk,
  trouble: (error: unknown, messageId: string) => void,
): Timers {
  let looking: Promise<void> | null = null
  let again = false
  let stopped = false
  const held = new Map<string, number>()
  /** Said once: a service log that repeats itself twice a second hides everything else. */
  const release: typeof releaseUse = async (_, messageId) => {
    const { nowMs } = desk.means()
    const next = held.get(messageId)
    // A clock that was set back holds nothing up.
    if (next !== undefined && nowMs < next && next - nowMs <= HELD_MS) return
    try {
      await releaseUse(desk, messageId)
      held.delete(messageId)
    } catch (error) {
      if (isExhausted(error)) held.set(messageId, nowMs + HELD_MS)
      if (next === undefined || !isExhausted(error)) throw error
    }
  }
  const look = async (): Promise<void> => {
    do {
      again = false
      const { nowMs } = desk.means()
      for (const message of await desk.store.loadDueMessages(nowMs)) {
        const use = isOver(message, nowMs) ? expireUse : release
        await use(desk, message.id).catch((error: unknown) => trouble(error, message.id))
      }
      await expireOrdersUse(desk).catch((error: unknown) => trouble(error, 'all'))
    } while (again && !stopped)
  }
  const wake = (): void => {
    again = true
    if (stopped || looking !== null) return
    looking = look()
      .catch((error: unknown) => trouble(error, 'all'))
      .finally(() => {
        looking = null
      })
  }
  const timer = setInterval(wake, TICK_MS)
  wake()
  return {
    wake,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }
}
