import { expect, test } from 'vitest'
import { emptyContent } from '../../../src/console/editor/content.ts'
import { dropStash, stash, unstash, type Shelf } from '../../../src/console/editor/stash.ts'

function shelfOf(): Shelf {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

const left = { account: 'P-ABCDEFGH', version: 3, content: emptyContent(), unfinished: ['x'] }

test('unstash() gives text back to the person who wrote it, and to nobody else', () => {
  const shelf = shelfOf()
  stash(shelf, '12.1', left)
  expect(unstash(shelf, '12.1', 'P-ABCDEFGH')).toEqual(left)
  expect(unstash(shelf, '12.1', 'P-ZZZZZZZZ')).toBe(null)
  expect(unstash(shelf, 'new', 'P-ABCDEFGH')).toBe(null)
})

test('dropStash() takes it away', () => {
  const shelf = shelfOf()
  stash(shelf, 'new', left)
  dropStash(shelf, 'new')
  expect(unstash(shelf, 'new', 'P-ABCDEFGH')).toBe(null)
})

test('unstash() passes over what is no stash', () => {
  const shelf = shelfOf()
  shelf.setItem('kentongan.draft.new', '{"account":"P-ABCDEFGH"')
  expect(unstash(shelf, 'new', 'P-ABCDEFGH')).toBe(null)
  shelf.setItem('kentongan.draft.new', '{"account":"P-ABCDEFGH"}')
  expect(unstash(shelf, 'new', 'P-ABCDEFGH')).toBe(null)
})
