import { expect, test } from 'vitest'
import { nearestOf } from '../../../src/domain/cap/nearest.ts'

const VALUES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown']

test.for([
  ['immediate', 'Immediate'],
  [' Past\n', 'Past'],
  ['PAST', 'Past'],
  ['Imediate', 'Immediate'],
  ['Futrue', 'Future'],
  ['Unkown', 'Unknown'],
  ['Pasts', 'Past'],
  ['', null],
  ['Now', null],
  ['Pxxt', null],
  ['Segera', null],
] as const)('nearestOf() takes "%s" for %s', ([text, meant]) => {
  expect(nearestOf(text, VALUES)).toBe(meant)
})

test('nearestOf() does not choose between two that are equally near', () => {
  expect(nearestOf('cart', ['card', 'care'])).toBeNull()
  expect(nearestOf('card', ['card', 'care'])).toBe('card')
})
