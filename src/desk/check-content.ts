import { channelOf } from '../domain/cb/handset.ts'
import { checkRegions } from '../domain/area/resolve.ts'
import { checkArea } from '../domain/area/shape.ts'
import { populationOf } from '../domain/area/population.ts'
import { outlineOf } from '../domain/area/outline.ts'
import type { CbcSettings, CellList, InventoryRow } from '../domain/decision.ts'
import { finding, type Finding, isClear } from '../domain/finding.ts'
import type { Content } from '../domain/message.ts'
import { registryAt, type CbcFacts, type Registry } from '../domain/operators/registry.ts'
import type { Plan, PlannedOrder } from '../domain/plan.ts'
import { checkPolicy, chooseIdentifiers, POLICY_VERSION } from '../domain/policy.ts'
import { isInForce, readTrustList } from '../formats/signature/trust-list.ts'
import type { ResolvedArea, ResolveRequest } from '../workers/resolve-area.ts'
import { ThreadFailure } from '../workers/thread.ts'
import { octetsOfIndexes } from './cell-lists.ts'
import type { Desk } from './desk.ts'
import { loadAiring } from './on-air.ts'
import { planCopies, prefixedCbcs } from './plan-copies.ts'
import { mergeByCbc, type OrderFacts, planOrder } from './plan-order.ts'

/** Steps 2 and 3: everything wrong or doubtful, and what would be sent where. */
export interface Planned {
  readonly findings: readonly Finding[]
  /** Null when the content itself leaves nothing to plan. */
  readonly plan: Plan | null
  readonly cellLists: readonly CellList[]
}

/** An inventory older than this is said to be old. */
const OLD_DAYS = 30

/**
 * Checks content and plans it; nothing is stored.
 *
 * @param alert the alert it belongs to, if it is there already: see {@link planContent}.
 */
export async function checkContent(
  desk: Desk,
  content: Content,
  alert: string | null = null,
): Promise<Pick<Planned, 'findings' | 'plan'>> {
  const { findings, plan } = await planContent(desk, content, alert)
  return { findings, plan }
}

/** @param alert whose messages on air do not count as others: what is planned takes their place. */
export async function planContent(
  desk: Desk,
  content: Content,
  alert: string | null = null,
): Promise<Planned> {
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
  const fromMs = content.startMs ?? nowMs
  const slot = { fromMs, untilMs: fromMs + content.minutes * 60_000 }
  const registry = registryAt(fromMs)
  const settings = await desk.store.loadCbcs()
  const { identifiers } = chooseIdentifiers(content, facts)
  const coded = planCopies(content, identifiers, prefixedCbcs(registry, settings))
  const { copies } = coded
  findings.push(...coded.findings)
  const isBroadcast = content.channel === 'cell-broadcast'
  const [newest] = isBroadcast ? await desk.store.loadInventories() : []
  const inventoryVersion = newest?.version ?? null
  const airing = isBroadcast ? await loadAiring(desk, { slot, inventoryVersion, alert }) : []
  const { cbcs } = registry
  const request = { area: content.area, cbcs, slot, airing }
  const resolved = newest === undefined ? null : await resolveCells(desk, newest, request)
  findings.push(...checkInventory(resolved, { isBroadcast, cbcs, nowMs }))
  const shared = { content, copies, slot, airing }
  const { wanted, findings: doubts } = planOrders(shared, { registry, settings, resolved })
  findings.push(...doubts)
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

/** An order for every CBC that has cells in the area, or may have. */
function planOrders(
  shared: Pick<OrderFacts, 'content' | 'copies' | 'slot' | 'airing'>,
  of: {
    readonly registry: Registry
    readonly settings: readonly CbcSettings[]
    readonly resolved: Resolved | null
  },
): { wanted: PlannedOrder[]; findings: Finding[] } {
  const { registry, settings, resolved } = of
  const planned = registry.cbcs.map((cbc) =>
    planOrder({
      ...shared,
      cbc,
      rats: registry.operators.find(({ id }) => id === cbc.operator)?.rats ?? [],
      settings: settings.find((each) => each.cbc === cbc.id) ?? null,
      own: resolved?.area.cbcs.find((each) => each.cbc === cbc.id) ?? null,
      inventoryVersion: resolved?.version ?? null,
    }),
  )
  return {
    wanted: planned.map(({ order }) => order).filter(({ cells }) => resolved === null || cells > 0),
    findings: mergeByCbc(planned.flatMap(({ findings }) => findings)),
  }
}

/** Files that are gone, that the disk does not give, and that are not what their digest says. */
const UNREADABLE: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EIO', 'INPUT_INVALID'])

/** Null where the inventory cannot be read: whole networks are used then. */
async function resolveCells(
  desk: Desk,
  { version, importedAtMs }: InventoryRow,
  request: Omit<ResolveRequest, 'inventoryVersion' | 'cbcs'> & { cbcs: readonly CbcFacts[] },
): Promise<Resolved | null> {
  try {
    const area = await desk.pool.resolveArea({
      ...request,
      inventoryVersion: version,
      cbcs: request.cbcs.map(({ id, plmns }) => ({ cbc: id, plmns })),
    })
    return { version, importedAtMs, area }
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
