import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateKeyPems } from '../../src/formats/signature/keys.ts'
import { inTempFolder } from '../formats/xmllint.ts'

const NOWCAST = 'fixtures/cap/nowcast-shape.xml'
const BROKEN = 'fixtures/cap/references-after-info.xml'
const NOW = ['--now', '2026-11-25T09:00:00+07:00']

function cap(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', 'cap', ...args], {
    encoding: 'utf8',
  })
  const lines = args.includes('--json') ? stdout.trim().split('\n').filter(Boolean) : []
  return { status, stdout, stderr, lines: lines.map((line): unknown => JSON.parse(line)) }
}

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

test('wrong use ends with 2', () => {
  expect(cap('check').status).toBe(2)
  expect(cap('check', '--now', 'yesterday', NOWCAST).status).toBe(2)
  expect(cap('verify', NOWCAST).status).toBe(2)
  expect(cap('sign', NOWCAST).status).toBe(2)
  expect(cap('--help').status).toBe(0)
})

test('cap sign and cap verify, with one of several trusted keys', () => {
  inTempFolder((folder) => {
    const own = generateKeyPems('ecdsa-p256-sha256')
    const other = generateKeyPems('ecdsa-p256-sha256')
    const at = (name: string) => join(folder, name)
    writeFileSync(at('own.pem'), own.privatePem)
    writeFileSync(at('own.pub'), own.publicPem)
    writeFileSync(at('other.pub'), other.publicPem)
    const yes = { verified: true, signer: own.keyId, weak: false, reason: null }
    const signed = cap('sign', '--json', NOWCAST, '--key', at('own.pem'), '--out', at('s.xml'))
    expect(signed.status).toBe(0)
    expect(signed.lines).toMatchObject([{ file: NOWCAST, ...yes }])
    expect(cap('sign', NOWCAST, '--key', at('own.pem')).stdout).toMatch(/^<\?xml-s.*<\/alert>$/s)

    const trust = ['--trust', at('other.pub'), '--trust', at('own.pub')]
    const verified = cap('verify', '--json', at('s.xml'), ...trust)
    expect(verified.status).toBe(0)
    expect(verified.lines).toEqual([{ file: at('s.xml'), ...yes, algorithm: 'ecdsa-sha256' }])

    const refused = cap('verify', '--json', at('s.xml'), '--trust', at('other.pub'))
    expect(refused.status).toBe(1)
    expect(refused.lines).toMatchObject([{ verified: false, signer: null, reason: 'S01-key' }])
    const unread = cap('verify', '--json', at('none.xml'), ...trust)
    expect(unread.status).toBe(1)
    expect(unread.lines).toMatchObject([{ verified: false, reason: 'X05-unreadable' }])
    expect(cap('sign', BROKEN, '--key', at('own.pem')).status).toBe(1)
    expect(cap('sign', NOWCAST, '--key', at('own.pub')).stderr).toContain('KEY_REFUSED')
  })
})
