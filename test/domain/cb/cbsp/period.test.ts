import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePeriod, encodePeriod } from '../../../../src/domain/cb/cbsp/period.ts'

// 3GPP TS 48.049 §8.2.25. The table is that of the decoders of libosmocore and of Osmocom's TTCN-3
// tests, which agree with each other over the whole range, and with Wireshark up to 600 s. Above,
// Wireshark counts by 60 s; that it is 30 s, up to an hour, is from memory, not checked. We send no
// warning period yet, and keep alive periods of at most 120 s.
const TABLE: readonly (readonly [code: number, seconds: number])[] = [
  [1, 1],
  [10, 10],
  [11, 12],
  [20, 30],
  [21, 35],
  [38, 120],
  [39, 130],
  [86, 600],
  [87, 630],
  [186, 3600],
]

test.for(TABLE)('code %i is %i s, both ways', ([code, seconds]) => {
  expect(decodePeriod(code)).toBe(seconds)
  expect(encodePeriod(seconds)).toBe(code)
})

test('encodePeriod() gives 0x1a for 60 s, where libosmocore gives 0x24: 110 s', () => {
  expect(encodePeriod(60)).toBe(0x1a)
  expect(decodePeriod(0x24)).toBe(110)
})

test('decodePeriod() knows every octet: without a limit, growing seconds, or reserved', () => {
  expect(decodePeriod(0)).toBe('unlimited')
  let before = 0
  for (let code = 1; code <= 186; code++) {
    const seconds = decodePeriod(code)
    if (typeof seconds !== 'number' || seconds <= before) expect.fail(`code ${code}`)
    if (encodePeriod(seconds) !== code) expect.fail(`code ${code} is ${seconds} s`)
    before = seconds
  }
  expect(before).toBe(3600)
  for (let code = 187; code <= 255; code++) expect(decodePeriod(code)).toBeNull()
})

test('encodePeriod() gives the shortest period that is not shorter, for every second', () => {
  const periods = Array.from({ length: 186 }, (_, index) => decodePeriod(index + 1) as number)
  for (let seconds = 1; seconds <= 3600; seconds++) {
    const wanted = periods.find((each) => each >= seconds)
    if (decodePeriod(encodePeriod(seconds)) !== wanted) expect.fail(`${seconds} s`)
  }
})

test('encodePeriod() takes no limit only by its name', () => {
  expect(encodePeriod('unlimited')).toBe(0)
  const impossible = fc.oneof(
    fc.constantFrom(0, 3601, 1.5, Number.NaN, Infinity),
    fc.integer({ max: 0 }),
    fc.integer({ min: 3601 }),
  )
  fc.assert(
    fc.property(impossible, (seconds) => {
      expect(() => encodePeriod(seconds)).toThrow(RangeError)
    }),
  )
})
