import type { FindingRule, Params } from '../domain/finding.ts'
import { isAddress, specialKind } from './address.ts'

/** What may be fetched, and how much of it. All of it is data: nothing here asks a network. */
export interface FetchPolicy {
  /** Exact hosts, `host` for port 443 or `host:port`; nothing else is asked. */
  readonly allow: readonly string[]
  /** Also http, and addresses of this machine: for tests and for trying things out. */
  readonly insecureLoopback: boolean
  readonly redirectsMax: number
  /** Of one answer, also after it is unpacked. */
  readonly octetsMax: number
  /** For one fetch, from asking the resolver to the last octet. */
  readonly timeoutMs: number
  /** BMKG answers 403 to whoever has none. */
  readonly userAgent: string
}

export const FETCH_POLICY: FetchPolicy = {
  allow: [],
  insecureLoopback: false,
  redirectsMax: 3,
  octetsMax: 16 * 1024 * 1024,
  timeoutMs: 20_000,
  userAgent: 'Kentongan/0.1 (public warning; CAP feed reader)',
}

/** Why something is not fetched: the rule of a finding, with what fills its text. */
export interface Objection {
  readonly rule: FindingRule
  readonly params: Params
}

/**
 * The address of a URL, or why it may not be asked. Numeric tricks (`0x7f000001`, `127.1`) are
 * undone by the URL standard before anybody looks.
 *
 * @param from where it was redirected from; null for a first request.
 */
export function judgeUrl(text: string, policy: FetchPolicy, from: URL | null): URL | Objection {
  const shown = text.slice(0, 200)
  const url = URL.parse(text)
  if (url === null) return { rule: 'F16-scheme', params: { url: shown } }
  const isHttp = url.protocol === 'http:' && policy.insecureLoopback && from?.protocol !== 'https:'
  if (url.protocol !== 'https:' && !isHttp) return { rule: 'F16-scheme', params: { url: shown } }
  if (url.username !== '' || url.password !== '') {
    return { rule: 'F16-account', params: { host: url.host } }
  }
  if (!isAllowed(url, policy)) return { rule: 'F16-host', params: { host: url.host, url: shown } }
  const host = hostOf(url)
  const objection = isAddress(host) ? judgeAddresses(url, [host], policy) : null
  return objection ?? url
}

/** Every address that a host has must be public: the one that is connected to may be any of them. */
export function judgeAddresses(
  url: URL,
  addresses: readonly string[],
  policy: FetchPolicy,
): Objection | null {
  for (const address of addresses) {
    const kind = specialKind(address)
    // Without TLS nothing proves who answers: it is for this machine only.
    if (kind === null && url.protocol === 'https:') continue
    if (kind === 'loopback' && policy.insecureLoopback) continue
    const params = { host: url.host, found: kind ?? 'http', url: url.href.slice(0, 200) }
    return { rule: 'F16-address', params }
  }
  return null
}

/** The host without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/** `url.host` leaves the port out where it is that of the scheme. A trailing dot never matches. */
function isAllowed(url: URL, { allow }: FetchPolicy): boolean {
  return allow.some((each) => {
    const allowed = URL.parse(`${url.protocol}//${each}`)
    return allowed !== null && allowed.host === url.host && allowed.pathname === '/'
  })
}
