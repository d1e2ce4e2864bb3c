import { expect, test } from 'vitest'
import { EN } from '../../src/console/words/en.ts'
import { ID } from '../../src/console/words/id.ts'

/** Every text by its path; a function is called with figures, to see that it gives words. */
function textsOf(value: unknown, path: string): [path: string, text: string][] {
  if (value === null) return []
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[path, String(value(1, 2, 3, 4))]]
  return Object.entries(value as object).flatMap(([key, each]) => textsOf(each, `${path}/${key}`))
}

const indonesian = textsOf(ID, '')
const english = textsOf(EN, '')

test('both languages say something for every key', () => {
  expect(indonesian.length).toBeGreaterThan(300)
  expect(english.map(([path]) => path).sort()).toEqual(indonesian.map(([path]) => path).sort())
  const silent = [...indonesian, ...english].filter(([, text]) => text.trim() === '')
  expect(silent).toEqual([])
})

test('English texts are not Indonesian ones left as they were', () => {
  const others = new Map(indonesian)
  const long = english.filter(([, text]) => text.split(' ').length > 3)
  expect(long.length).toBeGreaterThan(100)
  expect(long.filter(([path, text]) => text === others.get(path))).toEqual([])
})
