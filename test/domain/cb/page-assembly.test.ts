import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeGsmPages } from '../../../src/domain/cb/message.ts'
import { createPageAssembly } from '../../../src/domain/cb/page-assembly.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'

const HOME = { plmn: '510-10', areaCode: 7001, cell: 'a' }
const AWAY = { ...HOME, cell: 'b' }

function pagesOf(count: number, serial = 0x4000, messageIdentifier = 4370): Uint8Array[] {
  const { pages, dcs } = encodeText('x'.repeat(93 * count))
  return encodeGsmPages({ messageIdentifier, serial, dcs, pages })
}

test('a message of one page is whole at once', () => {
  const [page] = pagesOf(1)
  expect(createPageAssembly().add(page!, HOME)).toEqual([page])
})

test('a page that is none of its message, "3 of 2", is whole at once', () => {
  const [page] = pagesOf(1)
  page![5] = 0x32
  expect(createPageAssembly().add(page!, HOME)).toEqual([page])
})

test('pages come in any order and more than once; the last one missing makes it whole', () => {
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })
  fc.assert(
    fc.property(order, fc.nat(2), (indexes, again) => {
      const pages = pagesOf(4)
      const assembly = createPageAssembly()
      for (const index of indexes.slice(0, 3)) {
        expect(assembly.add(pages[index]!, HOME)).toBeNull()
      }
      expect(assembly.add(pages[indexes[again]!]!, HOME)).toBeNull()
      expect(assembly.add(pages[indexes[3]!]!, HOME)).toEqual(pages)
    }),
  )
})

test('pages of two cells, serials or identifiers are never one message', () => {
  const [first, second] = pagesOf(2)
  for (const [pdu, place] of [
    [second, AWAY],
    [second, { ...HOME, areaCode: 1 }],
    [second, { ...HOME, plmn: '510-01' }],
    [pagesOf(2, 0x4001)[1], HOME],
    [pagesOf(2, 0x4000, 4383)[1], HOME],
  ] as const) {
    const assembly = createPageAssembly()
    expect(assembly.add(first!, HOME)).toBeNull()
    expect(assembly.add(pdu!, place)).toBeNull()
  }
})

test('an unfinished message waits for its cell, until another one is whole elsewhere', () => {
  const [first, second] = pagesOf(2)
  const [single] = pagesOf(1, 0x4010)
  const waits = createPageAssembly()
  waits.add(first!, HOME)
  waits.add(pagesOf(2)[0]!, AWAY)
  expect(waits.add(second!, HOME)).toEqual([first, second])
  const forgets = createPageAssembly()
  forgets.add(first!, HOME)
  expect(forgets.add(single!, AWAY)).toEqual([single])
  expect(forgets.add(second!, HOME)).toBeNull()
  const stays = createPageAssembly()
  stays.add(first!, HOME)
  stays.add(single!, HOME)
  expect(stays.add(second!, HOME)).toEqual([first, second])
})

test('clear() forgets what is unfinished', () => {
  const [first, second] = pagesOf(2)
  const assembly = createPageAssembly()
  assembly.add(first!, HOME)
  assembly.clear()
  expect(assembly.add(second!, HOME)).toBeNull()
})

test('add() takes any octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      expect(() => createPageAssembly().add(octets, HOME)).not.toThrow()
    }),
  )
})
