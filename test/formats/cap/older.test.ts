import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Finding } from '../../../src/domain/finding.ts'
import { checkCapOctets } from '../../../src/formats/cap/check.ts'
import { isValidCap, readCap } from '../../../src/formats/cap/read.ts'

const rules = (findings: readonly Finding[]): string[] => findings.map((each) => each.rule)

const CAP_1_0 = readFileSync('fixtures/cap/version-1.0.xml')

test('readCap() maps all of CAP 1.0, calls it what it is, and tells what is gone', () => {
  const { alert, version, findings } = readCap(CAP_1_0)
  expect(version).toBe('1.0')
  expect(isValidCap(findings)).toBe(false)
  expect(rules(findings)).toEqual([
    'X04-version',
    'A21-old-version',
    'A21-old-version',
    'X05-value',
  ])
  expect(findings.map(({ level, params }) => [level, params['line']])).toEqual([
    ['error', 1],
    ['warning', 4],
    ['warning', 14],
    ['warning', 24],
  ])
  expect(alert).toMatchObject({
    identifier: 'TRI-1',
    source: 'pos',
    msgType: 'Update',
    scope: 'Public',
    references: [{ identifier: 'TRI-0' }],
    infos: [
      {
        categories: [],
        certainty: 'Likely',
        eventCodes: [{ valueName: 'same', value: 'EQW' }],
        parameters: [{ valueName: 'HSAS', value: 'ORANGE=1' }],
        resources: [{ resourceDesc: 'peta', mimeType: '', uri: 'http://a.invalid/' }],
        areas: [
          {
            altitude: null,
            ceiling: 900,
            geocodes: [
              { valueName: 'fips6', value: '006109' },
              { valueName: '', value: 'tanpa nama' },
            ],
          },
        ],
      },
    ],
  })
  expect(alert!.infos[0]!.areas[0]!.polygons[0]).toHaveLength(4)
})

const CAP_1_1 = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.1">
  <identifier>A</identifier><sender>b</sender><sent>2008-06-03T10:00:00.5Z</sent>
  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
  <info>
    <category>Met</category><event>Hujan</event>
    <urgency>Expected</urgency><severity>Minor</severity><certainty>Likely</certainty>
    <eventCode><valueName>SAME</valueName><value>TOR</value></eventCode>
    <area><areaDesc>x</areaDesc></area>
  </info>
</alert>`

test('readCap() reads CAP 1.1 with UTC as "Z" and fractions', () => {
  const { alert, version, findings } = readCap(Buffer.from(CAP_1_1))
  expect(version).toBe('1.1')
  expect(rules(findings)).toEqual(['X04-version'])
  expect(alert!.sent).toBe('2008-06-03T10:00:00-00:00')
  expect(alert!.infos[0]!.eventCodes).toEqual([{ valueName: 'SAME', value: 'TOR' }])
})

test('an older document is not blamed for what its version could leave out', () => {
  const check = { nowMs: Date.UTC(2008, 5, 3, 10, 1), live: false }
  const resource = '<resource><resourceDesc>x</resourceDesc><uri>https://a.invalid</uri></resource>'
  const { findings } = checkCapOctets(
    Buffer.from(CAP_1_1.replace('<area>', `${resource}$&`)),
    check,
  )
  expect(rules(findings)).not.toContain('R01-mime-type')
  const wrong = resource.replace('<uri>', '<mimeType>png</mimeType>$&')
  const told = checkCapOctets(Buffer.from(CAP_1_1.replace('<area>', `${wrong}$&`)), check)
  expect(rules(told.findings)).toContain('R01-mime-type')
  for (const { params } of checkCapOctets(CAP_1_0, check).findings) {
    expect(params['line']).toBeGreaterThan(0)
  }
})

test('what an earlier version has too much of is told, and in nobody’s way', () => {
  const odd = CAP_1_1.replace('<event>', 'teks<extra>1</extra><event lang="id">')
  const { alert, findings } = readCap(Buffer.from(odd))
  expect(alert).not.toBeNull()
  expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual([
    'X04-version error',
    'X05-text warning',
    'X05-unexpected warning',
    'X07-attribute warning',
  ])
})

test('without what every version needs there is no alert', () => {
  const without = CAP_1_1.replace(/<sender>.*?<\/sender>/, '')
  const { alert, findings } = readCap(Buffer.from(without))
  expect(alert).toBeNull()
  expect(rules(findings)).toContain('X05-missing')
})
