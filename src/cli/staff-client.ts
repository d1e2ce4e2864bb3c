import { Refusal } from '../domain/error.ts'
import type { ContentJson } from '../formats/json/content.ts'
import { parseInput, type Parsed, type Schema } from '../formats/json/parse.ts'
import {
  AlertJson,
  AlertListJson,
  CheckJson,
  LogPageJson,
  ProblemJson,
  SessionJson,
} from '../formats/json/views.ts'
import { parseServiceUrl } from './service-url.ts'

/** A person at the staff API, signed in: what the console does, without its pages. */
export interface Staff {
  readonly account: SessionJson['account']
  check(content: ContentJson): Promise<CheckJson>
  draft(content: ContentJson): Promise<AlertJson>
  draftFromCap(octets: Uint8Array): Promise<AlertJson>
  change(messageId: string, change: { version: number; content: ContentJson }): Promise<AlertJson>
  step(messageId: string, step: string, body: Readonly<Record<string, unknown>>): Promise<AlertJson>
  alert(id: string): Promise<AlertJson>
  alerts(query: Readonly<Record<string, string>>): Promise<AlertListJson>
  /** The alert at once, and again as it moves; a slow reader sees the newest only. */
  watch(id: string, signal: AbortSignal): AsyncGenerator<AlertJson>
  document(identifier: string): Promise<string>
  log(query: Readonly<Record<string, string>>): Promise<LogPageJson>
  signOut(): Promise<void>
}

/** The service has refused, in words of its own in both languages. */
export class StaffProblem extends Error {
  override readonly name = 'StaffProblem'
  readonly problem: ProblemJson

  constructor(problem: ProblemJson) {
    super(`${problem.code}: ${problem.detailEn}`)
    this.problem = problem
  }
}

/** A nationwide area takes seconds to plan. */
const ANSWER_MS = 60_000
const CAP_MEDIA = 'application/cap+xml'

interface Call {
  readonly method: string
  readonly path: string
  readonly json?: unknown
  readonly cap?: Uint8Array
}

/**
 * @param url where staff reach the service; a password goes there, so TLS it is, or loopback.
 * @throws {StaffProblem} when the service refuses.
 * @throws {Refusal} `INPUT_INVALID` when there is no service of ours at that address.
 */
export async function signIn(
  url: string,
  who: { readonly name: string; readonly password: string },
): Promise<Staff> {
  const base = `${parseServiceUrl(url, '--url').href.replace(/\/+$/, '')}/api/v1`
  const opened = await send(base, { method: 'POST', path: '/session', json: who }, {})
  const session = parseInput(SessionJson, await readJson(base, opened), 'session')
  const cookie = (opened.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const headers = { cookie, 'x-csrf-token': session.csrf }
  const ask = async <S extends Schema>(schema: S, call: Call): Promise<Parsed<S>> =>
    parseInput(schema, await readJson(base, await send(base, call, headers)), call.path)
  const post = (path: string, json: unknown): Promise<AlertJson> =>
    ask(AlertJson, { method: 'POST', path, json })
  const get = <S extends Schema>(schema: S, path: string): Promise<Parsed<S>> =>
    ask(schema, { method: 'GET', path })
  const alert = (id: string): Promise<AlertJson> =>
    get(AlertJson, `/alerts/${encodeURIComponent(id)}`)
  return {
    account: session.account,
    check: (content) => ask(CheckJson, { method: 'POST', path: '/check', json: { content } }),
    draft: (content) => post('/alerts', { content, origin: 'cli' }),
    draftFromCap: (cap) => ask(AlertJson, { method: 'POST', path: '/alerts/from-cap', cap }),
    change: (messageId, json) => ask(AlertJson, { method: 'PUT', path: pathOf(messageId), json }),
    step: (messageId, step, body) => post(`${pathOf(messageId)}/${step}`, body),
    alert,
    alerts: (query) => get(AlertListJson, `/alerts?${new URLSearchParams(query).toString()}`),
    watch: async function* (id, signal) {
      // Asked for first: a WebSocket that is not let in cannot say why.
      await alert(id)
      yield* frames(`${base}/alerts/${encodeURIComponent(id)}/live`, { cookie, signal })
    },
    document: async (identifier) => {
      const path = `/documents/${encodeURIComponent(identifier)}`
      const answer = await send(base, { method: 'GET', path }, headers)
      return answer.text()
    },
    log: (query) => get(LogPageJson, `/log?${new URLSearchParams(query).toString()}`),
    signOut: async () => {
      await send(base, { method: 'DELETE', path: '/session' }, headers)
    },
  }
}

function pathOf(messageId: string): string {
  return `/messages/${encodeURIComponent(messageId)}`
}

/**
 * @throws {StaffProblem}
 * @throws {Refusal} `INPUT_INVALID`
 */
async function send(
  base: string,
  call: Call,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const { method, path, json, cap } = call
  const body = cap ?? (json === undefined ? null : JSON.stringify(json))
  const type = cap === undefined ? 'application/json' : CAP_MEDIA
  let answer: Response
  try {
    answer = await fetch(`${base}${path}`, {
      method,
      headers: { ...headers, ...(body === null ? {} : { 'content-type': type }) },
      body,
      // Credentials go to the address that was named, and to no other.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
  } catch (cause) {
    throw unreached(base, causeOf(cause), cause)
  }
  if (answer.ok) return answer
  const problem = ProblemJson.safeParse(await answer.json().catch(() => null))
  if (problem.success) throw new StaffProblem(problem.data)
  throw unreached(base, `HTTP ${answer.status}`, null)
}

async function readJson(base: string, answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch (cause) {
    throw unreached(base, 'no JSON', cause)
  }
}

function unreached(base: string, found: string, cause: unknown): Refusal {
  const what = `no Kentongan answers there: ${found}`
  return new Refusal('INPUT_INVALID', { path: base, what }, { cause })
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : error.message
}

/** Frames of a live alert until `signal`, or until the service closes it. */
async function* frames(
  url: string,
  of: { readonly cookie: string; readonly signal: AbortSignal },
): AsyncGenerator<AlertJson> {
  const { cookie, signal } = of
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers: { cookie } })
  let newest: string | null = null
  let end: string | null = null
  let wake = (): void => {}
  const close = (why: string): void => {
    end ??= why
    wake()
  }
  socket.addEventListener('message', ({ data }) => {
    newest = String(data)
    wake()
  })
  socket.addEventListener('close', ({ code, reason }) => close(reason || `WebSocket ${code}`))
  socket.addEventListener('error', () => close('WebSocket error'))
  const stop = (): void => close('')
  signal.addEventListener('abort', stop)
  try {
    for (;;) {
      if (newest === null && end === null) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const frame: string | null = newest
      newest = null
      if (frame !== null) yield parseInput(AlertJson, JSON.parse(frame), 'live')
      else if (signal.aborted) return
      else if (end !== null) throw unreached(url, end, null)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    socket.close()
  }
}
