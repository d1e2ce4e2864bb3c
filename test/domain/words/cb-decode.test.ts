import { expect, test } from 'vitest'
import { decodeCbsp } from '../../../src/domain/cb/cbsp/decode.ts'
import { decodeMessage } from '../../../src/domain/cb/message.ts'
import { decodeWac } from '../../../src/domain/cb/wac.ts'
import {
  CB_DECODE_ROWS,
  describeCoding,
  describeDecodeError,
  describeEtws,
  describeWac,
} from '../../../src/domain/words/cb-decode.ts'
import { testRows } from './rows.ts'

testRows(CB_DECODE_ROWS, /^[a-z][a-zA-Z]*$/)

test('describeDecodeError() says it in Indonesian, and in English with what was found', () => {
  const read = [
    decodeMessage([Uint8Array.of(0, 0)]),
    decodeCbsp(Uint8Array.of(0x7f, 0, 0, 0)),
    decodeWac(Uint8Array.of(0x40, 0x0c, 0xff)),
  ]
  const said = read.map((each) => {
    if (!('error' in each)) return []
    return [describeDecodeError(each.error, 'id'), describeDecodeError(each.error, 'en')]
  })
  expect(said).toEqual([
    [
      'length di oktet 2: panjangnya tidak cocok dengan isinya',
      'length at octet 2: A GSM page has 6 octets before its content',
    ],
    [
      'message-type di oktet 0: tidak ada jenis pesan CBSP seperti ini',
      'message-type at octet 0: CBSP has message types 0x01..0x17: found 0x7f',
    ],
    [
      'wac-type di oktet 0: jenis unsur wilayah peringatan tidak dikenal',
      'wac-type at octet 0: There is no element of type 4',
    ],
  ])
})

test('describeCoding() names a language, and keeps one that would steer a terminal on its line', () => {
  expect(describeCoding({ alphabet: 'gsm7', language: null }, 'id')).toBe(
    'gsm7, bahasa tanpa penanda',
  )
  expect(describeCoding({ alphabet: 'ucs2', language: '\rΛ' }, 'en')).toBe('ucs2, language  Λ')
})

test('describeEtws() says what a phone does with it', () => {
  const tsunami = { warningType: 1, alert: true, popup: true }
  expect(describeEtws(tsunami, 'id')).toBe('tsunami, berbunyi, muncul di layar')
  expect(describeEtws({ ...tsunami, alert: false }, 'en')).toBe('tsunami, pops up')
  expect(describeEtws({ warningType: 7, alert: false, popup: false }, 'en')).toBe('7')
})

test('describeWac() has a line a shape, and one for the time to wait', () => {
  const geo = [{ circle: [-6.2, 106.8, 1500] as const }]
  expect(describeWac({ maxWaitSec: 0, geo }, 'id')).toEqual([
    'lingkaran -6.20000,106.80000, radius 1500 m',
    'ponsel mencari tempatnya selama 0 detik',
  ])
  for (const maxWaitSec of [255, null]) {
    expect(describeWac({ maxWaitSec, geo: [] }, 'en')).toEqual([
      'phones look for their place as long as they like',
    ])
  }
})
