import { type Account, type Actor, type Role, ROLES, SYSTEM } from '../domain/account.ts'
import type { Decision, Expectation, Invite, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { assertRole } from './roles.ts'

/** An invitation that nobody takes up is worth nothing after two days. */
export const INVITE_MS = 48 * 3_600_000

/** An account with the version of its stream. */
export type KeptAccount = Account & { readonly version: number }

export interface NewAccount {
  /** Pseudonym, drawn by the caller. */
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** SHA-256 hex of the one-time token. */
  readonly tokenSha256: string
}

/**
 * A new account, without a password: its invitation sets one.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `INPUT_INVALID` for roles that one person may not hold
 * together; `ACCOUNT_EXISTS` comes from the commit.
 */
export function inviteAccount(input: NewAccount, actor: Actor, means: Means): Decision {
  assertAdministrator(actor)
  const { id, name, tokenSha256 } = input
  const roles = assertRoles(input.roles)
  return {
    expects: [{ stream: `account:${id}`, version: 0 }],
    claims: [
      {
        space: 'request',
        // A hash, as the name itself must be erasable; folded, as two people must not look alike.
        key: `account:${means.sha256Hex(foldName(name))}`,
        untilMs: null,
        refusal: 'ACCOUNT_EXISTS',
        params: { account: name },
      },
    ],
    writes: [
      {
        table: 'account',
        insert: {
          id,
          name,
          roles,
          passwordHash: null,
          disabled: false,
          createdAtMs: means.nowMs,
        },
      },
      { table: 'invite', insert: inviteOf(id, tokenSha256, means) },
    ],
    entries: [{ what: 'account-created', actor: actor.id, account: id, roles }],
  }
}

/**
 * A new invitation for an account that is there: its link was lost, or its password.
 *
 * @throws {Refusal} `ROLE_REQUIRED`
 */
export function renewInvite(
  account: KeptAccount,
  input: { readonly tokenSha256: string },
  actor: Actor,
  means: Means,
): Decision {
  assertAdministrator(actor)
  return {
    expects: [expectAccount(account)],
    claims: [],
    writes: [
      { table: 'account', id: account.id, set: { passwordHash: null } },
      { table: 'invite', insert: inviteOf(account.id, input.tokenSha256, means) },
    ],
    entries: [
      { what: 'account-changed', actor: actor.id, account: account.id, change: 'invited anew' },
    ],
  }
}

/** How names are compared: case and width make no difference. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

/** @throws {Refusal} `ROLE_REQUIRED` unless it is an administrator, or the service itself. */
export function assertAdministrator(actor: Actor): void {
  if (actor.id !== SYSTEM.id) assertRole(actor, 'admin')
}

/** Whoever changes the account at the same moment wins. */
export function expectAccount({ id, version }: KeptAccount): Expectation {
  return { stream: `account:${id}`, version }
}

/** @throws {Refusal} `INPUT_INVALID` */
export function assertRoles(roles: readonly Role[]): readonly Role[] {
  const sorted = ROLES.filter((role) => roles.includes(role))
  if (sorted.length === 0)
    refuseRoles({
      what: 'name at least one role',
      whatId: 'sebutkan paling sedikit satu peran',
    })
  // Who hands out roles must not be able to give an alert both of its pairs of eyes.
  const touches = sorted.some((role) => role === 'author' || role === 'approver')
  if (sorted.includes('admin') && touches) {
    refuseRoles({
      what: '"admin" cannot be combined with "author" or "approver"',
      whatId: '"admin" tidak dapat digabung dengan "author" atau "approver"',
    })
  }
  return sorted
}

function refuseRoles(said: { readonly what: string; readonly whatId: string }): never {
  throw new Refusal('INPUT_INVALID', { path: '/roles', ...said })
}

function inviteOf(accountId: string, tokenSha256: string, means: Means): Invite {
  return { tokenSha256, accountId, expiresMs: means.nowMs + INVITE_MS }
}
