import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inTempFolder } from '../formats/xmllint.ts'
import { cap } from './cap-process.ts'

const NOWCAST = 'fixtures/cap/nowcast-shape.xml'
const BROKEN = 'fixtures/cap/references-after-info.xml'
const NOW = ['--now', '2026-11-25T09:00:00+07:00']

test('cap check --json prints a line a file and ends with 1 when one is not valid', () => {
  const { status, lines } = cap('check', '--json', '--lang', 'en', ...NOW, NOWCAST, BROKEN)
  expect(status).toBe(1)
  expect(lines).toEqual([
    { file: NOWCAST, version: '1.2', valid: true, broadcastable: true, findings: [] },
    {
      file: BROKEN,
      version: '1.2',
      valid: false,
      broadcastable: false,
      findings: [
        {
          level: 'error',
          rule: 'X05-order',
          mend: null,
          path: '/alert[1]/references[1]',
          line: 22,
          message: '"references" must come before "info"',
        },
      ],
    },
  ])
})

test('cap check ends with 0 for a valid file, broadcastable or not', () => {
  const late = cap('check', '--json', '--now', '2026-11-25T03:20:00Z', NOWCAST)
  expect(late.status).toBe(0)
  expect(late.lines).toMatchObject([
    { valid: true, broadcastable: false, findings: [{ rule: 'I04-expired', line: 22 }] },
  ])
})

test('cap check --live adds policy', () => {
  inTempFolder((folder) => {
    const file = join(folder, 'test.xml')
    writeFileSync(file, readFileSync(NOWCAST, 'utf8').replace('>Actual<', '>Test<'))
    expect(cap('check', '--json', ...NOW, file).lines).toMatchObject([{ broadcastable: true }])
    expect(cap('check', '--json', ...NOW, '--live', file).lines).toMatchObject([
      { valid: true, broadcastable: false, findings: [{ level: 'policy', rule: 'A20-status' }] },
    ])
  })
})

test('a file that cannot be read is a finding, and the next one is still checked', () => {
  const { status, lines } = cap('check', '--json', ...NOW, 'no-such.xml', NOWCAST)
  expect(status).toBe(1)
  expect(lines).toMatchObject([
    { file: 'no-such.xml', version: null, valid: false, findings: [{ rule: 'X05-unreadable' }] },
    { file: NOWCAST, valid: true },
  ])
})

test('cap check speaks Indonesian to people', () => {
  const { stdout } = cap('check', ...NOW, BROKEN)
  expect(stdout).toContain('tidak sah sebagai CAP 1.2')
  expect(stdout).toContain('"references" harus mendahului "info"')
})
