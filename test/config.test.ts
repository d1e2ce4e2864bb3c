import { expect, test } from 'vitest'
import { readConfig, senderOf } from '../src/config.ts'

test('readConfig() keeps no slash at the end of a URL that paths are put behind', () => {
  const read = (value: string): (string | null)[] => {
    const { edgeUrl, staffUrl } = readConfig({
      KENTONGAN_EDGE_URL: value,
      KENTONGAN_STAFF_URL: value,
    })
    return [edgeUrl, staffUrl]
  }
  expect(read('')).toEqual([null, null])
  for (const value of ['https://k.example', 'https://k.example/', 'HTTPS://k.example//']) {
    expect(read(value)).toEqual(['https://k.example', 'https://k.example'])
  }
  expect(read('http://k.example:81/alerts/')[0]).toBe('http://k.example:81/alerts')
})

test.for(['k.example', 'ftp://k.example', 'https://k.example/?a', 'https://u:p@k.example', ' '])(
  'readConfig() refuses "%s" as a URL that CBCs reach',
  (value, { expect: own }) => {
    own(() => readConfig({ KENTONGAN_EDGE_URL: value })).toThrow('KENTONGAN_EDGE_URL')
  },
)

test('senderOf() refuses what CAP does not take as a sender', () => {
  const read = (sender: string): string => senderOf(readConfig({ KENTONGAN_SENDER: sender }), false)
  expect(read('siaga@komdigi.go.id')).toBe('siaga@komdigi.go.id')
  for (const sender of ['', 'Kementerian Komdigi', 'a,b', 'a<b', 'a&b', 'demo@x.invalid']) {
    expect(() => read(sender)).toThrow('KENTONGAN_SENDER')
  }
})

test('readConfig() takes a civic identifier that nothing else is kept for, and no other', () => {
  const read = (value: string) => readConfig({ KENTONGAN_CIVIC_IDENTIFIER: value }).civicIdentifier
  expect(['', '50', '999', '6400', '40960'].map(read)).toEqual([null, 50, 999, 6400, 40_960])
  for (const value of ['4352', '4370', '4383', '4380', '6399', '4096', '1000', '65535', 'lima']) {
    expect(() => read(value)).toThrow('KENTONGAN_CIVIC_IDENTIFIER')
  }
})
