import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatCapTime } from '../../src/domain/cap/date-time.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import { formatDelivery, PROFILE_CODE } from '../../src/domain/cap/profile.ts'
import { writeCap } from '../../src/formats/cap/write.ts'
import { generateKeyPems, loadSigningKey } from '../../src/formats/signature/keys.ts'
import { signCap } from '../../src/formats/signature/sign.ts'
import { signTrustList, type TrustListKey } from '../../src/formats/signature/trust-list.ts'
import { sampleAlert, sampleInfo } from '../domain/cap/sample.ts'
import { cap } from './cap-process.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
const OWN = generateKeyPems('ecdsa-p256-sha256')
const DRILL = generateKeyPems('ecdsa-p256-sha256')
const ROOT = generateKeyPems('ed25519')
const SENT = '2026-11-25T08:00:00+07:00'
/** A minute after the samples were sent. */
const NOW = ['--now', '2026-11-25T08:01:00+07:00']

const forTsel = formatDelivery({ channel: 'cell-broadcast', cbc: 'TSEL' })
const ORDER = { codes: [PROFILE_CODE], infos: [sampleInfo({ parameters: forTsel })] }

function write(name: string, change: Partial<CapAlert>, pems = OWN): string {
  const xml = writeCap(sampleAlert({ sent: SENT, ...change }))
  writeFileSync(at(name), signCap(xml, loadSigningKey(pems.privatePem)))
  return at(name)
}

function writeList(name: string, change: Partial<TrustListKey> = {}): string {
  const term = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', revoked: false }
  const keys: TrustListKey[] = [
    { keyId: OWN.keyId, pem: OWN.publicPem, purpose: 'live', ...term, ...change },
    { keyId: DRILL.keyId, pem: DRILL.publicPem, purpose: 'exercise', ...term },
  ]
  writeFileSync(at(name), signTrustList({ issued: '2026-11-24T00:00:00Z', keys }, ROOT.privatePem))
  return at(name)
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kentongan-verify-'))
  writeFileSync(at('own.pub'), OWN.publicPem)
  writeFileSync(at('root.pub'), ROOT.publicPem)
  write('foreign.xml', {})
  write('order.xml', ORDER)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function verify(file: string, ...options: string[]): [number | null, unknown] {
  const { status, lines } = cap('verify', '--json', at(file), ...options)
  return [status, (lines[0] as { reason?: unknown } | undefined)?.reason]
}
const trust = (): string[] => ['--trust', at('own.pub')]
const byList = (list = 'list.json'): string[] => [
  '--trust-list',
  at(list),
  '--root',
  at('root.pub'),
]

test('cap verify judges a foreign document by its signature alone, and ours by its time too', () => {
  // The clock of the machine is not that of the samples: the order was over long ago or is to come.
  expect(verify('foreign.xml', ...trust())).toEqual([0, null])
  expect(verify('order.xml', ...trust(), ...NOW)).toEqual([0, null])
  const late = ['--now', '2026-11-25T10:00:00+07:00']
  expect(verify('order.xml', ...trust(), ...late)).toEqual([1, 'S03-expired'])
  expect(verify('foreign.xml', ...trust(), ...late)).toEqual([1, 'S03-expired'])
  const early = ['--now', '2026-11-25T07:54:59+07:00']
  expect(verify('foreign.xml', ...trust(), ...early)).toEqual([1, 'S03-future'])
  write('past.xml', {
    ...ORDER,
    sent: '2020-01-01T00:00:00+07:00',
    infos: [sampleInfo({ expires: '2020-01-01T01:00:00+07:00' })],
  })
  expect(verify('past.xml', ...trust())).toEqual([1, 'S03-expired'])
})

test('cap verify says in both languages why, and keeps the signer that is proven', () => {
  const late = ['--now', '2026-11-25T10:00:00+07:00']
  const { lines } = cap('verify', '--json', '--lang', 'en', at('order.xml'), ...trust(), ...late)
  expect(lines).toEqual([
    {
      file: at('order.xml'),
      verified: false,
      signer: OWN.keyId,
      algorithm: 'ecdsa-sha256',
      weak: false,
      reason: 'S03-expired',
      message: 'The warning has expired: 2026-11-25T10:00:00+07:00',
    },
  ])
  expect(cap('verify', at('order.xml'), ...trust(), ...late).stdout).toContain('kedaluwarsa')
})

test('cap verify --cbc refuses what is for another CBC', () => {
  expect(verify('order.xml', ...trust(), ...NOW, '--cbc', 'TSEL')).toEqual([0, null])
  expect(verify('order.xml', ...trust(), ...NOW, '--cbc', 'XL')).toEqual([1, 'S03-other-cbc'])
})

test('cap verify --seen takes a message once', () => {
  const seen = ['--seen', at('seen.txt')]
  const line = `siaga@contoh.invalid,KTN-ABCDEF-20261125-7-1-TSEL,${SENT}\n`
  expect(verify('order.xml', ...trust(), ...seen, '--now', '2026-11-25T10:00:00+07:00')[1]).toBe(
    'S03-expired',
  )
  expect(verify('order.xml', ...trust(), ...seen, ...NOW)).toEqual([0, null])
  expect(readFileSync(at('seen.txt'), 'utf8')).toBe(line)
  expect(verify('order.xml', ...trust(), ...seen, ...NOW)).toEqual([1, 'S03-seen'])
  // A line that was cut off while it was written spoils no other.
  appendFileSync(at('seen.txt'), 'siaga@con')
  const other = { ...ORDER, identifier: 'KTN-ABCDEF-20261125-7-2-TSEL' }
  write('other.xml', other)
  expect(verify('other.xml', ...trust(), ...seen, ...NOW)).toEqual([0, null])
  expect(readFileSync(at('seen.txt'), 'utf8')).toBe(
    `${line}siaga@con\n${line.replace('-7-1-', '-7-2-')}`,
  )
})

test('cap verify --trust-list trusts the keys in force, each for its purpose', () => {
  writeList('list.json')
  expect(verify('order.xml', ...byList(), ...NOW)).toEqual([0, null])
  write('drill.xml', { ...ORDER, status: 'Exercise' }, DRILL)
  write('false-alarm.xml', ORDER, DRILL)
  expect(verify('drill.xml', ...byList(), ...NOW)).toEqual([0, null])
  expect(verify('false-alarm.xml', ...byList(), ...NOW)).toEqual([1, 'S03-purpose'])
  writeList('revoked.json', { revoked: true })
  expect(verify('order.xml', ...byList('revoked.json'), ...NOW)).toEqual([1, 'S01-key'])
  writeList('over.json', { to: formatCapTime(Date.parse(SENT)) })
  expect(verify('order.xml', ...byList('over.json'), ...NOW)).toEqual([1, 'S01-key'])
})

test('cap verify refuses a list that the root did not sign, and wrong use', () => {
  const list = readFileSync(writeList('list.json'), 'utf8')
  writeFileSync(at('forged.json'), list.replace('"live"', '"exercise"'))
  const forged = cap('verify', at('order.xml'), ...byList('forged.json'), ...NOW)
  expect(forged.status).toBe(1)
  expect(forged.stderr).toMatch(/KEY_REFUSED.*signature/)
  expect(cap('verify', at('order.xml')).status).toBe(2)
  expect(cap('verify', at('order.xml'), '--trust-list', at('list.json')).status).toBe(2)
  expect(cap('verify', at('order.xml'), ...trust(), '--root', at('root.pub')).status).toBe(2)
  expect(cap('verify', at('order.xml'), ...trust(), '--now', 'today').status).toBe(2)
})
