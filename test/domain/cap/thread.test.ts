import { expect, test } from 'vitest'
import { isLoop, threadOf, tripleOf } from '../../../src/domain/cap/thread.ts'
import { reference } from './cases.ts'
import { known } from './known.ts'
import { sampleAlert } from './sample.ts'

const at = (n: number) => reference({ identifier: `M${n}` })

test('tripleOf() is the triple as references write it', () => {
  const { sender, identifier, sent } = reference()
  expect(tripleOf(reference())).toBe(`${sender},${identifier},${sent}`)
})

test('threadOf() follows a thread both ways, and ends in one that loops', () => {
  const chain = [1, 2, 3, 4].map((n) =>
    known({ ...at(n), msgType: 'Update', references: [at(n === 1 ? 4 : n - 1)] }),
  )
  const apart = known({ ...at(9), references: [] })
  const alert = sampleAlert({ msgType: 'Update', references: [at(2)] })
  const found = threadOf(alert, [...chain, apart])
  expect([...found.values()].map((each) => each.identifier)).toEqual(['M1', 'M2', 'M3', 'M4'])
  expect(threadOf(sampleAlert(), chain).size).toBe(0)
})

test('a thread of 20,000 messages takes no time that a person would see', () => {
  const chain = Array.from({ length: 20_000 }, (_, n) =>
    known({ ...at(n), msgType: 'Update', references: [at(n - 1)] }),
  )
  const alert = sampleAlert({ msgType: 'Update', references: [at(10_000)] })
  expect(threadOf(alert, chain).size).toBe(20_000)
  expect(isLoop(alert, chain)).toBe(false)
}, 2000)
