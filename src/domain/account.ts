/** Who may do what (design §1). `admin` looks after people and settings and never touches alerts. */
export const ROLES = ['requester', 'author', 'approver', 'auditor', 'admin'] as const
export type Role = (typeof ROLES)[number]

export interface Account {
  /** Pseudonym, as entries name this person: `P-` and eight letters. */
  readonly id: string
  /** Sign-in name. It stands only here, never in an entry. */
  readonly name: string
  readonly roles: readonly Role[]
  /** argon2id in PHC form; null until the invitation is taken up. */
  readonly passwordHash: string | null
  readonly disabled: boolean
  readonly createdAtMs: number
}

/** Who acts. `system` is the service itself: timers, dispatch, recovery. */
export interface Actor {
  readonly id: string
  readonly roles: readonly Role[]
}

export const SYSTEM: Actor = { id: 'system', roles: [] }
