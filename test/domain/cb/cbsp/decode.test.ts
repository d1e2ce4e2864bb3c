import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCbsp, lengthOf } from '../../../../src/domain/cb/cbsp/decode.ts'
import { encodeCbsp } from '../../../../src/domain/cb/cbsp/encode.ts'
import { MESSAGE_KINDS, slotsOf } from '../../../../src/domain/cb/cbsp/messages.ts'
import { ELEMENTS, elementOf } from '../../../../src/domain/cb/cbsp/elements.ts'
import { formatHex, parseHex } from '../../../../src/domain/cb/octets.ts'
import { anyMessage, anyMessageOf } from './arbitraries.ts'

/** A PDU of a type and elements in hex; the length is counted. */
function pdu(type: number, ...elements: readonly string[]): Uint8Array {
  const body = parseHex(elements.join(''))!
  return Uint8Array.of(type, body.length >> 16, body.length >> 8, body.length, ...body)
}

describe.for(MESSAGE_KINDS)('%s', (kind) => {
  test('decodeCbsp() undoes encodeCbsp(), in both codings of the period', () => {
    fc.assert(
      fc.property(anyMessageOf(kind), (message) => {
        for (const repetition of ['ts-48049', 'osmocom'] as const) {
          const octets = encodeCbsp(message, { repetition })
          expect(decodeCbsp(octets, { repetition })).toEqual(message)
        }
      }),
    )
  })

  test('decodeCbsp() takes the elements in any order', () => {
    fc.assert(
      fc.property(anyMessageOf(kind), fc.infiniteStream(fc.nat()), (message, stream) => {
        const elements = elementsOf(encodeCbsp(message))
        const isPage = (each: string): boolean => each.startsWith('01')
        const places = elements.map((each) => ({ each, key: stream.next().value ?? 0 }))
        const mixed = places.toSorted((a, b) => a.key - b.key).map(({ each }) => each)
        // Pages among themselves stay in order.
        const pages = elements.filter(isPage)
        const order = mixed.map((each) => (isPage(each) ? pages.shift()! : each))
        const again = pdu(encodeCbsp(message)[0] ?? 0, ...order)
        expect(decodeCbsp(again, { repetition: 'ts-48049' })).toEqual(message)
      }),
    )
  })

  test('decodeCbsp() misses exactly what is mandatory', () => {
    fc.assert(
      fc.property(anyMessageOf(kind), (message) => {
        const octets = encodeCbsp(message)
        const elements = elementsOf(octets)
        for (const { element, isMandatory } of slotsOf(kind)) {
          const id = ELEMENTS[element].id.toString(16).padStart(2, '0')
          const without = elements.filter((each) => !each.startsWith(id))
          if (without.length === elements.length) continue
          const read = decodeCbsp(pdu(octets[0] ?? 0, ...without))
          if (!isMandatory) expect(read).toMatchObject({ kind })
          else expect(read).toMatchObject({ error: { rule: 'element-missing' } })
        }
      }),
      { numRuns: 30 },
    )
  })

  test('decodeCbsp() refuses an element twice', () => {
    fc.assert(
      fc.property(anyMessageOf(kind), (message) => {
        const octets = encodeCbsp(message)
        const elements = elementsOf(octets).filter((each) => !each.startsWith('01'))
        for (const element of elements) {
          const twice = pdu(octets[0] ?? 0, ...elements, element)
          expect(decodeCbsp(twice)).toMatchObject({
            error: { rule: 'element-twice', offset: twice.length - element.length / 2 },
          })
        }
      }),
      { numRuns: 30 },
    )
  })
})

/** The elements of a PDU in hex, by the sizes of their table. */
function elementsOf(octets: Uint8Array): string[] {
  const elements: string[] = []
  for (let at = 4; at < octets.length;) {
    const { size } = ELEMENTS[elementOf(octets[at]!)!]
    const length = size === 'list' ? 3 + ((octets[at + 1]! << 8) | octets[at + 2]!) : 1 + size
    elements.push(formatHex(octets.subarray(at, at + length)))
    at += length
  }
  return elements
}

const ID = '0e1112'
const OLD = '024010'
const NEW = '034010'
const BSS = '04000106'
const BASIC = '1200'
const TEXT = '050006000507000c'
const PAGE = `0150${'aa'.repeat(82)}`
const ETWS = `0f0110038011${'00'.repeat(50)}1701`

test('a WRITE-REPLACE is text or an emergency, and not both', () => {
  const text = pdu(1, ID, NEW, BSS, BASIC, TEXT, '1301', '0c0f', PAGE)
  expect(decodeCbsp(text)).toMatchObject({ kind: 'write-replace', broadcasts: 12 })
  const emergency = pdu(1, ID, NEW, BSS, ETWS)
  expect(decodeCbsp(emergency)).toMatchObject({
    kind: 'write-replace-emergency',
    warningPeriod: 1,
  })
  const both = pdu(1, ID, NEW, BSS, BASIC, ETWS)
  expect(decodeCbsp(both)).toMatchObject({ error: { rule: 'element', offset: 16 } })
  const neither = pdu(1, ID, NEW, BSS)
  expect(decodeCbsp(neither)).toMatchObject({
    error: { rule: 'element-missing', offset: neither.length },
  })
})

test('a KILL without a channel is about an emergency', () => {
  expect(decodeCbsp(pdu(4, ID, OLD, BSS))).not.toHaveProperty('channel')
  expect(decodeCbsp(pdu(4, ID, OLD, BSS, '1201'))).toHaveProperty('channel', 'extended')
})

test('a number of broadcasts of 0 is until it is killed', () => {
  const text = TEXT.replace('07000c', '070000')
  const octets = pdu(1, ID, NEW, BSS, BASIC, text, '1301', '0c0f', PAGE)
  expect(decodeCbsp(octets)).toMatchObject({ broadcasts: 'unlimited' })
})

test('pages are as many as the message says', () => {
  const write = (count: string, pages: number): unknown =>
    decodeCbsp(pdu(1, ID, NEW, BSS, BASIC, TEXT, '0c0f', `13${count}`, PAGE.repeat(pages)))
  expect(write('02', 2)).toHaveProperty('pages.length', 2)
  expect(write('02', 1)).toMatchObject({ error: { rule: 'page-count', offset: 27 } })
  expect(write('01', 2)).toMatchObject({ error: { rule: 'page-count', offset: 27 } })
  expect(write('00', 0)).toMatchObject({ error: { rule: 'page-count', offset: 27 } })
  expect(write('0f', 15)).toHaveProperty('pages.length', 15)
  expect(write('0f', 16)).toMatchObject({ error: { rule: 'element-twice' } })
  expect(write('10', 15)).toMatchObject({ error: { rule: 'page-count' } })
})

test('an element of another message is passed over, whatever it holds', () => {
  const query = pdu(0x0a, ID, NEW, OLD, BSS, BASIC, '1799', PAGE, '08000106')
  expect(decodeCbsp(query)).toEqual({
    kind: 'status-query',
    messageIdentifier: 4370,
    oldSerial: 0x4010,
    cells: { by: 'bss', cells: [] },
    channel: 'basic',
  })
})

test('spare bits are passed over', () => {
  const octets = pdu(0x13, '040003f5abcd', '16f0', '0df1')
  expect(decodeCbsp(octets)).toEqual({
    kind: 'restart',
    cells: { by: 'lac', cells: [{ by: 'lac', lac: 0xabcd }] },
    broadcastType: 'cbs',
    recovery: 'lost',
  })
})

test.for<[what: string, octets: Uint8Array, rule: string, offset: number]>([
  ['nothing', new Uint8Array(), 'length', 0],
  ['three octets', Uint8Array.of(1, 0, 0), 'length', 3],
  ['type 0', pdu(0), 'message-type', 0],
  ['type 0x18', pdu(0x18), 'message-type', 0],
  ['type 0x7f', pdu(0x7f), 'message-type', 0],
  ['an octet too many', Uint8Array.of(...pdu(0x17), 0), 'length', 4],
  ['an octet too few', pdu(0x16, '1801').subarray(0, -1), 'length', 5],
  ['an element 0', pdu(0x16, '0000', '1801'), 'element', 4],
  ['an element 0x19', pdu(0x16, '1801', '1900'), 'element', 6],
  ['an element without a value', pdu(0x16, '18'), 'length', 5],
  ['a list longer than the message', pdu(0x10, '04000206'), 'length', 8],
  ['a list without its length', pdu(0x10, '0400'), 'length', 6],
  ['a list of no octets', pdu(0x10, '040000'), 'length', 7],
  ['a reserved discriminator', pdu(0x10, '04000103'), 'discriminator', 7],
  ['a list that ends within a cell', pdu(0x10, '04000405000100'), 'length', 10],
  ['a PLMN of letters', pdu(0x10, '04000604a5f0010001'), 'plmn', 8],
  ['a category 3', pdu(1, ID, NEW, BSS, BASIC, TEXT.replace('0500', '0503')), 'value', 17],
  ['a reserved period', pdu(0x16, '18bb'), 'value', 5],
  [
    'a page of 83 octets',
    pdu(1, ID, NEW, BSS, BASIC, TEXT, '13010c0f', `0153${PAGE.slice(4)}`),
    'page-length',
    29,
  ],
  ['a failure list that is cut', pdu(0x14, '0900050500010905', '1600'), 'length', 11],
])('decodeCbsp() refuses %s', ([, octets, rule, offset]) => {
  expect(decodeCbsp(octets)).toMatchObject({ error: { rule, offset } })
})

test('lengthOf() reads three octets', () => {
  expect(lengthOf(Uint8Array.of(1, 0x12, 0x34, 0x56))).toBe(0x123456)
})

/** True for a message, or for an error whose offset lies within the octets. */
function isSound(octets: Uint8Array): boolean {
  const read = decodeCbsp(octets)
  if (!('error' in read)) return typeof read.kind === 'string'
  const { rule, offset, message } = read.error
  return rule !== undefined && message !== '' && offset >= 0 && offset <= octets.length
}

test('decodeCbsp() gives an answer at every truncation of every kind of message', () => {
  const samples = MESSAGE_KINDS.flatMap((kind) =>
    fc.sample(anyMessageOf(kind), { numRuns: 5, seed: 1 }),
  )
  let cases = 0
  for (const sample of samples) {
    const octets = encodeCbsp(sample)
    for (let length = 0; length < octets.length; length++, cases++) {
      const part = octets.slice(0, length)
      expect(decodeCbsp(part)).toHaveProperty('error.rule', 'length')
      // The same with a header that tells of what is left.
      if (length < 4) continue
      part.set([(length - 4) >> 16, (length - 4) >> 8, length - 4], 1)
      if (!isSound(part)) expect.fail(formatHex(part))
    }
  }
  expect(cases).toBeGreaterThan(5_000)
})

test('decodeCbsp() gives an answer to 200,000 spoilt messages and random octets', () => {
  const samples = fc.sample(anyMessage, { numRuns: 300, seed: 2 }).map((each) => encodeCbsp(each))
  // A generator of our own keeps this fast: a linear congruence, its upper bits.
  let state = 48_049
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
  let messages = 0
  for (let run = 0; run < 200_000; run++) {
    const octets = samples[next(samples.length)]!.slice()
    if (run % 4 === 0) for (let at = 4; at < octets.length; at++) octets[at] = next(256)
    for (let spoilt = next(4); spoilt >= 0; spoilt--) octets[next(octets.length)] = next(256)
    if (run % 2 === 0) octets.set([0, (octets.length - 4) >> 8, octets.length - 4], 1)
    if (!isSound(octets)) expect.fail(formatHex(octets))
    if (!('error' in decodeCbsp(octets))) messages++
  }
  // Enough of them get past the first checks for this to look at the rest.
  expect(messages).toBeGreaterThan(10_000)
})

test('decodeCbsp() is done with 16 MB of anything at once', () => {
  const lists = new Uint8Array(16_000_000).fill(0x04)
  lists.set([0x10, 15_999_996 >> 16, 15_999_996 >> 8, 15_999_996])
  const began = performance.now()
  expect(decodeCbsp(lists)).toHaveProperty('error')
  expect(performance.now() - began).toBeLessThan(500)
})
