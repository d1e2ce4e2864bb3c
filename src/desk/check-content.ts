import { encodeText, PAGES_MAX } from '../domain/cb/pages.ts'
import { formatHex } from '../domain/cb/octets.ts'
import { repetitionFor } from '../domain/cb/repetition.ts'
import { channelOf } from '../domain/cb/handset.ts'
import { checkRegions } from '../domain/area/resolve.ts'
import { checkArea } from '../domain/area/shape.ts'
import { populationOf } from '../domain/area/population.ts'
import { outlineOf } from '../domain/area/outline.ts'
import type { CellList, CbcSettings } from '../domain/decision.ts'
import { finding, type Finding, isClear } from '../domain/finding.ts'
import type { Content } from '../domain/message.ts'
import { registryAt, type CbcFacts } from '../domain/operators/registry.ts'
import type { Plan, PlannedCopy, PlannedForm, PlannedOrder } from '../domain/plan.ts'
import { checkPolicy, chooseIdentifiers, POLICY_VERSION } from '../domain/policy.ts'
import { LINK_FACTS } from '../domain/link-facts.ts'
import { isInForce, readTrustList } from '../formats/signature/trust-list.ts'
import type { ResolvedArea, ResolvedCbc } from '../workers/resolve-area.ts'
import { ThreadFailure } from '../workers/thread.ts'
import { octetsOfIndexes } from './cell-lists.ts'
import type { Desk } from './desk.ts'

/** Steps 2 and 3: everything wrong or doubtful, and what would be sent where. */
export interface Planned {
  readonly findings: readonly Finding[]
  /** Null when the content itself leaves nothing to plan. */
  readonly plan: Plan | null
  readonly cellLists: readonly CellList[]
}

/** An inventory older than this is said to be old. */
const OLD_DAYS = 30

/** Checks content and plans it; nothing is stored. */
export async function checkContent(
  desk: Desk,
  content: Content,
): Promise<Pick<Planned, 'findings' | 'plan'>> {
  const { findings, plan } = await planContent(desk, content)
  return { findings, plan }
}

export async function planContent(desk: Desk, content: Content): Promise<Planned> {
  const { nowMs } = desk.means()
  const facts = { nowMs, civicIdentifier: desk.settings.civicIdentifier }
  const findings: Finding[] = [
    ...checkPolicy(content, facts),
    ...checkArea(content.area, {
      path: '/area',
      isRegion: (code) => desk.country.regions.byCode(code) !== null,
    }),
  ]
  if (!isClear(findings.filter((each) => each.rule.startsWith('area-')))) {
    return { findings, plan: null, cellLists: [] }
  }
  findings.push(...checkRegions(content.area, '/area', desk.country.regions))
  findings.push(...checkKey(desk.keys, content.startMs ?? nowMs))
  const copies = planCopies(content, chooseIdentifiers(content, facts).identifiers)
  const cbcs = registryAt(content.startMs ?? nowMs).cbcs
  const settings = await desk.store.loadCbcs()
  const isBroadcast = content.channel === 'cell-broadcast'
  const resolved = isBroadcast ? await resolveCells(desk, content, cbcs) : null
  findings.push(...checkInventory(resolved, { isBroadcast, cbcs, nowMs }))
  const orders = cbcs.map((cbc) => planOrder({ desk, content, cbc, copies, settings, resolved }))
  for (const { order, findings: own } of orders) {
    findings.push(...own)
    if (order.leftOut > 0) {
      const params = { count: order.leftOut, cbc: order.cbc }
      findings.push(finding('info', 'area-cells-left-out', '/area', params))
    }
  }
  const kept = orders.map((each) => each.order)
  const wanted = kept.filter((order) => !isBroadcast || resolved === null || order.cells > 0)
  if (wanted.length === 0) findings.push(finding('error', 'area-no-cells', '/area'))
  const isHeard = copies.some((copy) => channelOf(copy.messageIdentifier) !== null)
  const plan: Plan = {
    madeAtMs: nowMs,
    regionVersion: desk.country.regions.version,
    policyVersion: POLICY_VERSION,
    copies,
    orders: wanted,
    // A message that no phone listens to reaches nobody, however many live there.
    population:
      isBroadcast && !isHeard
        ? [0, 0]
        : (resolved?.area.population ?? populationOf(content.area, null)),
    outline: resolved?.area.outline ?? outlineOf(content.area, null),
    findings: findings.filter((each) => each.level !== 'error' && each.level !== 'policy'),
  }
  return { findings, plan, cellLists: cellListsOf(wanted, resolved) }
}

interface Resolved {
  readonly version: string
  readonly importedAtMs: number
  readonly area: ResolvedArea
}

/** Files that are gone, that the disk does not give, and that are not what their digest says. */
const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EIO', 'INPUT_INVALID'])

/** Null where the inventory is missing or cannot be read: whole networks are used then. */
async function resolveCells(
  desk: Desk,
  content: Content,
  cbcs: readonly CbcFacts[],
): Promise<Resolved | null> {
  const [newest] = await desk.store.loadInventories()
  if (newest === undefined) return null
  try {
    const area = await desk.pool.resolveArea({
      inventoryVersion: newest.version,
      area: content.area,
      cbcs: cbcs.map(({ id, plmns }) => ({ cbc: id, plmns })),
    })
    return { version: newest.version, importedAtMs: newest.importedAtMs, area }
  } catch (error) {
    if (error instanceof ThreadFailure && UNREADABLE.has(error.code)) return null
    throw error
  }
}

function checkInventory(
  resolved: Resolved | null,
  of: { isBroadcast: boolean; cbcs: readonly CbcFacts[]; nowMs: number },
): Finding[] {
  if (!of.isBroadcast) return []
  if (resolved === null) {
    const cbc = of.cbcs.map(({ id }) => id).join(', ')
    return [finding('warning', 'area-inventory-stale', '/area', { cbc })]
  }
  // Old cells are used all the same: most of them stand, and whole networks would wake a country.
  const isOld = of.nowMs - resolved.importedAtMs > OLD_DAYS * 86_400_000
  return isOld ? [finding('warning', 'area-inventory-old', '/area', { days: OLD_DAYS })] : []
}

/**
 * A key that has run out, or was revoked, signs as well as before: nobody would notice until every
 * CBC refuses. It stops nothing: a CBC may know of a newer list than we serve.
 */
function checkKey({ cap, trustList }: Desk['keys'], startMs: number): Finding[] {
  const listed = readTrustList(trustList)?.keys.find(({ keyId }) => keyId === cap.keyId)
  if (listed !== undefined && isInForce(listed, startMs)) return []
  return [finding('warning', 'key-not-in-force', '/start', { key: cap.keyId })]
}

function planCopies(content: Content, identifiers: readonly number[]): PlannedCopy[] {
  return identifiers.flatMap((messageIdentifier, index): PlannedCopy[] => {
    const text = content.texts[index]
    if (text === undefined) return []
    // Indonesian stays untagged: no phone filters it out (design §6).
    const language = text.language.startsWith('en') ? 'en' : undefined
    const encoded = encodeText(text.body, language === undefined ? {} : { language })
    if (encoded.pages.length > PAGES_MAX || encoded.pages.length === 0) return []
    return [
      {
        language: text.language,
        messageIdentifier,
        dcs: encoded.dcs,
        alphabet: encoded.alphabet,
        characters: encoded.characters,
        text: text.body.normalize('NFC'),
        pages: encoded.pages.map(({ useful, octets }) => ({ useful, hex: formatHex(octets) })),
      },
    ]
  })
}

function planOrder(of: {
  desk: Desk
  content: Content
  cbc: CbcFacts
  copies: readonly PlannedCopy[]
  settings: readonly CbcSettings[]
  resolved: Resolved | null
}): { order: PlannedOrder; findings: Finding[] } {
  const { content, cbc, copies, resolved } = of
  const findings: Finding[] = []
  const own = resolved?.area.cbcs.find((each) => each.cbc === cbc.id) ?? null
  const connected = of.settings.find((each) => each.cbc === cbc.id)?.links ?? []
  const links = connected.filter(({ link }) => LINK_FACTS[link].channels.includes(content.channel))
  const isBroadcast = content.channel === 'cell-broadcast'
  if (links.length === 0) {
    findings.push(finding('warning', 'link-none', '/channel', { cbc: cbc.id }))
  }
  const pages = Math.max(
    1,
    copies.reduce((sum, copy) => sum + copy.pages.length, 0),
  )
  const { nowMs } = of.desk.means()
  const startMs = content.startMs ?? nowMs
  const repetition = repetitionFor('GSM', {
    nowMs: startMs,
    expiresMs: startMs + content.minutes * 60_000,
    wantedSeconds: content.repetitionSeconds,
    cbc: cbc.id,
    pages,
    onAir: { pages: 0, messages: 0 },
  })
  if (repetition !== null && isBroadcast) findings.push(...repetition.findings)
  const order: PlannedOrder = {
    cbc: cbc.id,
    operator: cbc.operator,
    inventoryVersion: own === null ? null : (resolved?.version ?? null),
    cells: own?.cells.length ?? 0,
    cellsDigest: own?.sha256 ?? null,
    cellsSha1: own?.sha1 ?? null,
    cellsOctets: own?.octets ?? 0,
    geocodes: own?.geocodes ?? [],
    leftOut: own?.leftOut ?? 0,
    repetitionSeconds: repetition?.periodSeconds ?? content.repetitionSeconds,
    broadcasts: repetition?.count ?? 1,
    forms: links.map(({ link }) => formOf(link, own)),
  }
  return { order, findings }
}

/** Without cells the whole network is the only form that misses nobody. */
function formOf(link: PlannedForm['link'], own: ResolvedCbc | null): PlannedForm {
  if (own === null) return { link, kind: 'plmn', areaCodes: 0, cells: 0, extra: 0 }
  const { kind, areaCodes, cells, extra } = own.form
  const fits = LINK_FACTS[link].forms.includes(kind)
  return fits ? { link, kind, areaCodes, cells, extra } : { ...own.form, link, kind: 'plmn' }
}

function cellListsOf(orders: readonly PlannedOrder[], resolved: Resolved | null): CellList[] {
  if (resolved === null) return []
  return orders.flatMap(({ cbc, cellsDigest }) => {
    const own = resolved.area.cbcs.find((each) => each.cbc === cbc)
    if (own === undefined || cellsDigest === null) return []
    return [
      {
        digest: cellsDigest,
        inventoryVersion: resolved.version,
        count: own.cells.length,
        octets: octetsOfIndexes(own.cells),
      },
    ]
  })
}
