import { expect, test } from 'vitest'
import { nameFewInEach } from '../../../src/domain/cap/few.ts'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { finding } from '../../../src/domain/finding.ts'
import { NOW_MS, withInfo } from './cases.ts'

const at = (path: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    finding('error', 'C04-silent', `${path}/parameter[${index + 1}]`),
  )

test('nameFewInEach() names ten of a slug in each info, and counts the rest', () => {
  const [first, second] = ['/alert[1]/info[1]', '/alert[1]/info[2]']
  const few = [...nameFewInEach([...at(first, 12), ...at(second, 10)])]
  expect(few.map(({ path }) => path)).toEqual([
    ...at(first, 10).map(({ path }) => path),
    first,
    ...at(second, 10).map(({ path }) => path),
  ])
  expect(few[10]).toMatchObject({
    level: 'info',
    params: { rule: 'C04-silent', shown: 10, found: 12 },
  })
})

test('nameFewInEach() keeps what is about no info', () => {
  const [about] = [finding('error', 'P06-cancel-info', '/alert[1]')]
  expect([...nameFewInEach([about])]).toEqual([about])
})

test.for(['CMAMtext', 'WEAHandling', 'layer:ID-CB:1.0:MessageIdentifier'])(
  'checkCap() tells of a thousand parameters %s in a few findings',
  (valueName) => {
    const value = valueName === 'CMAMtext' ? '水'.repeat(91) : '4380'
    const parameters = Array.from({ length: 1_000 }, () => ({ valueName, value }))
    const found = checkCap(withInfo({ parameters }), { nowMs: NOW_MS, live: true })
    expect(found.length).toBeGreaterThan(9)
    expect(found.length).toBeLessThan(40)
  },
)

test('checkCap() tells of a thousand resources in a few findings', () => {
  const one = { resourceDesc: 'x', mimeType: 'y', size: 1, uri: null, derefUri: 'z', digest: 'd' }
  const resources = Array.from({ length: 1_000 }, () => one)
  const found = checkCap(withInfo({ resources }), { nowMs: NOW_MS, live: true })
  expect(found.length).toBeLessThan(60)
})
