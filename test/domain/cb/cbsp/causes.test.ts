import { expect, test } from 'vitest'
import { causeOf, CAUSES } from '../../../../src/domain/cb/cbsp/causes.ts'

// 3GPP TS 48.049 §8.2.13; codes as libosmocore, Wireshark and Osmocom's TTCN-3 tests have them, which
// agree on all of them.
const CODES = [
  [0x00, 'parameter-not-recognised'],
  [0x01, 'parameter-value-invalid'],
  [0x02, 'message-reference-not-identified'],
  [0x03, 'cell-identity-not-valid'],
  [0x04, 'unrecognised-message'],
  [0x05, 'missing-mandatory-element'],
  [0x06, 'bsc-capacity-exceeded'],
  [0x07, 'cell-memory-exceeded'],
  [0x08, 'bsc-memory-exceeded'],
  [0x09, 'cell-broadcast-not-supported'],
  [0x0a, 'cell-broadcast-not-operational'],
  [0x0b, 'incompatible-drx-parameter'],
  [0x0c, 'extended-channel-not-supported'],
  [0x0d, 'message-reference-already-used'],
  [0x0e, 'unspecified-error'],
  [0x0f, 'lai-or-lac-not-valid'],
] as const

test('causeOf() names codes 0..15 and no other', () => {
  for (let code = 0; code <= 255; code++) {
    const [, name = null] = CODES.find(([each]) => each === code) ?? []
    expect([code, causeOf(code)]).toEqual([code, name])
  }
  expect(CAUSES.length).toBe(16)
})
