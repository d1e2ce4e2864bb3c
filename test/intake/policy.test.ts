import { expect, test } from 'vitest'
import { FETCH_POLICY, judgeAddresses, judgeUrl } from '../../src/intake/policy.ts'

const POLICY = { ...FETCH_POLICY, allow: ['a.example', 'b.example:8443', '127.0.0.1', '[::1]'] }
const LOOPBACK = { ...POLICY, insecureLoopback: true, allow: ['127.0.0.1:81', 'a.example'] }

const REFUSED: readonly (readonly [string, string])[] = [
  ['F16-scheme', 'http://a.example/'],
  ['F16-scheme', 'file:///etc/passwd'],
  ['F16-scheme', 'ftp://a.example/'],
  ['F16-scheme', 'javascript:alert(1)'],
  ['F16-scheme', '//a.example/'],
  ['F16-scheme', ''],
  ['F16-account', 'https://a@a.example/'],
  ['F16-account', 'https://a.example:x@evil.example/'],
  ['F16-host', 'https://evil.example/'],
  ['F16-host', 'https://a.example.evil.example/'],
  ['F16-host', 'https://sub.a.example/'],
  ['F16-host', 'https://a.example./'],
  ['F16-host', 'https://a.example:8443/'],
  ['F16-host', 'https://a.example:22/'],
  ['F16-host', 'https://b.example/'],
  ['F16-host', 'https://169.254.169.254/latest/meta-data/'],
  // Allowed by name, refused as an address: however it is written.
  ['F16-address', 'https://127.0.0.1/'],
  ['F16-address', 'https://127.1/'],
  ['F16-address', 'https://0x7f000001/'],
  ['F16-address', 'https://0177.0.0.1/'],
  ['F16-address', 'https://2130706433/'],
  ['F16-address', 'https://127.0.0.1./'],
  ['F16-address', 'https://１２７.0.0.1/'],
  ['F16-address', 'https://[::1]/'],
  ['F16-address', 'https://[0:0:0:0:0:0:0:1]/'],
]

test.for(REFUSED)('judgeUrl() finds %s in %s', ([rule, url]) => {
  expect(judgeUrl(url, POLICY, null)).toMatchObject({ rule })
})

test('judgeUrl() lets what is allowed pass', () => {
  for (const url of [
    'https://a.example/x',
    'https://A.EXAMPLE/x',
    'https://a.example:443/x',
    'https://b.example:8443/x',
  ]) {
    expect(judgeUrl(url, POLICY, null), url).toBeInstanceOf(URL)
  }
})

test('judgeUrl() takes http to this machine only where it is told to, and never after https', () => {
  const url = 'http://127.0.0.1:81/'
  expect(judgeUrl(url, LOOPBACK, null)).toBeInstanceOf(URL)
  expect(judgeUrl(url, { ...LOOPBACK, insecureLoopback: false }, null)).toMatchObject({
    rule: 'F16-scheme',
  })
  expect(judgeUrl(url, LOOPBACK, new URL('http://127.0.0.1:81/'))).toBeInstanceOf(URL)
  expect(judgeUrl(url, LOOPBACK, new URL('https://a.example/'))).toMatchObject({
    rule: 'F16-scheme',
  })
})

test('judgeAddresses() looks at every address of a host', () => {
  const url = new URL('https://a.example/')
  expect(judgeAddresses(url, ['8.8.8.8', '2606:4700::1111'], POLICY)).toBe(null)
  for (const bad of ['10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1']) {
    expect(judgeAddresses(url, ['8.8.8.8', bad], POLICY), bad).toMatchObject({
      rule: 'F16-address',
    })
  }
})

test('judgeAddresses() keeps http on this machine, and private networks closed', () => {
  const url = new URL('http://a.example/')
  expect(judgeAddresses(url, ['127.0.0.1', '::1'], LOOPBACK)).toBe(null)
  expect(judgeAddresses(url, ['8.8.8.8'], LOOPBACK)).toMatchObject({ rule: 'F16-address' })
  expect(judgeAddresses(url, ['127.0.0.1', '10.0.0.1'], LOOPBACK)).toMatchObject({
    rule: 'F16-address',
  })
})
