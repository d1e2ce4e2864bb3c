import type { ProblemJson } from '../formats/json/views.ts'
import { EN } from './words/en.ts'
import { ID } from './words/id.ts'

/** What the service answered: the thing asked for, or the problem that stands in the way. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ProblemJson }

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly document?: { readonly content: Blob | string; readonly type: string }
  readonly signal?: AbortSignal
}

/** What the session tells the API: the token to send, and whom to tell when it is over. */
interface Credentials {
  csrf: () => string | null
  renew: () => Promise<boolean>
  over: () => void
}
let credentials: Credentials = { csrf: () => null, renew: async () => false, over: () => {} }

export function useCredentials(given: Credentials): void {
  credentials = given
}

/**
 * Calls the service. Never throws: what cannot be reached is a problem too. A session that is
 * over is told to the session, which shows the sign-in page; the caller's own text stays.
 */
export async function call<T>(path: string, options: Call = {}): Promise<Answer<T>> {
  const answer = await callOnce<T>(path, options)
  if (answer.ok) return answer
  if (answer.problem.code === 'NOT_SIGNED_IN') credentials.over()
  // The token moves when somebody signs in again in another tab: fetch it and try once more.
  if (answer.problem.code === 'CSRF_REFUSED' && (await credentials.renew())) {
    return callOnce<T>(path, options)
  }
  return answer
}

async function callOnce<T>(path: string, options: Call): Promise<Answer<T>> {
  try {
    const response = await fetch(path, requestOf(options))
    if (response.ok) return { ok: true, value: (await contentOf(response)) as T }
    return { ok: false, problem: await problemOf(response) }
  } catch (error) {
    const aborted = error instanceof DOMException && error.name === 'AbortError'
    return { ok: false, problem: localProblem(aborted ? 'ABORTED' : 'UNREACHABLE', 0) }
  }
}

function requestOf({ method = 'GET', body, document, signal }: Call): RequestInit {
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  const csrf = credentials.csrf()
  if (method !== 'GET' && csrf !== null) headers.set('x-csrf-token', csrf)
  const type = document?.type ?? (body === undefined ? null : 'application/json')
  if (type !== null) headers.set('content-type', type)
  return {
    method,
    headers,
    body: document?.content ?? (body === undefined ? null : JSON.stringify(body)),
    signal: signal ?? null,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
  }
}

async function contentOf(response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

async function problemOf(response: Response): Promise<ProblemJson> {
  try {
    const problem = (await response.json()) as Partial<ProblemJson>
    if (typeof problem.code === 'string' && typeof problem.detailId === 'string') {
      return problem as ProblemJson
    }
  } catch {
    // Not ours: a proxy's page, or nothing. Its status is all there is to tell.
  }
  return localProblem('ANSWER_UNREADABLE', response.status)
}

/** A problem that the console itself has met, in the form that the service uses. */
function localProblem(
  code: 'UNREACHABLE' | 'ABORTED' | 'ANSWER_UNREADABLE',
  status: number,
): ProblemJson {
  const [detailId, detailEn] =
    code === 'ANSWER_UNREADABLE'
      ? [ID.problem.unreadable(status), EN.problem.unreadable(status)]
      : [ID.problem.unreachable, EN.problem.unreachable]
  return { type: 'about:blank', title: code, status, detail: detailEn, code, detailId, detailEn }
}
