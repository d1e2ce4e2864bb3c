import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dcsOf, decodeDcs, type Coding } from '../../../src/domain/cb/dcs.ts'

const { vectors }: { vectors: (Coding & { dcs: string })[] } = JSON.parse(
  readFileSync('fixtures/cb/dcs.json', 'utf8'),
)

test.for(vectors)('decodeDcs() reads $dcs', ({ dcs, ...coding }) => {
  expect(decodeDcs(Number(dcs))).toEqual(coding)
})

test('decodeDcs() reads every octet and refuses anything else', () => {
  for (let dcs = 0; dcs <= 0xff; dcs++) expect(decodeDcs(dcs).alphabet).toMatch(/gsm7|8bit|ucs2/)
  for (const dcs of [-1, 256, 0.5, Number.NaN]) expect(() => decodeDcs(dcs)).toThrow(RangeError)
})

test('dcsOf() leaves Indonesian untagged and tags English in GSM-7 alone', () => {
  expect(dcsOf('gsm7', 'id')).toBe(0x0f)
  expect(dcsOf('gsm7', null)).toBe(0x0f)
  expect(dcsOf('gsm7', 'en')).toBe(0x01)
  expect(dcsOf('ucs2', 'en')).toBe(0x48)
})
