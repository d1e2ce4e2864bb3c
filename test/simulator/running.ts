import { setTimeout as sleep } from 'node:timers/promises'
import { nowMs, random } from '../../src/clock.ts'
import { ReferenceCbc, type CbcOptions } from '../../src/simulator/cbc.ts'
import type { Clock } from '../../src/simulator/clock.ts'
import type { CbcEvent } from '../../src/simulator/events.ts'
import { CBC } from './documents.ts'
import { TOKEN } from './fake-service.ts'

export const PUSH_TOKEN = 'token-of-the-service'

/** A CBC in this process with what it has said so far. */
export interface RunningCbc {
  readonly cbc: ReferenceCbc
  readonly events: CbcEvent[]
  /** Where it listens for pushed documents. */
  readonly pushUrl: string
}

export async function startCbc(
  options: Partial<CbcOptions> & Pick<CbcOptions, 'url' | 'rootPem'>,
  clock: Clock = { nowMs, random },
): Promise<RunningCbc> {
  const events: CbcEvent[] = []
  const whole: CbcOptions = {
    id: CBC,
    token: TOKEN,
    link: 'feed',
    listenPort: 0,
    pushToken: PUSH_TOKEN,
    statePath: null,
    controlPort: null,
    failRate: 0,
    silentRate: 0,
    delayMs: 0,
    script: null,
    ignoresProfile: false,
    ...options,
  }
  const cbc = new ReferenceCbc(whole, clock, (event) => events.push(event))
  await cbc.start()
  const listening = events.find((each) => each.event === 'listening')
  return { cbc, events, pushUrl: listening?.push ?? '' }
}

/** Waits until `holds` gives something that is not false; fails with its name otherwise. */
export async function until<T>(
  what: string,
  holds: () => T | false | null | undefined,
): Promise<T> {
  const deadlineMs = nowMs() + 12_000
  for (;;) {
    const value = holds()
    if (value !== false && value !== null && value !== undefined) return value
    if (nowMs() > deadlineMs) throw new Error(`It did not happen in time: ${what}`)
    await sleep(15)
  }
}

export function push(url: string, xml: string, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/cap+xml; charset=utf-8',
      authorization: `Bearer ${PUSH_TOKEN}`,
      ...headers,
    },
    body: xml,
  })
}
