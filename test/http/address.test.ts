import { expect, test } from 'vitest'
import { addressOf } from '../../src/http/address.ts'

test.for([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
] as const)('addressOf() takes %s as %s', ([ip, wanted]) => {
  expect(addressOf({ ip })).toBe(wanted)
})

test('addressOf() knows sockets that have no address', () => {
  expect(addressOf({ ip: undefined as never })).toBe('local')
})
