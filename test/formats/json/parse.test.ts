import { expect, test } from 'vitest'
import { describeRefusal } from '../../../src/domain/words/words.ts'
import { Refusal } from '../../../src/domain/error.ts'
import { parseInput } from '../../../src/formats/json/parse.ts'
import { ReasonStepJson } from '../../../src/formats/json/requests.ts'

function refusalOf(value: unknown): Refusal {
  try {
    parseInput(ReasonStepJson, value, 'body')
  } catch (error) {
    if (error instanceof Refusal) return error
  }
  throw new Error('nothing was refused')
}

test('parseInput() names every place that is wrong, in both languages', () => {
  const refusal = refusalOf({ version: 'one', reason: 'x' })
  expect(describeRefusal(refusal, 'en')).toBe(
    'Correct the input at body/version: Invalid input: expected number, received string; /reason: Too small: expected string to have >=3 characters',
  )
  expect(describeRefusal(refusal, 'id')).toMatch(/^Perbaiki masukan di body\/version: /)
  expect(describeRefusal(refusal, 'id')).not.toMatch(/expected|Invalid|Too small/)
})

test('parseInput() says no more than five, however many there are', () => {
  const many = Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`odd${at}`, at]))
  const { params } = refusalOf({ version: 1, reason: 'long enough', ...many })
  expect(String(params['what']).length).toBeLessThanOrEqual(500)
  expect(String(params['whatId']).length).toBeLessThanOrEqual(500)
})
