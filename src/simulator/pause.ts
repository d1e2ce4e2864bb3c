import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from './clock.ts'

/** Waits, or stops waiting when the signal comes. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch {
    // The caller looks at the signal.
  }
}

const BACKOFF_BASE_MS = 250
const BACKOFF_CAP_MS = 15_000

/** Between half and the whole of a doubling wait: CBCs that fail together do not come back so. */
export function backoffMs(failures: number, clock: Clock): number {
  const wait = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.max(0, failures - 1))
  return wait * (0.5 + clock.random() / 2)
}
