import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SweepOrder } from '../../../src/domain/cap/sweep-order.ts'

const CAPACITY = 64
const byNumber = (edge: number) => (other: number) => Math.sign(edge - other)

function contents(order: SweepOrder, some: number): number[] {
  const found = [some]
  for (let at = order.below(some); at >= 0; at = order.below(at)) found.unshift(at)
  for (let at = order.above(some); at >= 0; at = order.above(at)) found.push(at)
  return found
}

test('SweepOrder keeps what is put in and not taken out, in order', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(CAPACITY - 1)), { maxLength: 300 })
  fc.assert(
    fc.property(steps, (list) => {
      const order = new SweepOrder(CAPACITY)
      const model = new Set<number>()
      for (const [isPut, edge] of list) {
        if (isPut) expect(order.insert(edge, byNumber(edge))).toBe(model.has(edge) ? edge : -1)
        else if (model.has(edge)) order.remove(edge)
        if (isPut) model.add(edge)
        else model.delete(edge)
        const sorted = [...model].toSorted((a, b) => a - b)
        const [some] = sorted
        if (some !== undefined) expect(contents(order, some)).toEqual(sorted)
      }
      for (let edge = 0; edge < CAPACITY; edge++) {
        expect(order.has(edge)).toBe(model.has(edge))
        expect(order.find(byNumber(edge))).toBe(model.has(edge) ? edge : -1)
      }
    }),
    { numRuns: 300 },
  )
})

test('SweepOrder.replace() puts a new edge in the place of an old one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(31), { minLength: 1 }), fc.nat(), (edges, pick) => {
      const order = new SweepOrder(CAPACITY)
      for (const edge of edges) order.insert(edge * 2, byNumber(edge * 2))
      const old = edges[pick % edges.length]! * 2
      order.replace(old, old + 1)
      const wanted = edges.map((edge) => (edge * 2 === old ? old + 1 : edge * 2))
      expect(contents(order, old + 1)).toEqual(wanted.toSorted((a, b) => a - b))
      expect([order.has(old), order.has(old + 1)]).toEqual([false, true])
      for (const edge of wanted) order.remove(edge)
      expect(order.find(() => 0)).toBe(-1)
    }),
  )
})
