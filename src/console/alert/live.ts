import { signal } from '@preact/signals'
import type { AlertJson, ProblemJson } from '../../formats/json/views.ts'
import { call } from '../api.ts'
import { changesBetween, retrySeconds } from './watching.ts'

export type Connection =
  | { readonly is: 'connecting' | 'open' }
  | { readonly is: 'waiting'; readonly seconds: number }

export type LiveAlert = ReturnType<typeof watchAlert>

/**
 * One alert, kept as it is at the service: over a WebSocket, and by an ordinary fetch before each
 * new try of one, so that a page with a broken socket is late but never wrong.
 */
export function watchAlert(id: string, say: (changes: ReturnType<typeof changesBetween>) => void) {
  const alert = signal<AlertJson | null>(null)
  const problem = signal<ProblemJson | null>(null)
  const connection = signal<Connection>({ is: 'connecting' })
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false

  const take = (next: AlertJson) => {
    if (stopped) return
    const changes = changesBetween(alert.value, next)
    alert.value = next
    if (changes.length > 0) say(changes)
  }
  const reload = async () => {
    const answer = await call<AlertJson>(pathOf(id))
    problem.value = answer.ok ? null : answer.problem
    if (answer.ok) take(answer.value)
    return answer.ok || answer.problem.status === 0
  }
  const connect = async () => {
    // No alert and no session need no socket; an unreachable service is tried again.
    if (!(await reload()) || stopped) return
    socket = new WebSocket(socketUrl(id))
    socket.addEventListener('open', () => {
      failures = 0
      connection.value = { is: 'open' }
    })
    socket.addEventListener('message', ({ data }) => take(JSON.parse(data as string) as AlertJson))
    socket.addEventListener('close', wait)
  }
  const wait = () => {
    if (stopped) return
    failures += 1
    const seconds = retrySeconds(failures)
    connection.value = { is: 'waiting', seconds }
    timer = setTimeout(() => {
      connection.value = { is: 'connecting' }
      void connect()
    }, seconds * 1_000)
  }
  const stop = () => {
    stopped = true
    clearTimeout(timer)
    socket?.close()
  }
  void connect()
  return { alert, problem, connection, take, reload, stop }
}

function pathOf(id: string): string {
  return `/api/v1/alerts/${encodeURIComponent(id)}`
}

function socketUrl(id: string): string {
  const url = new URL(`${pathOf(id)}/live`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
