import type { ContentJson } from '../../formats/json/content.ts'
import type { AlertJson, LogPageJson, SessionJson } from '../../formats/json/views.ts'

/** A person at the staff API, signed in: what the console does, without its pages. */
export interface Staff {
  draft(content: ContentJson): Promise<AlertJson>
  step(messageId: string, step: string, body: Readonly<Record<string, unknown>>): Promise<AlertJson>
  alert(id: string): Promise<AlertJson>
  document(identifier: string): Promise<string>
  log(query: Readonly<Record<string, string>>): Promise<LogPageJson>
}

/** @throws {Error} with the problem's own words when the service refuses. */
export async function signIn(
  url: string,
  who: { readonly name: string; readonly password: string },
): Promise<Staff> {
  const opened = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  })
  const session = (await accept(opened)) as SessionJson
  const cookie = (opened.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        'x-csrf-token': session.csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return accept(response)
  }
  return {
    draft: async (content) => (await call('POST', '/alerts', { content })) as AlertJson,
    step: async (messageId, step, body) =>
      (await call('POST', `/messages/${messageId}/${step}`, body)) as AlertJson,
    alert: async (id) => (await call('GET', `/alerts/${id}`)) as AlertJson,
    document: async (identifier) => String(await call('GET', `/documents/${identifier}`)),
    log: async (query) =>
      (await call('GET', `/log?${new URLSearchParams(query).toString()}`)) as LogPageJson,
  }
}

async function accept(response: Response): Promise<unknown> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${text.slice(0, 500)}`)
  return isJson ? JSON.parse(text) : text
}
