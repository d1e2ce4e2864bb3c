import type { Decision, Invite, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { expectAccount, type KeptAccount } from './invite-account.ts'
import { type NewSession, sessionOf } from './sign-in.ts'

/**
 * Takes up an invitation, once: sets the password and signs in.
 *
 * @throws {Refusal} `INVITE_INVALID`
 */
export function acceptInvite(
  facts: { readonly account: KeptAccount; readonly invite: Invite },
  input: NewSession & { readonly passwordHash: string },
  means: Means,
): Decision {
  const { account, invite } = facts
  assertInvite(facts, means)
  return {
    expects: [expectAccount(account)],
    claims: [
      {
        space: 'request',
        key: `invite:${invite.tokenSha256}`,
        untilMs: null,
        refusal: 'INVITE_INVALID',
      },
    ],
    writes: [
      { table: 'account', id: account.id, set: { passwordHash: input.passwordHash } },
      { table: 'invite', delete: invite.tokenSha256 },
      { table: 'session', insert: sessionOf(account, input, means) },
    ],
    entries: [
      {
        what: 'account-changed',
        actor: account.id,
        account: account.id,
        change: 'password set by invitation',
      },
      { what: 'signed-in', actor: account.id, account: account.id },
    ],
  }
}

/** @throws {Refusal} `INVITE_INVALID` when it is over, or its account is. */
export function assertInvite(
  facts: { readonly account: KeptAccount; readonly invite: Invite },
  means: Means,
): void {
  const { account, invite } = facts
  const isOpen = means.nowMs < invite.expiresMs && !account.disabled
  // A second link to the same account must not overwrite the password that the first one set.
  if (isOpen && invite.accountId === account.id && account.passwordHash === null) return
  throw new Refusal('INVITE_INVALID')
}
