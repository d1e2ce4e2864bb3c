import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateKeyPems } from '../../src/formats/signature/keys.ts'
import { hasProgram, inTempFolder } from '../formats/xmllint.ts'
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
    expect(verified.lines).toEqual([
      { file: at('s.xml'), ...yes, algorithm: 'ecdsa-sha256', message: null },
    ])

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

test('cap sign writes the whole document or nothing, and never over what it signs', () => {
  inTempFolder((folder) => {
    const at = (name: string) => join(folder, name)
    const own = generateKeyPems('ecdsa-p256-sha256')
    writeFileSync(at('own.pem'), own.privatePem)
    writeFileSync(at('in.xml'), readFileSync(NOWCAST))
    symlinkSync(at('in.xml'), at('link.xml'))
    for (const out of ['in.xml', 'link.xml']) {
      const { status, stderr } = cap('sign', at('in.xml'), '--key', at('own.pem'), '--out', at(out))
      expect(status).toBe(1)
      expect(stderr).toContain('INPUT_INVALID')
    }
    expect(readFileSync(at('in.xml'))).toEqual(readFileSync(NOWCAST))
    writeFileSync(at('out.xml'), 'what stood there')
    expect(cap('sign', BROKEN, '--key', at('own.pem'), '--out', at('out.xml')).status).toBe(1)
    expect(readFileSync(at('out.xml'), 'utf8')).toBe('what stood there')
    expect(cap('sign', NOWCAST, '--key', at('own.pem'), '--out', at('out.xml')).status).toBe(0)
    expect(readFileSync(at('out.xml'), 'utf8')).toMatch(/<\/Signature><\/alert>$/)
    expect(cap('sign', NOWCAST, '--key', at('own.pem'), '--out', folder).status).toBe(1)
    // A pipe is written to: nothing can be put in its place.
    const line = `"${process.execPath}" src/main.ts cap sign ${NOWCAST} --key "$0" --out /dev/stdout | cat`
    const { stdout } = spawnSync('sh', ['-c', line, at('own.pem')], { encoding: 'utf8' })
    expect(stdout).toMatch(/<\/Signature><\/alert>$/)
    // Nothing half written is left behind.
    expect(readdirSync(folder).toSorted()).toEqual(['in.xml', 'link.xml', 'out.xml', 'own.pem'])
  })
})

test.skipIf(!hasProgram('openssl'))('cap sign refuses a certificate of another key', () => {
  inTempFolder((folder) => {
    const at = (name: string) => join(folder, name)
    for (const name of ['own', 'other']) {
      writeFileSync(at(`${name}.pem`), generateKeyPems('ecdsa-p256-sha256').privatePem)
      const subject = ['-subj', `/CN=${name}`, '-days', '2']
      const out = ['-key', at(`${name}.pem`), '-out', at(`${name}.crt`)]
      execFileSync('openssl', ['req', '-x509', ...out, ...subject])
    }
    const sign = (certificate: string) =>
      cap('sign', NOWCAST, '--key', at('own.pem'), '--certificate', certificate)
    expect(sign(at('own.crt')).stdout).toContain('<X509Certificate>')
    const refused = sign(at('other.crt'))
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toMatch(/KEY_REFUSED.*milik kunci lain/)
    expect(sign(at('own.pem')).stderr).toContain('KEY_REFUSED')
  })
})
