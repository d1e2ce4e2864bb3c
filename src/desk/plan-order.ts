import { NOTHING_ON_AIR, onAirIn, type Slot } from '../domain/cb/on-air.ts'
import { type AnyRat, type Rat, repetitionFor } from '../domain/cb/repetition.ts'
import type { CbcSettings } from '../domain/decision.ts'
import { finding, type Finding } from '../domain/finding.ts'
import { LINK_FACTS } from '../domain/link-facts.ts'
import type { Content } from '../domain/message.ts'
import type { CbcFacts } from '../domain/operators/registry.ts'
import {
  codedAs,
  type PlannedCopy,
  type PlannedForm,
  type PlannedOrder,
  type PlannedRepetition,
} from '../domain/plan.ts'
import type { CbcAiring, ResolvedCbc } from '../workers/resolve-area.ts'

/** What the order of one CBC is planned from. */
export interface OrderFacts {
  readonly content: Content
  readonly cbc: CbcFacts
  /** RATs of its operator: what it has where its cells are not known. */
  readonly rats: readonly Rat[]
  readonly copies: readonly PlannedCopy[]
  /** Null while the CBC is not connected. */
  readonly settings: CbcSettings | null
  /** Null where the inventory is missing: whole networks are used. */
  readonly own: ResolvedCbc | null
  readonly inventoryVersion: string | null
  readonly slot: Omit<Slot, 'gsmCells'>
  readonly airing: readonly CbcAiring[]
}

/** What one CBC will be told to do, and what is doubtful in it. */
export function planOrder(facts: OrderFacts): { order: PlannedOrder; findings: Finding[] } {
  const { content, cbc, own, settings } = facts
  const findings: Finding[] = []
  const links = (settings?.links ?? []).filter(({ link }) =>
    LINK_FACTS[link].channels.includes(content.channel),
  )
  if (links.length === 0) {
    findings.push(finding('warning', 'link-none', '/channel', { cbc: cbc.id }))
  }
  const { repetition, findings: unfit } = planRepetition(facts)
  findings.push(...unfit)
  const leftOut = own?.leftOut ?? 0
  if (leftOut > 0) {
    const params = { count: leftOut, cbc: cbc.id }
    findings.push(finding('info', 'area-cells-left-out', '/area', params))
  }
  const repetitionSeconds = Math.max(
    ...repetition.map(({ periodSeconds }) => periodSeconds),
    repetition.length === 0 ? content.repetitionSeconds : 0,
  )
  const order: PlannedOrder = {
    cbc: cbc.id,
    operator: cbc.operator,
    inventoryVersion: own === null ? null : facts.inventoryVersion,
    cells: own?.cells.length ?? 0,
    cellsDigest: own?.sha256 ?? null,
    cellsSha1: own?.sha1 ?? null,
    cellsOctets: own?.octets ?? 0,
    geocodes: own?.geocodes ?? [],
    leftOut,
    coding: settings?.coding ?? 'untagged',
    repetition,
    repetitionSeconds,
    broadcasts: ask('NR', facts, { wantedSeconds: repetitionSeconds })?.count ?? 1,
    forms: links.map(({ link }) => formOf(link, own)),
  }
  return { order, findings }
}

/** Each RAT by itself: LTE does not wait because GSM is full. */
function planRepetition(facts: OrderFacts): {
  repetition: PlannedRepetition[]
  findings: Finding[]
} {
  const { content, cbc, own, slot } = facts
  if (content.channel !== 'cell-broadcast') return { repetition: [], findings: [] }
  const everywhere = { ...slot, gsmCells: null }
  const others = facts.airing.filter((each) => each.cbc === cbc.id)
  const gsmOnAir = own === null ? onAirIn(everywhere, others) : own.onAir
  const findings: Finding[] = []
  const repetition = (own?.rats ?? facts.rats).flatMap((rat): PlannedRepetition[] => {
    const onAir = rat === 'GSM' ? gsmOnAir : NOTHING_ON_AIR
    const planned = ask(rat, facts, { onAir })
    // What is over before it starts has nothing to repeat: the time of the alert says so.
    if (planned === null) return []
    findings.push(...planned.findings)
    return [{ rat, periodSeconds: planned.periodSeconds, broadcasts: planned.count, onAir }]
  })
  return { repetition, findings }
}

function ask(
  rat: AnyRat,
  { content, cbc, copies, settings, slot }: OrderFacts,
  part: Partial<Parameters<typeof repetitionFor>[1]>,
): ReturnType<typeof repetitionFor> {
  const coding = settings?.coding ?? 'untagged'
  const pages = copies.reduce((sum, copy) => sum + codedAs(copy, coding).pages.length, 0)
  return repetitionFor(rat, {
    nowMs: slot.fromMs,
    expiresMs: slot.untilMs,
    wantedSeconds: content.repetitionSeconds,
    cbc: cbc.id,
    pages: Math.max(1, pages),
    onAir: NOTHING_ON_AIR,
    ...part,
  })
}

/** Without cells the whole network is the only form that misses nobody. */
function formOf(link: PlannedForm['link'], own: ResolvedCbc | null): PlannedForm {
  if (own === null) return { link, kind: 'plmn', areaCodes: 0, cells: 0, extra: 0 }
  const { kind, areaCodes, cells, extra } = own.form
  const fits = LINK_FACTS[link].forms.includes(kind)
  return fits ? { link, kind, areaCodes, cells, extra } : { ...own.form, link, kind: 'plmn' }
}

/**
 * Findings on repetition that differ in their CBC alone become one, which names them all: a text
 * that is long is long at every operator.
 */
export function mergeByCbc(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>()
  for (const each of findings) {
    const { cbc, ...rest } = each.params
    const key = JSON.stringify([each.level, each.rule, each.path, rest])
    const before = merged.get(key)
    const isMerged = each.rule.startsWith('repetition-')
    if (!isMerged) merged.set(JSON.stringify(each), each)
    else if (before === undefined || cbc === undefined) merged.set(key, each)
    else merged.set(key, { ...before, params: { ...rest, cbc: `${before.params['cbc']}, ${cbc}` } })
  }
  return [...merged.values()]
}
