import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateKeyPems } from '../../src/formats/signature/keys.ts'
import { inTempFolder } from '../formats/xmllint.ts'
import { cap } from './cap-process.ts'

const NOWCAST = 'fixtures/cap/nowcast-shape.xml'
const BROKEN = 'fixtures/cap/references-after-info.xml'

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
