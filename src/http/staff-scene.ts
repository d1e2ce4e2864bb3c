import type { Desk } from '../desk/desk.ts'
import type { SignInGuard } from '../desk/sign-in-guard.ts'
import type { LiveAlerts } from './live.ts'

/** What the staff's routes work with. */
export interface StaffScene {
  readonly desk: Desk
  readonly guard: SignInGuard
  readonly live: LiveAlerts
}
