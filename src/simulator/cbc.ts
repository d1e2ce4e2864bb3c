import type { Server } from 'node:http'
import { Airing } from './airing.ts'
import { ServiceClient } from './client.ts'
import type { Clock } from './clock.ts'
import type { CbcEvent, CbcState } from './events.ts'
import { FeedLoop } from './feed-loop.ts'
import { Inbox, type Link } from './inbox.ts'
import { Intake, type Taken } from './intake.ts'
import { Outbox } from './outbox.ts'
import { backoffMs, pause } from './pause.ts'
import {
  closeServer,
  answerState,
  listen,
  portOf,
  PUSH_PATH,
  answerPushes,
} from './push-listener.ts'
import type { Script } from './script.ts'
import { Trust } from './trust.ts'
import { stateOf } from './views.ts'

export interface CbcOptions {
  /** Its name, as `Cbc` of the profile has it. */
  readonly id: string
  /** Base URL of the service's edge. */
  readonly url: string
  readonly token: string
  readonly link: Link
  /** For link push; 0 takes any free port. */
  readonly listenPort: number
  readonly pushToken: string
  /** Pinned root of the trust list, public, in PEM. */
  readonly rootPem: string
  /** Null keeps everything in memory only. */
  readonly statePath: string | null
  /** `GET /state` without a token on loopback; 0 takes any free port, null none. */
  readonly controlPort: number | null
  readonly failRate: number
  readonly silentRate: number
  readonly delayMs: number
  readonly script: Script | null
  readonly ignoresProfile: boolean
}

const TRUST_LOOK_MS = 60_000

/** The reference CBC: pulls or is pushed, verifies, "broadcasts", reports. */
export class ReferenceCbc {
  readonly #options: CbcOptions
  readonly #clock: Clock
  readonly #emit: (event: CbcEvent) => void
  readonly #stopping = new AbortController()
  readonly #inbox: Inbox
  readonly #client: ServiceClient
  readonly #trust: Trust
  readonly #intake: Intake
  readonly #outbox: Outbox
  readonly #airing: Airing
  readonly #running: Promise<void>[] = []
  readonly #servers: Server[] = []

  constructor(options: CbcOptions, clock: Clock, emit: (event: CbcEvent) => void) {
    this.#options = options
    this.#clock = clock
    this.#emit = emit
    const { signal } = this.#stopping
    const { id, script, ignoresProfile, rootPem, delayMs } = options
    const inbox = new Inbox(options.statePath)
    const client = new ServiceClient(options)
    const parts = { inbox, client, clock, emit, signal }
    this.#inbox = inbox
    this.#client = client
    this.#trust = new Trust({ ...parts, rootPem })
    this.#intake = new Intake({ ...parts, cbc: id, trust: this.#trust, script, ignoresProfile })
    this.#outbox = new Outbox({
      ...parts,
      ownSerials: ignoresProfile || script?.kind === 'bad-serial',
      slowMs: slownessOf(script),
    })
    const rates = { failed: options.failRate, silent: options.silentRate, seed: id }
    this.#airing = new Airing({ ...parts, outbox: this.#outbox, rates, delayMs })
  }

  state(): CbcState {
    return stateOf(this.#options.id, this.#inbox, this.#trust.issued())
  }

  /** Returns when it listens, or would: scripted absence goes on in the background. */
  async start(): Promise<void> {
    const { id: cbc, link, controlPort, script } = this.#options
    let control: string | null = null
    if (controlPort !== null) {
      const server = await listen(
        controlPort,
        answerState(() => this.state()),
      )
      this.#servers.push(server)
      control = `http://127.0.0.1:${portOf(server)}/state`
    }
    const awayMs = script?.kind === 'unreachable-for' ? script.seconds * 1000 : 0
    const port = link === 'push' ? await this.#listen(awayMs) : null
    const push = port === null ? null : `http://127.0.0.1:${port}${PUSH_PATH}`
    this.#emit({ event: 'listening', cbc, link, push, control })
    this.#running.push(this.#run(awayMs))
  }

  /** Ends everything under way and says what is held. What is not acknowledged stays due. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#servers.map(closeServer))
    await Promise.all(this.#running)
    await this.#airing.settled()
    await this.#outbox.settled()
    await this.#client.close()
    const state = this.state()
    this.#inbox.close()
    this.#emit({ event: 'stopped', ...state })
  }

  async #run(awayMs: number): Promise<void> {
    const { signal } = this.#stopping
    if (awayMs > 0) await pause(awayMs, signal)
    if (signal.aborted) return
    const trusting = this.#keepTrust()
    this.#outbox.wakeAll()
    this.#airing.admitAll()
    if (this.#options.link === 'feed') {
      const parts = { client: this.#client, inbox: this.#inbox, intake: this.#intake }
      const rest = { airing: this.#airing, clock: this.#clock, emit: this.#emit, signal }
      await new FeedLoop({ ...parts, ...rest }).run()
    } else {
      this.#airing.hold(false)
    }
    await trusting
  }

  async #keepTrust(): Promise<void> {
    const { signal } = this.#stopping
    let failures = 0
    while (!signal.aborted) {
      const isFresh = !this.#trust.isDue() || (await this.#trust.refresh())
      failures = isFresh ? 0 : failures + 1
      await pause(isFresh ? TRUST_LOOK_MS : backoffMs(failures, this.#clock), signal)
    }
  }

  /** The port of the push listener; for a scripted absence it is found out and then let go. */
  async #listen(awayMs: number): Promise<number> {
    const { listenPort, pushToken, script } = this.#options
    const handler = answerPushes({
      token: pushToken,
      take: (octets) => this.#take(octets),
      state: () => this.state(),
      script,
      signal: this.#stopping.signal,
    })
    const server = await listen(listenPort, handler)
    const port = portOf(server)
    if (awayMs === 0) {
      this.#servers.push(server)
      return port
    }
    await closeServer(server)
    this.#running.push(this.#listenLater(port, awayMs, handler))
    return port
  }

  async #listenLater(
    port: number,
    awayMs: number,
    handler: Parameters<typeof listen>[1],
  ): Promise<void> {
    const { signal } = this.#stopping
    await pause(awayMs, signal)
    if (!signal.aborted) this.#servers.push(await listen(port, handler))
  }

  async #take(octets: Uint8Array): Promise<Taken> {
    const taken = await this.#intake.take(octets, { link: 'push', entry: null })
    if (taken.kind !== 'later' && taken.identifier !== null) {
      const { identifier } = taken
      // After the answer is on its way: the service should hear `received` from it first.
      setImmediate(() => this.#airing.admit([identifier]))
    }
    return taken
  }
}

function slownessOf(script: Script | null): number | null {
  if (script?.kind === 'no-answer') return null
  return script?.kind === 'slow' ? script.ms : 0
}
