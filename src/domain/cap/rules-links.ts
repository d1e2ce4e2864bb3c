import { finding, type Finding } from '../finding.ts'
import { trimXmlSpace } from './lexical.ts'
import { linksIn, ownerOf, partsOf, trickOf } from './link.ts'
import type { CapAlert, CapInfo } from './model.ts'
import { withMend } from './rules-text.ts'
import { infosOf, isBlank } from './shown-text.ts'

/** I14: an address is on the web, whole, and runs nothing. CAP 1.2 §3.2.2 web, §3.2.3 uri. */
export function* checkAddresses(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    if (info.web !== null) yield* checkWeb(trimXmlSpace(info.web), `${path}/web[1]`)
    for (const [index, { uri }] of info.resources.entries()) {
      // A relative uri names what derefUri carries: only a scheme that is not the web's is refused.
      if (uri === null || !hasScheme(uri) || isWebAddress(trimXmlSpace(uri))) continue
      yield addressFinding('uri', uri, `${path}/resource[${index + 1}]/uri[1]`)
    }
    yield* checkSchemes(info, path)
  }
}

/** Algeria publishes `www.meteo.dz`, others an empty element: what is meant is plain. */
function* checkWeb(web: string, path: string): Generator<Finding> {
  if (isBlank(web)) {
    yield finding('warning', 'I14-empty', path, { element: 'web' })
  } else if (isBareAddress(web)) {
    const params = { element: 'web', found: web.slice(0, 80) }
    yield withMend(finding('warning', 'I14-no-scheme', path, params), withScheme(web))
  } else if (!isWebAddress(web)) {
    yield addressFinding('web', web, path)
  }
}

function addressFinding(element: string, found: string, path: string): Finding {
  return finding('error', 'I14-uri', path, { element, found: found.slice(0, 80) })
}

function isWebAddress(uri: string): boolean {
  return /^https?:\/\/[^\s/?#]+/i.test(uri)
}

function isBareAddress(web: string): boolean {
  const bare = /^(?:\/\/)?(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+(\p{L}{2,})(?::\d{1,5})?(?:[/?#]|$)/u
  const end = bare.exec(web.slice(0, 2_048))?.[1]
  return end !== undefined && !FILE_ENDS.has(end.toLowerCase()) && !/\s/.test(web)
}

// `cuaca.html` is a page without its site, not a site under "html".
const FILE_ENDS = new Set('asp aspx gif htm html jpeg jpg jsp pdf php png svg txt xml'.split(' '))

function withScheme(web: string): string {
  return `https://${web.replace(/^\/\//, '')}`
}

// Browsers skip control characters and spaces in front of and inside a scheme.
function hasScheme(uri: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(uri.replace(/[\p{Cc}\p{White_Space}]/gu, ''))
}

/** What a page that turns addresses into links would run. "Data: 25-11" is a date, not one. */
const RUNNING =
  /(?<![\p{L}\p{N}])(?:(?:java|vb)script:[^\s]|data:[a-z]{1,20}\/[a-z\d.+-]{1,60}[;,]|file:\/\/)/iu

const LINKING = ['headline', 'description', 'instruction', 'contact'] as const

function* checkSchemes(info: CapInfo, path: string): Generator<Finding> {
  for (const element of LINKING) {
    const match = RUNNING.exec(info[element] ?? '')
    if (match === null) continue
    const params = { element, found: match[0] }
    yield finding('error', 'I14-scheme', `${path}/${element}[1]`, params)
  }
}

/** I15: an alert sends people to its sender and hides no address: else it may be a forged one. */
export function* checkLinks(alert: CapAlert): Generator<Finding> {
  for (const [info, path] of infosOf(alert)) {
    yield* checkTricks(info, path)
    yield* checkOwners(info, path, ownersOf(alert, info))
    yield* checkNumbers(alert, info, path)
  }
}

function* checkTricks(info: CapInfo, path: string): Generator<Finding> {
  const places = [
    ...LINKING.map((element) => ({
      element: element as string,
      at: `${path}/${element}[1]`,
      links: linksIn(info[element] ?? ''),
    })),
    { element: 'web', at: `${path}/web[1]`, links: info.web === null ? [] : [info.web] },
    ...info.resources.map(({ uri }, index) => ({
      element: 'uri',
      at: `${path}/resource[${index + 1}]/uri[1]`,
      links: uri === null || !isWebAddress(uri) ? [] : [uri],
    })),
  ]
  for (const { element, at, links } of places) yield* checkHiding(links, element, at)
}

function* checkHiding(links: readonly string[], element: string, path: string): Generator<Finding> {
  for (const link of links) {
    const parts = partsOf(trimXmlSpace(link))
    const trick = parts === null ? null : trickOf(parts)
    if (trick === null) continue
    const params = { element, found: link.slice(0, 80) }
    yield finding('warning', `I15-${trick}`, path, params)
    return
  }
}

/** Whose addresses an alert may name without a word: its sender's and those of its own page. */
function ownersOf({ sender }: CapAlert, { web }: CapInfo): ReadonlySet<string> {
  const own = [sender.slice(sender.lastIndexOf('@') + 1), web ?? '']
  const hosts = own.map((each) => partsOf(trimXmlSpace(each))?.host ?? '')
  return new Set(hosts.filter((each) => /\.\p{L}{2,}$/u.test(each)).map(ownerOf))
}

function* checkOwners(
  info: CapInfo,
  path: string,
  owners: ReadonlySet<string>,
): Generator<Finding> {
  for (const element of LINKING) {
    const foreign = new Set<string>()
    for (const link of linksIn(info[element] ?? '')) {
      const parts = partsOf(link)
      if (parts === null || trickOf(parts) !== null || owners.has(ownerOf(parts.host))) continue
      foreign.add(parts.host)
    }
    if (foreign.size === 0) continue
    const params = { element, found: [...foreign].slice(0, 5).join(', ') }
    yield finding('info', 'I15-other-domain', `${path}/${element}[1]`, params)
  }
}

/** Calls the caller pays dearly for: 0809 in Indonesia, 1-900 in North America. */
const PREMIUM = /(?<![\d+])(?:\+62[ -]?809[ -]?\d|\+?1[ .-]900[ .-]\d{3}[ .-]\d{4}(?!\d))/
const PREMIUM_AT_HOME = /(?<![\d+-])0809[ -]?\d{1,3}[ -]?\d{3}/

function* checkNumbers(alert: CapAlert, info: CapInfo, path: string): Generator<Finding> {
  const isHome = /\.id$/i.test(alert.sender) || /^(?:id|in)(?:-|$)/i.test(info.language ?? '')
  for (const element of LINKING) {
    const text = info[element] ?? ''
    const match = PREMIUM.exec(text) ?? (isHome ? PREMIUM_AT_HOME.exec(text) : null)
    if (match === null) continue
    const params = { element, found: match[0] }
    yield finding('warning', 'I15-premium-number', `${path}/${element}[1]`, params)
  }
}
