/**
 * The value that was most likely meant: the same but for case and surrounding whitespace, else the
 * only one that is nearest by letters added, left out, changed or swapped, a third of its length
 * at most. Null where nothing is near, or two are equally near.
 */
export function nearestOf(text: string, values: readonly string[]): string | null {
  const lower = text.trim().toLowerCase()
  const same = values.find((value) => value.toLowerCase() === lower)
  if (same !== undefined) return same
  let [nearest, distance, isTied]: [string | null, number, boolean] = [null, Infinity, false]
  for (const value of values) {
    const max = Math.floor(value.length / 3)
    if (Math.abs(value.length - lower.length) > max) continue
    const found = editDistance(lower, value.toLowerCase())
    if (found > max || found > distance) continue
    isTied = found === distance
    ;[nearest, distance] = [value, found]
  }
  return isTied ? null : nearest
}

/** Letters to add, leave out, change or swap with their neighbour to turn one into the other. */
function editDistance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + change)
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwap) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[to.length]!
}
