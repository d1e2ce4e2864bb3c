import type { Actor, Role } from '../domain/account.ts'
import { Refusal } from '../domain/error.ts'

/** @throws {Refusal} `ROLE_REQUIRED` unless the actor holds one of the roles. */
export function assertRole(actor: Actor, ...roles: readonly Role[]): void {
  if (roles.some((role) => actor.roles.includes(role))) return
  throw new Refusal('ROLE_REQUIRED', {
    roles: roles.join(', '),
    have: actor.roles.join(', ') || '–',
  })
}
