import { finding, type Finding } from '../finding.ts'
import { BASE64_OCTETS_MAX, decodeBase64 } from './base64.ts'
import { nameFewInEach } from './few.ts'
import { MEND_MAX } from './mend.ts'
import type { CapAlert, CapResource } from './model.ts'
import type { CapCheck, CapRule } from './rule.ts'
import { infosOf, isBlank } from './shown-text.ts'

/** R: what a message brings along or points to. CAP 1.2 §3.2.3. */
export const RESOURCE_RULES: readonly CapRule[] = [
  {
    id: 'R01',
    levels: ['error'],
    source: 'CAP 1.2 §3.2.3 mimeType, RFC 2046',
    check: (alert) => nameFewInEach(checkMimeTypes(alert)),
  },
  {
    id: 'R02',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.3 uri',
    check: (alert) => nameFewInEach(checkPlaces(alert)),
  },
  {
    id: 'R03',
    levels: ['error', 'warning'],
    source: 'CAP 1.2 §3.2.3 derefUri, size, digest',
    check: (alert, check) => nameFewInEach(checkContents(alert, check)),
  },
  {
    id: 'R04',
    levels: ['warning'],
    source: 'CAP 1.2 §3.2.3 derefUri: to be stripped before a two-way network',
    check: (alert) => nameFewInEach(checkAttached(alert)),
  },
]

function* resourcesOf(alert: CapAlert): Generator<{ resource: CapResource; path: string }> {
  for (const [info, path] of infosOf(alert)) {
    for (const [index, resource] of info.resources.entries()) {
      yield { resource, path: `${path}/resource[${index + 1}]` }
    }
  }
}

/** RFC 6838 §4.2: type and subtype, parameters may follow. */
const MIME_TYPE = /^[a-z\d][a-z\d!#$&^_.+-]{0,126}\/[a-z\d][a-z\d!#$&^_.+-]{0,126}(?:\s*;.*)?$/i

/** What stands for a type where only the ending of a file name was written. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['svg', 'image/svg+xml'],
  ['pdf', 'application/pdf'],
  ['html', 'text/html'],
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['xml', 'application/xml'],
  ['json', 'application/json'],
  ['kml', 'application/vnd.google-earth.kml+xml'],
  ['kmz', 'application/vnd.google-earth.kmz'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
])

/** R01. */
export function* checkMimeTypes(alert: CapAlert): Generator<Finding> {
  for (const { resource, path } of resourcesOf(alert)) {
    const { mimeType } = resource
    if (mimeType.length <= 1_000 && MIME_TYPE.test(mimeType.trim())) continue
    const at = `${path}/mimeType[1]`
    const mend = TYPES.get(mimeType.slice(0, 20).trim().toLowerCase().replace(/^\./, ''))
    yield { ...finding('error', 'R01-mime-type', at, { found: mimeType.slice(0, 80) }), mend }
  }
}

/** A scheme of two letters or more: `C:\map.png` is a path of somebody's disk. RFC 3986 §3.1. */
const ABSOLUTE = /^[a-z][a-z\d+.-]+:/i

/** R02: a uri without a scheme only names the content of derefUri. */
export function* checkPlaces(alert: CapAlert): Generator<Finding> {
  for (const { resource, path } of resourcesOf(alert)) {
    const { uri, derefUri } = resource
    if (derefUri !== null && !isBlank(derefUri)) continue
    if (uri === null || isBlank(uri)) yield finding('warning', 'R02-nowhere', path)
    else if (!ABSOLUTE.test(uri.trim())) {
      yield finding('error', 'R02-relative', `${path}/uri[1]`, { found: uri.slice(0, 80) })
    }
  }
}

/** Characters of base64 that are read: line breaks take up to a thirtieth of it. */
const BASE64_MAX = Math.ceil(BASE64_OCTETS_MAX * 1.4)

/** A size that is off by more than this is not the approximate one that CAP allows. */
const SIZE_TOLERANCE = 0.1

const SHA1_HEX = /^[\da-f]{40}$/i

/** R03: what is brought along is what it is said to be. */
export function* checkContents(alert: CapAlert, { sha1 }: CapCheck): Generator<Finding> {
  for (const { resource, path } of resourcesOf(alert)) {
    const { derefUri, digest, size } = resource
    // The schema lets any integer pass; some programs write -1 for what they do not know.
    if (size !== null && size < 0 && derefUri === null) {
      yield finding('warning', 'R03-size-negative', `${path}/size[1]`, { found: size })
    }
    const isDigest = digest !== null && SHA1_HEX.test(digest.trim())
    const octets = derefUri === null || derefUri.length > BASE64_MAX ? null : decodeBase64(derefUri)
    const actual = octets === null || sha1 === undefined ? null : sha1(octets)
    if (digest !== null && !isDigest) {
      const mend = actual ?? mendDigest(digest)
      const params = { found: digest.slice(0, 80) }
      yield { ...finding('warning', 'R03-digest-form', `${path}/digest[1]`, params), mend }
    }
    if (derefUri === null || derefUri.length > BASE64_MAX) continue
    if (octets === null) {
      const mend = mendBase64(derefUri)
      yield { ...finding('error', 'R03-base64', `${path}/derefUri[1]`), mend }
      continue
    }
    yield* checkSize(resource, octets.length, path)
    if (digest === null || !isDigest || actual === null) continue
    if (digest.trim().toLowerCase() === actual) continue
    const params = { found: digest.trim(), expected: actual }
    yield { ...finding('error', 'R03-digest', `${path}/digest[1]`, params), mend: actual }
  }
}

/** CAP calls the size approximate; beside a digest, which pins every octet, it cannot be. */
function* checkSize(
  { size, digest }: CapResource,
  octets: number,
  path: string,
): Generator<Finding> {
  if (size === null || size === octets) return
  const isFar = Math.abs(size - octets) > SIZE_TOLERANCE * octets
  const level = isFar || digest !== null ? 'error' : 'warning'
  const params = { found: size, octets }
  yield { ...finding(level, 'R03-size', `${path}/size[1]`, params), mend: String(octets) }
}

/** Forty hex digits out of `SHA1: AB:CD …`. */
function mendDigest(digest: string): string | undefined {
  const bare = digest
    .slice(0, 200)
    .replace(/^\s*sha-?1\s*[:=]/i, '')
    .replace(/[\s:-]/g, '')
    .toLowerCase()
  return SHA1_HEX.test(bare) ? bare : undefined
}

/** Base64 out of a data URI, of the alphabet for URLs, or without its padding. RFC 4648 §5. */
function mendBase64(text: string): string | undefined {
  if (text.length > MEND_MAX) return undefined
  const bare = text
    .trim()
    .replace(/^data:[^,]{0,100};base64,/i, '')
    .replace(/\s/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/=+$/, '')
  const mend = bare.padEnd(Math.ceil(bare.length / 4) * 4, '=')
  return bare !== '' && decodeBase64(mend) !== null ? mend : undefined
}

/** R04: every feed of ours is two-way, and a phone on a slow link must not be made to fetch it. */
export function* checkAttached(alert: CapAlert): Generator<Finding> {
  for (const { resource, path } of resourcesOf(alert)) {
    if (resource.derefUri === null) continue
    const found = resource.derefUri.length
    yield finding('warning', 'R04-attached', `${path}/derefUri[1]`, { found })
  }
}
