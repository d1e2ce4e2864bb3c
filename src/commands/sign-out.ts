import type { Decision, Session } from '../domain/decision.ts'

/** Ends a session; a token that is copied meanwhile is worth nothing from here on. */
export function signOut(session: Session): Decision {
  const { accountId, tokenSha256 } = session
  return {
    expects: [],
    claims: [],
    writes: [{ table: 'session', delete: tokenSha256 }],
    entries: [{ what: 'signed-out', actor: accountId, account: accountId }],
  }
}
