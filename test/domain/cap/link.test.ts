import { expect, test } from 'vitest'
import { linksIn, ownerOf, partsOf, trickOf } from '../../../src/domain/cap/link.ts'

test.for([
  ['Buka https://siaga.go.id/7. Lalu www.bmkg.go.id', ['https://siaga.go.id/7.', 'www.bmkg.go.id']],
  ['Daftar di bit.ly/banjir atau tinyurl.com/x', ['bit.ly/banjir', 'tinyurl.com/x']],
  ['“https://siaga.go.id”', ['https://siaga.go.id']],
  ['siaga@www.go.id orbit.ly/x a.t.co/x pukul 10.30 v1.2', []],
  ['https://', []],
] as const)('linksIn() finds in %j the addresses %j', ([text, links]) => {
  expect(linksIn(text)).toEqual(links)
})

test('linksIn() stops at a hundred', () => {
  expect(linksIn('www.a.id '.repeat(101))).toHaveLength(100)
})

test.for([
  ['https://WWW.Bmkg.go.id:8443/x', { host: 'www.bmkg.go.id', hasUser: false }],
  ['https://bmkg.go.id@jahat.example/x', { host: 'jahat.example', hasUser: true }],
  ['https://example.org/@bmkg', { host: 'example.org', hasUser: false }],
  ['https://example.org\\@bmkg.go.id', { host: 'example.org', hasUser: false }],
  ['http://[2001:db8::1]/x', { host: '[2001:db8::1]', hasUser: false }],
  ['https://www.gov.taipei查詢', { host: 'www.gov.taipei', hasUser: false }],
  ['https://siaga.go.id.', { host: 'siaga.go.id', hasUser: false }],
  ['https:///x', null],
] as const)('partsOf() takes %s apart', ([link, parts]) => {
  expect(partsOf(link)).toEqual(parts)
})

test.for([
  ['https://bmkg.go.id@x.example', 'user'],
  ['http://10.0.0.1/x', 'number'],
  ['http://3232235777/', 'number'],
  ['http://0x7f.1/', 'number'],
  ['http://[::1]/', 'number'],
  ['http://10.0.0.1.example/', null],
  ['bit.ly/x', 'shortener'],
  ['https://www.tinyurl.com/x', 'shortener'],
  ['https://rabbit.ly/x', null],
  ['https://xn--bmg-0nd.com', 'lookalike'],
  ['https://bmкg.go.id', 'lookalike'],
  ['https://аррӏе.com', 'lookalike'],
  ['https://погода.рф', null],
  ['https://xn--80aesfpebagmfblc0a.xn--p1ai', null],
  ['https://münchen.de', null],
] as const)('trickOf() calls %s %s', ([link, trick]) => {
  expect(trickOf(partsOf(link)!)).toBe(trick)
})

test.for([
  ['nowcasting.bmkg.go.id', 'bmkg.go.id'],
  ['bmkg.go.id', 'bmkg.go.id'],
  ['www.bom.gov.au', 'bom.gov.au'],
  ['en.vedur.is', 'vedur.is'],
  ['go.id.example.com', 'example.com'],
  ['localhost', 'localhost'],
] as const)('ownerOf() %s is %s', ([host, owner]) => {
  expect(ownerOf(host)).toBe(owner)
})
