import type { CellList } from '../domain/decision.ts'
import { mayHold, type Order } from '../domain/order.ts'
import type { Plan } from '../domain/plan.ts'
import { indexesOf } from './cell-lists.ts'
import type { Desk } from './desk.ts'

/**
 * Cells of each CBC that air the text of now and would not air an Update: where its area is
 * narrower. A CBC whose cells are of another inventory by now is left out, as its cells cannot be
 * told apart.
 *
 * @param of.orders those of all messages of the thread.
 * @param of.cellLists of the plan, by their digests.
 */
export async function narrowedCells(
  { store }: Pick<Desk, 'store'>,
  plan: Plan,
  of: { readonly orders: readonly Order[]; readonly cellLists: readonly CellList[] },
): Promise<ReadonlyMap<string, number>> {
  const narrowed = new Map<string, number>()
  for (const { cbc, cellsDigest, inventoryVersion } of plan.orders) {
    const before = newestOf(of.orders.filter((order) => order.cbc === cbc && mayHold(order)))
    if (before === null || before.cellsDigest === cellsDigest) continue
    if (before.cellsDigest === null || before.inventoryVersion === null) continue
    if (before.inventoryVersion !== inventoryVersion) continue
    const now = of.cellLists.find(({ digest }) => digest === cellsDigest)
    const old = await store.loadCellList(before.cellsDigest, before.inventoryVersion)
    if (now === undefined || old === null) continue
    const kept = new Set(indexesOf(now))
    const cells = indexesOf(old).reduce((sum, cell) => sum + (kept.has(cell) ? 0 : 1), 0)
    if (cells > 0) narrowed.set(cbc, cells)
  }
  return narrowed
}

function newestOf(orders: readonly Order[]): Order | null {
  return orders.reduce<Order | null>(
    (newest, order) => (newest === null || order.sentMs > newest.sentMs ? order : newest),
    null,
  )
}
