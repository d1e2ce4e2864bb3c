import { argon2Sync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  acceptInviteUse,
  changeAccountUse,
  ensureFirstAdmin,
  inviteUse,
  loadSignedIn,
  renewInviteUse,
  signInUse,
} from '../../src/desk/accounts.ts'
import { assertPassword, hashPassword, isPassword } from '../../src/desk/password.ts'
import { SignInGuard } from '../../src/desk/sign-in-guard.ts'
import { SYSTEM } from '../../src/domain/account.ts'
import { openAccount, openRig, PASSWORD, tokenOf } from '../http/rig.ts'

test('hashPassword() is argon2id at the cost of OWASP, in PHC form', async () => {
  const salt = new Uint8Array(16).fill(7)
  const hash = await hashPassword('sandi yang panjang', salt)
  // The tag as node:crypto gives it for these parameters, not by our own code.
  const tag = argon2Sync('argon2id', {
    message: 'sandi yang panjang',
    nonce: salt,
    memory: 19_456,
    passes: 2,
    parallelism: 1,
    tagLength: 32,
  })
  const base64 = (octets: Uint8Array): string =>
    Buffer.from(octets).toString('base64').replace(/=+$/, '')
  expect(hash).toBe(`$argon2id$v=19$m=19456,t=2,p=1$${base64(salt)}$${base64(tag)}`)
})

test('isPassword() knows the password in any Unicode form, and no other', async () => {
  const hash = await hashPassword('résumé panjang', new Uint8Array(16))
  expect(await isPassword('re\u0301sume\u0301 panjang', hash)).toBe(true)
  expect(await isPassword('resume panjang', hash)).toBe(false)
  expect(await isPassword('', null)).toBe(false)
  for (const bad of ['', '$argon2id$', '$argon2i$v=19$m=8,t=1,p=1$AA$AA', hash.slice(1)]) {
    expect(await isPassword('résumé panjang', bad)).toBe(false)
  }
  // Parameters of an earlier release are read from the hash itself.
  const cheap = argon2Sync('argon2id', {
    message: 'x',
    nonce: Buffer.alloc(8),
    memory: 64,
    passes: 1,
    parallelism: 1,
    tagLength: 16,
  })
  const phc = `$argon2id$v=19$m=64,t=1,p=1$${'A'.repeat(11)}$${cheap.toString('base64').replace(/=+$/, '')}`
  expect(await isPassword('x', phc)).toBe(true)
})

test('a name that does not exist takes as long as one that does', async () => {
  const hash = await hashPassword('sandi yang panjang', new Uint8Array(16))
  const time = async (known: string | null): Promise<number> => {
    const startedAtMs = performance.now()
    for (let n = 0; n < 8; n++) await isPassword('salah', known)
    return performance.now() - startedAtMs
  }
  await time(hash)
  const [known, unknown] = [await time(hash), await time(null)]
  expect(unknown).toBeGreaterThan(known / 3)
  expect(unknown).toBeLessThan(known * 3)
})

test('a flood of sign-ins waits in a queue that ends', async () => {
  const tries = await Promise.allSettled(Array.from({ length: 90 }, () => isPassword('x', null)))
  const refused = tries.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(90 - 64 - 2)
  expect(refused[0]).toMatchObject({ reason: { code: 'TOO_MANY_REQUESTS' } })
  expect(await isPassword('x', null)).toBe(false)
})

test('assertPassword() wants length and variety', () => {
  const isGood = (password: string): boolean => {
    try {
      assertPassword(password, 'Siti Rahayu 1')
      return true
    } catch {
      return false
    }
  }
  expect(isGood('gunung biru 7')).toBe(true)
  expect(isGood('gunung biru')).toBe(false)
  expect(isGood('aaaaaaaaaaaa')).toBe(false)
  expect(isGood('siti rahayu 1')).toBe(false)
})

test('SignInGuard counts by pair, by address and by name', () => {
  const guard = new SignInGuard()
  const isIn = (name: string, address: string, nowMs = 0): boolean => {
    try {
      guard.admit({ name, address }, nowMs)
      return true
    } catch {
      return false
    }
  }
  expect([1, 2, 3, 4, 5].every(() => isIn('siti', 'a'))).toBe(true)
  expect(isIn('siti', 'a')).toBe(false)
  // Somebody who types wrong elsewhere does not lock her out.
  expect(isIn('siti', 'b')).toBe(true)
  for (let n = 0; n < 45; n++) expect(isIn(`name ${n}`, 'a')).toBe(true)
  expect(isIn('budi', 'a')).toBe(false)
  for (let n = 0; n < 94; n++) expect(isIn('siti', `address ${n}`)).toBe(true)
  expect(isIn('siti', 'another')).toBe(false)
  expect(isIn('siti', 'another', 15 * 60_000)).toBe(true)
  guard.forgive({ name: 'siti', address: 'another' })
})

test('ensureFirstAdmin() gives a link until an administrator has a password', async () => {
  const { desk } = await openRig()
  const first = await ensureFirstAdmin(desk)
  // The link of the first start was lost: the second start gives another.
  const second = await ensureFirstAdmin(desk)
  expect(first).toMatch(/^http:\/\/127\.0\.0\.1:8080\/invites\/[\w-]{43}$/)
  expect(second).not.toBe(first)
  expect(await desk.store.countAccounts()).toBe(1)
  const admin = await acceptInviteUse(desk, { token: tokenOf(second ?? ''), password: PASSWORD })
  expect(admin.account).toMatchObject({ name: 'admin', roles: ['admin'] })
  expect(await ensureFirstAdmin(desk)).toBeNull()
})

test('renewInviteUse() ends the link before: it may have gone to somebody else', async () => {
  const { desk } = await openRig()
  const lost = await inviteUse(desk, { name: 'Siti', roles: ['approver'] }, SYSTEM)
  const { link } = await renewInviteUse(desk, 'Siti', SYSTEM)
  const late = acceptInviteUse(desk, { token: tokenOf(lost.link), password: PASSWORD })
  await expect(late).rejects.toMatchObject({ code: 'INVITE_INVALID' })
  const opened = await acceptInviteUse(desk, { token: tokenOf(link), password: PASSWORD })
  expect(opened.account.name).toBe('Siti')
})

test('roles that change are felt by the session at once', async () => {
  const rig = await openRig()
  const { token, account } = await openAccount(rig, 'Siti', ['author'])
  await changeAccountUse(rig.desk, { name: 'SITI', change: { roles: ['auditor'] } }, SYSTEM)
  expect((await loadSignedIn(rig.desk, token))?.actor).toEqual({
    id: account.id,
    roles: ['auditor'],
  })
  await changeAccountUse(rig.desk, { name: 'Siti', change: { disabled: true } }, SYSTEM)
  expect(await loadSignedIn(rig.desk, token)).toBeNull()
  const nobody = changeAccountUse(rig.desk, { name: 'Budi', change: {} }, SYSTEM)
  await expect(nobody).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
})

test('two people never get names that look alike, also at the same moment', async () => {
  const { desk } = await openRig()
  const names = ['Siti', 'siti', ' SITI ', 'Ｓｉｔｉ']
  const results = await Promise.allSettled(
    names.map((name) => inviteUse(desk, { name, roles: ['author'] }, SYSTEM)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const result of results) {
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({ code: 'ACCOUNT_EXISTS' })
  }
})

test('loadSignedIn() takes nothing but a whole token', async () => {
  const rig = await openRig()
  const { token, account } = await openAccount(rig, 'Siti', ['author'])
  const other = await openAccount(rig, 'Budi', ['author'])
  const swapped = `${account.id}.${other.token.split('.')[1]}`
  for (const bad of ['', account.id, `${token}x`, token.slice(0, -1), swapped, ` ${token}`]) {
    expect(await loadSignedIn(rig.desk, bad)).toBeNull()
  }
  const guard = new SignInGuard()
  const again = { name: 'Siti', password: PASSWORD, address: '::1' }
  const opened = await signInUse(rig.desk, again, guard)
  expect(opened.token).not.toBe(token)
  // Two devices: both sessions stand.
  expect(await loadSignedIn(rig.desk, token)).not.toBeNull()
})
