/** Where in the console somebody is: a path of the history API, read and written here alone. */
export type Route =
  | { readonly page: 'alerts'; readonly state: string | null }
  | { readonly page: 'write' }
  | { readonly page: 'alert'; readonly id: string }
  | { readonly page: 'edit'; readonly id: string }
  | { readonly page: 'log'; readonly query: Readonly<Record<string, string>> }
  | { readonly page: 'accounts' }
  | { readonly page: 'cap-check' }
  | { readonly page: 'invite'; readonly token: string }
  | { readonly page: 'missing' }

export function parseRoute(path: string, search = ''): Route {
  const query = new URLSearchParams(search)
  const [first, second, third, ...rest] = segmentsOf(path)
  if (rest.length > 0) return { page: 'missing' }
  if (first === undefined) return { page: 'alerts', state: query.get('state') }
  if (first === 'alerts' && second !== undefined) return parseAlertRoute(second, third)
  if (first === 'log' && second === undefined) {
    return { page: 'log', query: Object.fromEntries(query) }
  }
  if (first === 'accounts' && second === undefined) return { page: 'accounts' }
  if (first === 'cap-check' && second === undefined) return { page: 'cap-check' }
  if (first === 'invites' && second !== undefined && third === undefined) {
    return { page: 'invite', token: second }
  }
  return { page: 'missing' }
}

/** The path of an alert, its edit page included; ids are escaped here and nowhere else. */
export function alertPath(id: string, step?: 'edit'): string {
  const path = `/alerts/${encodeURIComponent(id)}`
  return step === undefined ? path : `${path}/${step}`
}

export function logPath(query: Readonly<Record<string, string>>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== '')
  return filled.length === 0 ? '/log' : `/log?${new URLSearchParams(filled)}`
}

function parseAlertRoute(id: string, step: string | undefined): Route {
  if (step === 'edit') return { page: 'edit', id }
  if (step !== undefined) return { page: 'missing' }
  return id === 'new' ? { page: 'write' } : { page: 'alert', id }
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(decode)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
