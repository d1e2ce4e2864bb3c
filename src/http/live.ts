import type { WebSocket } from '@fastify/websocket'
import { loadSignedIn, type SignedIn } from '../desk/accounts.ts'
import type { Desk } from '../desk/desk.ts'
import { viewAlert } from '../desk/views.ts'
import type { Actor } from '../domain/account.ts'
import type { StreamId } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'

/** At most five frames a second and alert, however many receipts come in. */
const FRAME_GAP_MS = 200
/** A console that has not read this much is not reading: it asks again when it wakes. */
const BACKLOG_OCTETS_MAX = 1_048_576
const WATCHERS_MAX = 1_000
const WATCHERS_PER_SESSION_MAX = 32
const CHECK_GAP_MS = 15_000

/** RFC 6455 §7.4.1, and `try again later` of the IANA list. */
const CLOSE_GOING_AWAY = 1001
const CLOSE_POLICY = 1008
const CLOSE_BROKEN = 1011
const CLOSE_LATER = 1013

interface Watcher {
  readonly socket: WebSocket
  /** Roles may change while somebody watches. */
  signedIn: SignedIn
  /** Cookie token, so that a session that is over or an account that is shut stops watching. */
  readonly token: string
  hasAnswered: boolean
}

interface Watched {
  readonly watchers: Set<Watcher>
  timer: NodeJS.Timeout | null
  builtAtMs: number
  isBuilding: boolean
  isMoved: boolean
}

/**
 * Tells consoles what becomes of an alert: the whole of it at once, and again after every commit
 * that moved it.
 */
export class LiveAlerts {
  readonly #desk: Desk
  readonly #trouble: (error: unknown) => void
  readonly #alerts = new Map<string, Watched>()
  readonly #stopListening: () => void
  readonly #checks: NodeJS.Timeout

  constructor(desk: Desk, trouble: (error: unknown) => void) {
    this.#desk = desk
    this.#trouble = trouble
    this.#stopListening = desk.store.onCommit((moved) => this.#see(moved))
    this.#checks = setInterval(() => void this.#check().catch(trouble), CHECK_GAP_MS)
    this.#checks.unref()
  }

  /** Counts of every socket that is held. */
  get size(): number {
    let size = 0
    for (const { watchers } of this.#alerts.values()) size += watchers.size
    return size
  }

  /** @param token of the session's cookie. */
  async watch(
    socket: WebSocket,
    of: { readonly alertId: string; readonly signedIn: SignedIn; readonly token: string },
  ): Promise<void> {
    const watcher: Watcher = { ...of, socket, hasAnswered: true }
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => {
      watcher.hasAnswered = true
    })
    if (this.size >= WATCHERS_MAX || this.#ofSession(watcher) >= WATCHERS_PER_SESSION_MAX) {
      socket.close(CLOSE_LATER, 'too many watchers')
      return
    }
    const watched = this.#watched(of.alertId)
    socket.on('close', () => this.#leave(of.alertId, watcher))
    // Watched before it is read: a commit in between is not missed.
    watched.watchers.add(watcher)
    try {
      const alert = await viewAlert(this.#desk.store, of.alertId, of.signedIn.actor)
      this.#send(watcher, JSON.stringify(alert))
    } catch (error) {
      if (!(error instanceof Refusal)) this.#trouble(error)
      const code = error instanceof Refusal ? error.code : 'SERVICE_BROKEN'
      socket.close(error instanceof Refusal ? CLOSE_POLICY : CLOSE_BROKEN, code)
    }
  }

  /** Ends what a session watches: it has signed out. */
  dropSession(tokenSha256: string): void {
    for (const watcher of this.#all()) {
      if (watcher.signedIn.session.tokenSha256 === tokenSha256) {
        watcher.socket.close(CLOSE_POLICY, 'NOT_SIGNED_IN')
      }
    }
  }

  stop(): void {
    this.#stopListening()
    clearInterval(this.#checks)
    for (const watched of this.#alerts.values()) {
      if (watched.timer !== null) clearTimeout(watched.timer)
    }
    for (const { socket } of this.#all()) socket.close(CLOSE_GOING_AWAY)
    this.#alerts.clear()
  }

  #see(moved: ReadonlySet<StreamId>): void {
    if (this.#alerts.size === 0) return
    for (const stream of moved) {
      const alertId = /^(?:message|order):(\w+)\./.exec(stream)?.[1]
      const watched = alertId === undefined ? undefined : this.#alerts.get(alertId)
      if (alertId === undefined || watched === undefined) continue
      watched.isMoved = true
      this.#schedule(alertId, watched)
    }
  }

  #schedule(alertId: string, watched: Watched): void {
    if (watched.timer !== null || watched.isBuilding) return
    const since = this.#desk.means().nowMs - watched.builtAtMs
    const wait = Math.min(FRAME_GAP_MS, Math.max(0, FRAME_GAP_MS - since))
    watched.timer = setTimeout(() => {
      watched.timer = null
      void this.#tell(alertId, watched)
    }, wait)
  }

  async #tell(alertId: string, watched: Watched): Promise<void> {
    watched.isBuilding = true
    watched.isMoved = false
    watched.builtAtMs = this.#desk.means().nowMs
    try {
      await this.#sendFrames(alertId, watched.watchers)
    } catch (error) {
      this.#trouble(error)
    } finally {
      watched.isBuilding = false
      if (watched.isMoved) this.#schedule(alertId, watched)
    }
  }

  /** One frame for all with the same roles; who had a hand in the alert gets one of their own. */
  async #sendFrames(alertId: string, watchers: ReadonlySet<Watcher>): Promise<void> {
    const { store } = this.#desk
    const thread = await store.loadAlert(alertId)
    const involved = new Set(
      thread?.messages.flatMap(({ hands, approvers }) => [...hands, ...approvers]),
    )
    const keyOf = ({ id, roles }: Actor): string =>
      involved.has(id) ? id : [...roles].sort().join()
    const frames = new Map<string, Promise<string>>()
    for (const watcher of watchers) {
      const { actor } = watcher.signedIn
      const key = keyOf(actor)
      let frame = frames.get(key)
      if (frame === undefined) {
        frame = viewAlert(store, alertId, actor).then((alert) => JSON.stringify(alert))
        frames.set(key, frame)
      }
      this.#send(watcher, await frame)
    }
  }

  #send(watcher: Watcher, frame: string): void {
    const { socket } = watcher
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > BACKLOG_OCTETS_MAX) socket.terminate()
    else socket.send(frame)
  }

  /** Who does not answer is gone; whose session is over is told so. */
  async #check(): Promise<void> {
    for (const watcher of this.#all()) {
      const { socket } = watcher
      const signedIn = await loadSignedIn(this.#desk, watcher.token)
      if (!watcher.hasAnswered) {
        socket.terminate()
      } else if (signedIn === null) {
        socket.close(CLOSE_POLICY, 'NOT_SIGNED_IN')
      } else {
        watcher.signedIn = signedIn
        watcher.hasAnswered = false
        socket.ping()
      }
    }
  }

  #all(): Watcher[] {
    return [...this.#alerts.values()].flatMap(({ watchers }) => [...watchers])
  }

  #ofSession({ token }: Watcher): number {
    return this.#all().filter((each) => each.token === token).length
  }

  #watched(alertId: string): Watched {
    const known = this.#alerts.get(alertId)
    if (known !== undefined) return known
    const watched: Watched = {
      watchers: new Set(),
      timer: null,
      builtAtMs: 0,
      isBuilding: false,
      isMoved: false,
    }
    this.#alerts.set(alertId, watched)
    return watched
  }

  #leave(alertId: string, watcher: Watcher): void {
    const watched = this.#alerts.get(alertId)
    if (watched === undefined) return
    watched.watchers.delete(watcher)
    if (watched.watchers.size > 0) return
    if (watched.timer !== null) clearTimeout(watched.timer)
    this.#alerts.delete(alertId)
  }
}
