import type { Account } from '../domain/account.ts'
import type { Decision, Means, Session } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { expectAccount, type KeptAccount } from './invite-account.ts'

/** A working day: nothing renews it. */
export const SESSION_MS = 12 * 3_600_000

export interface NewSession {
  /** SHA-256 hex, made of the token in the cookie: the token itself is nowhere kept. */
  readonly tokenSha256: string
  readonly csrf: string
}

/**
 * A session for who has given the right password.
 *
 * @throws {Refusal} `SIGN_IN_REFUSED` for an account that is disabled.
 */
export function signIn(account: KeptAccount, input: NewSession, means: Means): Decision {
  if (account.disabled) throw new Refusal('SIGN_IN_REFUSED')
  return {
    expects: [expectAccount(account)],
    claims: [],
    writes: [{ table: 'session', insert: sessionOf(account, input, means) }],
    entries: [{ what: 'signed-in', actor: account.id, account: account.id }],
  }
}

/** What the log keeps of a try that failed: never the name that was typed. */
export function refuseSignIn(account: Account | null): Decision {
  const id = account?.id ?? 'unknown'
  return {
    expects: [],
    claims: [],
    writes: [],
    entries: [{ what: 'sign-in-refused', actor: id, account: id }],
  }
}

export function sessionOf(account: Account, input: NewSession, means: Means): Session {
  return {
    tokenSha256: input.tokenSha256,
    accountId: account.id,
    csrf: input.csrf,
    createdAtMs: means.nowMs,
    expiresMs: means.nowMs + SESSION_MS,
  }
}
