import { Refusal } from '../domain/error.ts'

/**
 * An address that passwords, tokens or alerts are sent to: https, or this very machine. User and
 * password inside it are refused, as they would end up in lists and logs.
 *
 * @param where the option it came by, as the refusal names it.
 * @throws {Refusal} `INPUT_INVALID`
 */
export function parseServiceUrl(text: string, where: string): URL {
  const refuse = (what: string): Refusal => new Refusal('INPUT_INVALID', { path: where, what })
  if (!URL.canParse(text)) throw refuse(`write an address such as https://cbc.example/: "${text}"`)
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') throw refuse('leave user and password out of it')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return url
  throw refuse(`use https, as anyone on the way reads and changes plain http: found "${text}"`)
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
