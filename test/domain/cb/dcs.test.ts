import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decodeDcs, encodeDcs, type Coding } from '../../../src/domain/cb/dcs.ts'
import { androidCoding } from './android.ts'

const { vectors }: { vectors: (Coding & { dcs: string })[] } = JSON.parse(
  readFileSync('fixtures/cb/dcs.json', 'utf8'),
)

test.for(vectors)('decodeDcs() reads $dcs', ({ dcs, ...coding }) => {
  expect(decodeDcs(Number(dcs))).toEqual(coding)
})

test('decodeDcs() refuses what is no octet', () => {
  for (const dcs of [-1, 256, 0.5, Number.NaN]) expect(() => decodeDcs(dcs)).toThrow(RangeError)
})

/**
 * The whole of the octet, group by group, as 3GPP TS 23.038 §5 (Release 18) has it: 0000 to 0011
 * read on itecspec.com, the others in the code of peers (pycrate names 1001 and 1101 to 1111).
 * "reserved" is read as 0x0F.
 */
const SPEC: readonly { first: number; last: number; means: string }[] = [
  { first: 0x00, last: 0x0e, means: 'gsm7 language' },
  { first: 0x0f, last: 0x0f, means: 'gsm7' },
  { first: 0x10, last: 0x10, means: 'gsm7 prefix' },
  { first: 0x11, last: 0x11, means: 'ucs2 prefix' },
  { first: 0x12, last: 0x1f, means: 'reserved' },
  { first: 0x20, last: 0x20, means: 'gsm7 language' },
  { first: 0x21, last: 0x23, means: 'ucs2 language' },
  { first: 0x24, last: 0x24, means: 'gsm7 language' },
  { first: 0x25, last: 0x2f, means: 'reserved' },
  { first: 0x30, last: 0x3f, means: 'reserved' },
  ...[0x40, 0x50].flatMap((group) => [
    { first: group, last: group + 3, means: 'gsm7' },
    { first: group + 4, last: group + 7, means: '8bit' },
    { first: group + 8, last: group + 11, means: 'ucs2' },
    { first: group + 12, last: group + 15, means: 'reserved' },
  ]),
  { first: 0x60, last: 0x7f, means: 'compressed' },
  { first: 0x80, last: 0x8f, means: 'reserved' },
  { first: 0x90, last: 0x9f, means: 'user-data-header' },
  { first: 0xa0, last: 0xcf, means: 'reserved' },
  { first: 0xd0, last: 0xdf, means: 'i1-protocol' },
  { first: 0xe0, last: 0xef, means: 'wap' },
  { first: 0xf0, last: 0xf3, means: 'gsm7' },
  { first: 0xf4, last: 0xf7, means: '8bit' },
  { first: 0xf8, last: 0xff, means: 'reserved' }, // bit 3 is to be 0
]
/** Where Android does not do what the table says, and what it does: `decodeDcs()` does as well. */
const ANDROID: readonly { first: number; last: number; means: string }[] = [
  { first: 0x12, last: 0x1f, means: 'gsm7 prefix' },
  { first: 0xd0, last: 0xdf, means: 'gsm7' },
  { first: 0xf8, last: 0xfb, means: 'gsm7' },
  { first: 0xfc, last: 0xff, means: '8bit' },
]

function rowOf(table: typeof SPEC, dcs: number): string | undefined {
  const rows = table.filter(({ first, last }) => dcs >= first && dcs <= last)
  expect(rows.length).toBeLessThan(2)
  const means = rows[0]?.means
  return means === 'reserved' ? 'gsm7' : means
}

function meaningOf({ alphabet, language, prefix, refused }: Coding): string {
  if (refused !== null) return refused
  return [alphabet, ...(language === null ? [] : ['language']), ...(prefix ? ['prefix'] : [])].join(
    ' ',
  )
}

test('decodeDcs() reads all 256 octets by the table, and as Android where that differs', () => {
  for (let dcs = 0; dcs <= 0xff; dcs++) {
    const spec = rowOf(SPEC, dcs)
    const android = rowOf(ANDROID, dcs)
    expect(spec, `0x${dcs.toString(16)}`).toBeDefined()
    expect(meaningOf(decodeDcs(dcs)), `0x${dcs.toString(16)}`).toBe(android ?? spec)
  }
})

test('decodeDcs() reads all 256 octets as the source of Android does', () => {
  const encodings = { '7bit': 'gsm7', '8bit': '8bit', '16bit': 'ucs2' } as const
  for (let dcs = 0; dcs <= 0xff; dcs++) {
    const ours = decodeDcs(dcs)
    if (ours.refused !== null) {
      expect(() => androidCoding(dcs)).toThrow(RangeError)
      continue
    }
    const { encoding, language, hasLanguageIndicator } = androidCoding(dcs)
    expect([ours.alphabet, ours.prefix]).toEqual([encodings[encoding], hasLanguageIndicator])
    expect(ours.language).toBe(language === 'nb' ? 'no' : language)
  }
})

test('encodeDcs() leaves Indonesian untagged and tags what the tables have, in GSM-7 alone', () => {
  expect(encodeDcs('gsm7', 'id')).toBe(0x0f)
  expect(encodeDcs('gsm7', null)).toBe(0x0f)
  expect(encodeDcs('gsm7', 'en')).toBe(0x01)
  expect(encodeDcs('ucs2', 'en')).toBe(0x48)
  expect(encodeDcs('ucs2', 'id')).toBe(0x48)
  expect(encodeDcs('gsm7', 'cs')).toBe(0x20)
  expect(encodeDcs('gsm7', 'is')).toBe(0x24)
  for (const norwegian of ['no', 'nb', 'nn']) expect(encodeDcs('gsm7', norwegian)).toBe(0x0a)
})

test('encodeDcs() never takes an octet that phones read in two ways', () => {
  for (const language of ['he', 'ar', 'ru']) {
    expect(encodeDcs('gsm7', language)).toBe(0x0f)
    expect(encodeDcs('ucs2', language)).toBe(0x48)
  }
})

test('encodeDcs() says that the language stands before the text', () => {
  expect(encodeDcs('gsm7', 'en', true)).toBe(0x10)
  expect(encodeDcs('ucs2', 'id', true)).toBe(0x11)
})

test('decodeDcs() undoes encodeDcs() for every language of the tables', () => {
  let tagged = 0
  for (let dcs = 0; dcs <= 0xff; dcs++) {
    const { alphabet, language } = decodeDcs(dcs)
    if (alphabet !== 'gsm7' || language === null) continue
    expect(encodeDcs('gsm7', language)).toBe(dcs)
    tagged += 1
  }
  expect(tagged).toBe(17)
})
