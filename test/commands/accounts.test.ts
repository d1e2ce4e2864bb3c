import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { acceptInvite } from '../../src/commands/accept-invite.ts'
import { changeAccount } from '../../src/commands/change-account.ts'
import {
  foldName,
  INVITE_MS,
  inviteAccount,
  type KeptAccount,
  renewInvite,
} from '../../src/commands/invite-account.ts'
import { refuseSignIn, SESSION_MS, signIn } from '../../src/commands/sign-in.ts'
import { signOut } from '../../src/commands/sign-out.ts'
import { type Actor, ROLES, SYSTEM } from '../../src/domain/account.ts'
import type { Invite, Means } from '../../src/domain/decision.ts'
import { Refusal } from '../../src/domain/error.ts'

const NOW_MS = Date.parse('2026-11-25T12:00:00+07:00')
const MEANS: Means = {
  nowMs: NOW_MS,
  sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
}
const ADMIN: Actor = { id: 'P-ADMINAAA', roles: ['admin'] }
const SITI: KeptAccount = {
  id: 'P-SITIAAAA',
  name: 'Siti',
  roles: ['author'],
  passwordHash: null,
  disabled: false,
  createdAtMs: NOW_MS,
  version: 3,
}
const INVITE: Invite = {
  tokenSha256: 'aa',
  accountId: SITI.id,
  expiresMs: NOW_MS + 1,
}
const SESSION = { tokenSha256: 'bb', csrf: 'cc' }

const codeOf = (use: () => unknown): string | null => {
  try {
    use()
    return null
  } catch (error) {
    return error instanceof Refusal ? error.code : 'BUG'
  }
}

test('inviteAccount() claims the name folded and hashed, and keeps it out of the log', () => {
  const input = { id: 'P-SITIAAAA', name: 'Siti', roles: ['author'], tokenSha256: 'aa' } as const
  const decision = inviteAccount(input, ADMIN, MEANS)
  const other = inviteAccount({ ...input, name: ' SITI ' }, SYSTEM, MEANS)
  expect(decision.claims[0]?.key).toBe(other.claims[0]?.key)
  expect(decision.claims[0]?.key).not.toMatch(/siti/i)
  expect(JSON.stringify(decision.entries)).not.toMatch(/"Siti"/)
  expect(decision.entries).toEqual([
    { what: 'account-created', actor: ADMIN.id, account: 'P-SITIAAAA', roles: ['author'] },
  ])
  expect(decision.writes).toContainEqual({
    table: 'invite',
    insert: { tokenSha256: 'aa', accountId: 'P-SITIAAAA', expiresMs: NOW_MS + INVITE_MS },
  })
})

test('inviteAccount() is for administrators, and no administrator touches alerts', () => {
  const input = { id: 'P-X', name: 'X y', tokenSha256: 'aa' }
  for (const role of ROLES) {
    const actor: Actor = { id: 'P-Y', roles: [role] }
    const code = codeOf(() => inviteAccount({ ...input, roles: ['author'] }, actor, MEANS))
    expect([role, code]).toEqual([role, role === 'admin' ? null : 'ROLE_REQUIRED'])
    const both = codeOf(() => inviteAccount({ ...input, roles: [role, 'admin'] }, ADMIN, MEANS))
    const isBad = role === 'author' || role === 'approver'
    expect([role, both]).toEqual([role, isBad ? 'INPUT_INVALID' : null])
  }
  expect(codeOf(() => inviteAccount({ ...input, roles: [] }, ADMIN, MEANS))).toBe('INPUT_INVALID')
})

test('acceptInvite() refuses what is late, not for this account, taken up, or shut', () => {
  const accept = (account: KeptAccount, invite: Invite) =>
    codeOf(() => acceptInvite({ account, invite }, { ...SESSION, passwordHash: 'h' }, MEANS))
  expect(accept(SITI, INVITE)).toBeNull()
  expect(accept(SITI, { ...INVITE, expiresMs: NOW_MS })).toBe('INVITE_INVALID')
  expect(accept(SITI, { ...INVITE, accountId: 'P-OTHER' })).toBe('INVITE_INVALID')
  expect(accept({ ...SITI, passwordHash: 'h' }, INVITE)).toBe('INVITE_INVALID')
  expect(accept({ ...SITI, disabled: true }, INVITE)).toBe('INVITE_INVALID')
})

test('acceptInvite() claims the invitation, sets the password and signs in', () => {
  const facts = { account: SITI, invite: INVITE }
  const decision = acceptInvite(facts, { ...SESSION, passwordHash: 'h' }, MEANS)
  expect(decision.expects).toEqual([{ stream: `account:${SITI.id}`, version: 3 }])
  expect(decision.claims[0]).toMatchObject({ key: 'invite:aa', refusal: 'INVITE_INVALID' })
  expect(decision.entries.map(({ what }) => what)).toEqual(['account-changed', 'signed-in'])
  expect(JSON.stringify(decision.entries)).not.toContain('"h"')
})

test('renewInvite() takes the old password away', () => {
  const { writes } = renewInvite(SITI, { tokenSha256: 'dd' }, SYSTEM, MEANS)
  expect(writes[0]).toEqual({ table: 'account', id: SITI.id, set: { passwordHash: null } })
  expect(
    codeOf(() => renewInvite(SITI, { tokenSha256: 'dd' }, { ...ADMIN, roles: [] }, MEANS)),
  ).toBe('ROLE_REQUIRED')
})

test('signIn() opens twelve hours, and not for an account that is shut', () => {
  const { writes } = signIn(SITI, SESSION, MEANS)
  expect(writes).toEqual([
    {
      table: 'session',
      insert: {
        ...SESSION,
        accountId: SITI.id,
        createdAtMs: NOW_MS,
        expiresMs: NOW_MS + SESSION_MS,
      },
    },
  ])
  expect(codeOf(() => signIn({ ...SITI, disabled: true }, SESSION, MEANS))).toBe('SIGN_IN_REFUSED')
})

test('refuseSignIn() and signOut() only speak of pseudonyms', () => {
  expect(refuseSignIn(null).entries).toEqual([
    { what: 'sign-in-refused', actor: 'unknown', account: 'unknown' },
  ])
  expect(refuseSignIn(SITI).entries[0]).toMatchObject({ account: SITI.id })
  const session = { ...SESSION, accountId: SITI.id, createdAtMs: 0, expiresMs: 1 }
  expect(signOut(session)).toMatchObject({
    writes: [{ table: 'session', delete: 'bb' }],
    entries: [{ what: 'signed-out', account: SITI.id }],
  })
})

test('changeAccount() says what changed, and nobody takes the last key from themselves', () => {
  const change = changeAccount(SITI, { roles: ['auditor', 'author'], disabled: true }, ADMIN)
  expect(change.entries).toEqual([
    {
      what: 'account-changed',
      actor: ADMIN.id,
      account: SITI.id,
      change: 'roles author, auditor',
    },
    { what: 'account-changed', actor: ADMIN.id, account: SITI.id, change: 'disabled' },
  ])
  expect(changeAccount(SITI, {}, ADMIN)).toMatchObject({ writes: [], entries: [] })
  const admin: KeptAccount = { ...SITI, id: ADMIN.id, roles: ['admin'] }
  expect(codeOf(() => changeAccount(admin, { disabled: true }, ADMIN))).toBe('INPUT_INVALID')
  expect(codeOf(() => changeAccount(admin, { roles: ['auditor'] }, ADMIN))).toBe('INPUT_INVALID')
  expect(codeOf(() => changeAccount(SITI, { disabled: true }, SITI))).toBe('ROLE_REQUIRED')
})

test('foldName() makes names that look alike the same', () => {
  expect(foldName('  Siti   RAHAYU ')).toBe('siti rahayu')
  expect(foldName('Ｓｉｔｉ')).toBe('siti')
})
