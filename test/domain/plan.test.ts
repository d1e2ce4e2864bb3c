import { expect, test } from 'vitest'
import { codedAs, type PlannedCopy } from '../../src/domain/plan.ts'
import { makePlan } from '../make.ts'

const [COPY] = makePlan().copies as [PlannedCopy]
const PREFIXED = { dcs: 0x10, pages: [{ useful: 82, hex: '69'.repeat(82) }] }

test('codedAs() gives the pages of a coding', () => {
  const copy = { ...COPY, prefixed: PREFIXED }
  expect(codedAs(copy, 'prefix')).toEqual(PREFIXED)
  expect(codedAs(copy, 'untagged').dcs).toBe(0x0f)
  expect(codedAs(copy, 'untagged').pages).toEqual(COPY.pages)
})

test('codedAs() airs a copy without prefixed pages all the same', () => {
  const { dcs, pages } = codedAs({ ...COPY, prefixed: null }, 'prefix')
  expect([dcs, pages]).toEqual([0x0f, COPY.pages])
})
