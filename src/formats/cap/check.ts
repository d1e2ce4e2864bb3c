import { createHash } from 'node:crypto'
import type { CapHashes } from '../../domain/cap/rule.ts'
import { checkCap, type CapCheck, type KnownCap } from '../../domain/cap/rules.ts'
import { capTimeMs } from '../../domain/cap/date-time.ts'
import type { CapAlert } from '../../domain/cap/model.ts'
import type { Finding } from '../../domain/finding.ts'
import { regionName } from '../regions/names.ts'
import { isValidCap, locate, readPlacedCap, type CapVersion } from './read.ts'

/** What may be handed to a worker: data only. */
export type CapCheckRequest = Pick<CapCheck, 'nowMs' | 'live' | 'known'>

/** Both verdicts on one document, and everything that was found in it, by line. */
export interface CapReport {
  readonly version: CapVersion | null
  /** Is this CAP 1.2: strict front and schema alone, rules X. */
  readonly valid: boolean
  /** May it be broadcast: valid, no error and, on a live channel, no policy against it. */
  readonly broadcastable: boolean
  readonly findings: readonly Finding[]
  readonly alert: CapAlert | null
}

/** Reads and checks a document: the one way in for whoever wants to know what is wrong with it. */
export function checkCapOctets(octets: Uint8Array, request: CapCheckRequest): CapReport {
  const { alert, version, findings, root } = readPlacedCap(octets)
  const content = alert === null ? [] : checkContent(alert, octets, request)
  const placed = locate(content, root)
  // What an earlier version could leave out stands nowhere in the document: no fault of it.
  const own = version === '1.2' ? placed : placed.filter((each) => lineOf(each) > 0)
  const all = [...findings, ...own].sort((a, b) => lineOf(a) - lineOf(b))
  const valid = isValidCap(all)
  const stops = all.some((each) => each.level === 'error' || each.level === 'policy')
  return { version, valid, broadcastable: valid && !stops, findings: all, alert }
}

function checkContent(alert: CapAlert, octets: Uint8Array, request: CapCheckRequest): Finding[] {
  const own = ownHashes(alert, octets, request)
  return checkCap(alert, { ...request, sha1, regionName, own })
}

/** Line of a finding, from 1; 0 where it is about no place in the document. */
export function lineOf({ params }: Finding): number {
  const line = params['line']
  return typeof line === 'number' ? line : 0
}

/** What is to be remembered of a document, so that later ones can be checked against it. */
export function knownCap(alert: CapAlert, octets: Uint8Array): KnownCap {
  const { sender, identifier, sent, msgType, status, references, infos } = alert
  const ends = infos.map((info) => (info.expires === null ? null : capTimeMs(info.expires)))
  const isOpen = ends.length === 0 || ends.includes(null)
  return {
    sender,
    identifier,
    sent,
    msgType,
    status,
    references,
    languages: infos.map((info) => info.language),
    expiresMs: isOpen ? null : Math.max(...ends.map(Number)),
    ...hashesOf(alert, octets),
  }
}

// Hashing is dear beside reading: only where there is something to compare with.
function ownHashes(
  alert: CapAlert,
  octets: Uint8Array,
  { known = [] }: CapCheckRequest,
): CapHashes | undefined {
  return known.length === 0 ? undefined : hashesOf(alert, octets)
}

function hashesOf(alert: CapAlert, octets: Uint8Array): CapHashes {
  return { sha256: sha256(octets), contentSha256: sha256(JSON.stringify(alert)) }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}

function sha1(octets: Uint8Array): string {
  return createHash('sha1').update(octets).digest('hex')
}
