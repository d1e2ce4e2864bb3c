import { nowMs } from '../clock.ts'
import type { Finding } from '../domain/finding.ts'
import { plainLine } from '../domain/words/plain-line.ts'
import { describeFinding } from '../domain/words/words.ts'
import { lineOf } from '../formats/cap/check.ts'
import {
  LOOK_LIMITS,
  lookAtFeed,
  lookAtFile,
  NO_MEMORY,
  type CollectedEntry,
  type Look,
} from '../intake/collect.ts'
import { fetchUrl, resolveBySystem } from '../intake/fetch.ts'
import { FETCH_POLICY } from '../intake/policy.ts'
import { parseNow, wrongNow } from './cap-check.ts'
import { readOctets } from './cap-octets.ts'
import { formatFinding, type ExitCode, type Io } from './io.ts'

export interface FeedOptions {
  readonly allow: readonly string[]
  readonly insecureLoopback: boolean
  readonly live: boolean
  readonly now?: string
}

/** `cap feed`: what stands in a feed, and whether each message is valid and may be broadcast. */
export async function checkFeed(io: Io, source: string, options: FeedOptions): Promise<ExitCode> {
  const now = options.now === undefined ? nowMs() : parseNow(options.now)
  if (now === null) {
    io.note(wrongNow(options.now, io.language))
    return 2
  }
  const check = { nowMs: now, live: options.live }
  const look = /^https?:\/\//i.test(source)
    ? await lookAt(source, options, check)
    : await lookInto(source, check)
  if (!('entries' in look)) {
    sayEnd(io, null, [look])
    return 1
  }
  for (const each of look.entries) sayEntry(io, each)
  sayEnd(io, look, look.findings)
  return (look.feed?.kind ?? null) === null ? 1 : 0
}

async function lookAt(
  url: string,
  { allow, insecureLoopback }: FeedOptions,
  check: { readonly nowMs: number; readonly live: boolean },
): Promise<Look> {
  // Who names an address means its host; documents elsewhere have to be allowed.
  const own = URL.parse(url)?.host
  const hosts = own === undefined ? allow : [own, ...allow]
  const policy = { ...FETCH_POLICY, allow: hosts, insecureLoopback }
  const means = { policy, resolve: resolveBySystem }
  return await lookAtFeed(url, NO_MEMORY, {
    fetch: (request) => fetchUrl(request, means),
    check,
    ...LOOK_LIMITS,
  })
}

async function lookInto(
  file: string,
  check: { readonly nowMs: number; readonly live: boolean },
): Promise<Look | Finding> {
  const octets = await readOctets(file)
  if (!(octets instanceof Uint8Array)) return octets
  // A file says not where it came from: a relative link leads nowhere that could be fetched.
  return lookAtFile(octets, 'https://feed.invalid/', check)
}

function sayEntry(io: Io, { item, state, report, findings }: CollectedEntry): void {
  const all = [...findings, ...(report?.findings ?? [])]
  const { entry, id, title, updatedMs, href } = item
  const updated = updatedMs === null ? null : new Date(updatedMs).toISOString()
  const [valid, broadcastable] = [report?.valid ?? null, report?.broadcastable ?? null]
  const told = all.map((each) => shown(io, each))
  io.emit({ entry, id, title, updated, href, valid, broadcastable, findings: told })
  const verdict = report === null ? WORDS[io.language][state] : `CAP ${report.version ?? '?'}`
  io.say(plainLine(`${entry}: ${verdict} ${id} ${title}`))
  for (const each of all) io.say(`  ${formatFinding(each, io.language)}`)
}

function sayEnd(io: Io, look: Look | null, findings: readonly Finding[]): void {
  const entries = look?.entries ?? []
  const count = (wanted: CollectedEntry['state']): number =>
    entries.filter(({ state }) => state === wanted).length
  const [read, refused] = [count('read'), count('refused')]
  const kind = look?.feed?.kind ?? null
  const told = findings.map((each) => shown(io, each))
  io.emit({ kind, entries: entries.length, read, refused, findings: told })
  for (const each of findings) io.say(formatFinding(each, io.language))
  const words = WORDS[io.language]
  io.say(`${kind ?? words.unread}: ${entries.length} ${words.entries}, ${read} ${words.read}`)
}

function shown(io: Io, each: Finding) {
  const { level, rule, path } = each
  return { level, rule, path, line: lineOf(each), message: describeFinding(each, io.language) }
}

const WORDS = {
  id: {
    unread: 'umpan tidak terbaca',
    entries: 'entri',
    read: 'dibaca',
    known: 'sudah dikenal',
    waiting: 'belum diambil',
    refused: 'ditolak',
  },
  en: {
    unread: 'no feed that can be read',
    entries: 'entries',
    read: 'read',
    known: 'known',
    waiting: 'not fetched',
    refused: 'refused',
  },
} as const satisfies Record<Io['language'], Record<string, string>>
