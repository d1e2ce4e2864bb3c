import type { XmlElement } from '../xml/node.ts'
import { addFault, isFull, type Reading } from './faults.ts'
import type { Group } from './schema.ts'

interface Placed {
  readonly child: XmlElement
  readonly slot: number
}

/**
 * Names the fewest elements that would have to move for the rest to be in order, so that one
 * element in the wrong place is one finding, however many stand between it and where it belongs.
 */
export function explainOrder(element: XmlElement, group: Group, reading: Reading): void {
  const placed = placedOf(element, group, reading)
  const kept = inOrder(placed)
  for (const [at, { child, slot }] of placed.entries()) {
    if (isFull(reading)) return
    if (kept.has(at)) continue
    const before = placed.find((each, index) => each.slot > slot && kept.has(index))
    if (before !== undefined && placed.indexOf(before) < at) {
      const params = { element: child.local, before: before.child.local }
      addFault(reading, { rule: 'X05-order', element: child, params })
      continue
    }
    const after = placed.findLast((each, index) => kept.has(index) && each.slot < slot)
    const params = { element: child.local, after: after?.child.local ?? '' }
    addFault(reading, { rule: 'X05-order-after', element: child, params })
  }
}

/** What has a place of its own. A second one of what may stand once is at fault for that alone. */
function placedOf(element: XmlElement, group: Group, reading: Reading): Placed[] {
  const placed: Placed[] = []
  const seen = new Set<number>()
  for (const child of element.children) {
    if (child.kind !== 'element' || child.namespace !== reading.namespace) continue
    const slot = group.index.get(child.local)
    if (slot === undefined || (seen.has(slot) && !group.slots[slot]!.many)) continue
    seen.add(slot)
    placed.push({ child, slot })
  }
  return placed
}

/**
 * The longest run of elements that are in order, by its indexes: patience sorting, O(n log n).
 * From the end, so that of two that are exchanged the second is the one to move.
 */
function inOrder(placed: readonly Placed[]): Set<number> {
  const tails: number[] = []
  const next: number[] = []
  for (let at = placed.length - 1; at >= 0; at -= 1) {
    const { slot } = placed[at]!
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (placed[tails[middle]!]!.slot >= slot) low = middle + 1
      else high = middle
    }
    next[at] = low === 0 ? -1 : tails[low - 1]!
    tails[low] = at
  }
  const kept = new Set<number>()
  for (let at = tails.at(-1) ?? -1; at !== -1; at = next[at]!) kept.add(at)
  return kept
}
