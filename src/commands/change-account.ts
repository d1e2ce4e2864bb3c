import type { Actor, Role } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import {
  assertAdministrator,
  assertRoles,
  expectAccount,
  type KeptAccount,
} from './invite-account.ts'

export interface AccountChange {
  readonly roles?: readonly Role[]
  readonly disabled?: boolean
}

/**
 * Gives an account other roles, or shuts or opens it. Its sessions feel it at their next request.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `INPUT_INVALID`
 */
export function changeAccount(account: KeptAccount, change: AccountChange, actor: Actor): Decision {
  assertAdministrator(actor)
  const roles = change.roles === undefined ? account.roles : assertRoles(change.roles)
  const disabled = change.disabled ?? account.disabled
  if (account.id === actor.id && (disabled || !roles.includes('admin'))) {
    const what = 'another administrator must take this from you'
    const whatId = 'hanya administrator lain yang dapat mencabutnya dari Anda'
    throw new Refusal('INPUT_INVALID', { path: '/account', what, whatId })
  }
  const changes = [
    ...(roles.join() === account.roles.join() ? [] : [`roles ${roles.join(', ')}`]),
    ...(disabled === account.disabled ? [] : [disabled ? 'disabled' : 'enabled']),
  ]
  return {
    expects: [expectAccount(account)],
    claims: [],
    writes:
      changes.length === 0 ? [] : [{ table: 'account', id: account.id, set: { roles, disabled } }],
    entries: changes.map((text) => ({
      what: 'account-changed',
      actor: actor.id,
      account: account.id,
      change: text,
    })),
  }
}
