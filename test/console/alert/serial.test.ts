import { expect, test } from 'vitest'
import {
  describeCoding,
  describeSerial,
  hexOfSerial,
  pairsInHex,
} from '../../../src/console/alert/serial.ts'
import { EN } from '../../../src/console/words/en.ts'
import { ID } from '../../../src/console/words/id.ts'

test('hexOfSerial() writes four digits', () => {
  expect([0, 0x43a0, 0xffff].map(hexOfSerial)).toEqual(['0x0000', '0x43A0', '0xFFFF'])
})

test('describeSerial() tells code and update, and a scope that is not ours', () => {
  // 3GPP TS 23.041 §9.4.1.2.1: scope in bits 15-14, code in 13-4, update number in 3-0.
  expect(describeSerial(0x4333, ID)).toBe('0x4333 (kode 51, pembaruan 3)')
  for (const serial of [0x0333, 0x8333, 0xc333]) {
    expect(describeSerial(serial, ID)).toContain('ponsel berbunyi lagi')
  }
})

test('describeCoding() tells alphabet and language of the octet', () => {
  expect(describeCoding(0x0f, ID)).toBe('DCS 0x0F (GSM-7, bahasa tidak ditandai)')
  expect(describeCoding(0x48, EN)).toBe('DCS 0x48 (UCS-2, no language named)')
  expect(describeCoding(0x01, ID)).toBe('DCS 0x01 (GSM-7, bahasa en)')
  expect(describeCoding(0x10, ID)).toContain('GSM-7, kode bahasa di awal setiap halaman')
  expect(describeCoding(0x11, EN)).toContain('UCS-2, the language before every page')
})

test('pairsInHex() writes serial numbers alone in hex', () => {
  expect(pairsInHex('id-ID 4370 19104 → 4371 19120')).toBe('id-ID 4370 0x4AA0 → 4371 0x4AB0')
  expect(pairsInHex('4370 17200 1.1-IOH')).toBe('4370 0x4330 1.1-IOH')
  expect(pairsInHex('HTTP 99999 70000')).toBe('HTTP 99999 70000')
})
