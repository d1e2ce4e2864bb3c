import type { CapAlert, CapReference } from './model.ts'
import type { KnownCap } from './rule.ts'

/** The triple by which references name a message. A comma stands in none of its parts. */
export function tripleOf({ sender, identifier, sent }: CapReference): string {
  return `${sender},${identifier},${sent}`
}

/** True when what a message refers to refers, by whatever way, to the message itself. */
export function isLoop(alert: CapAlert, known: readonly KnownCap[]): boolean {
  if (alert.references.length === 0 || known.length === 0) return false
  const own = tripleOf(alert)
  const from = alert.references.map(tripleOf).filter((triple) => triple !== own)
  return reach(from, linksOf(known)).has(own)
}

/**
 * The messages that a message replaces: those it names, those they name, and those that changed
 * one of them. Only what its own sender sent, once each, by triple.
 */
export function threadOf(alert: CapAlert, known: readonly KnownCap[]): Map<string, KnownCap> {
  const own = known.filter((each) => each.sender === alert.sender && isChange(each))
  const links = linksOf(own)
  for (const each of own) {
    for (const reference of each.references) addLink(links, tripleOf(reference), tripleOf(each))
  }
  const found = reach(alert.references.map(tripleOf), links)
  found.delete(tripleOf(alert))
  const thread = own.map((each) => [tripleOf(each), each] as const)
  return new Map(thread.filter(([triple]) => found.has(triple)))
}

function isChange({ msgType }: KnownCap): boolean {
  return msgType === 'Alert' || msgType === 'Update' || msgType === 'Cancel'
}

type Links = Map<string, string[]>

/** What each message names. Language variants of one message have one triple. */
function linksOf(known: readonly KnownCap[]): Links {
  const links: Links = new Map()
  for (const each of known) {
    for (const reference of each.references) addLink(links, tripleOf(each), tripleOf(reference))
  }
  return links
}

function addLink(links: Links, from: string, to: string): void {
  const there = links.get(from)
  if (there === undefined) links.set(from, [to])
  else there.push(to)
}

/** Triples that links lead to, the first ones included. */
function reach(from: readonly string[], links: Links): Set<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (found.has(each)) continue
    found.add(each)
    waiting.push(...(links.get(each) ?? []))
  }
  return found
}
