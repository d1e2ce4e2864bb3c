import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkCapOctets, knownCap } from '../../../src/formats/cap/check.ts'
import { readCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import { sampleAlert, sampleArea, sampleInfo } from '../../domain/cap/sample.ts'

const NOW_MS = Date.parse('2026-11-25T08:30:00+07:00')
const CHECK = { nowMs: NOW_MS, live: false }

test('checkCapOctets() keeps the two verdicts apart', () => {
  const octets = readFileSync('fixtures/cap/references-after-info.xml')
  expect(checkCapOctets(octets, CHECK)).toMatchObject({ valid: false, broadcastable: false })
  const cancel = readFileSync('fixtures/cap/cancel.xml')
  expect(checkCapOctets(cancel, CHECK)).toMatchObject({ version: '1.2', valid: true })
})

test('knownCap() keeps the exact triple and the octets it came in', () => {
  const octets = readFileSync('fixtures/cap/cancel.xml')
  const { alert } = readCap(octets)
  expect(knownCap(alert!, octets)).toMatchObject({
    identifier: alert!.identifier,
    sent: alert!.sent,
    expiresMs: null,
    sha256: expect.stringMatching(/^[\da-f]{64}$/),
  })
})

test('a message signed or laid out anew is the one that is known; another text is not', () => {
  const rulesOf = (text: string) => {
    const own = knownCap(sampleAlert(), Buffer.from(writeCap(sampleAlert())))
    const { findings } = checkCapOctets(Buffer.from(text), { ...CHECK, known: [own] })
    return findings.map((each) => each.rule)
  }
  const text = writeCap(sampleAlert())
  expect(rulesOf(text)).not.toContain('A04-reused')
  expect(rulesOf(text.replace('<status>', '\n\n<status>'))).not.toContain('A04-reused')
  expect(rulesOf(text.replace('Pesisir', 'Pantai'))).toContain('A04-reused')
})

test('checkCapOctets() knows which districts there are', () => {
  const unknown = (value: string) => {
    const geocodes = [{ valueName: 'ID-KEMENDAGRI', value }]
    const infos = [sampleInfo({ areas: [sampleArea({ geocodes })] })]
    const { findings } = checkCapOctets(Buffer.from(writeCap(sampleAlert({ infos }))), CHECK)
    return findings.find((each) => each.rule === 'G11-region-unknown')?.params
  }
  expect(unknown('36.01.01')).toBe(undefined)
  expect(unknown('36.01.99')).toMatchObject({ found: '36.01.99', line: expect.any(Number) })
})
