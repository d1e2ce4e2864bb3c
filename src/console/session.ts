import { signal } from '@preact/signals'
import type { Role } from '../domain/account.ts'
import type { SessionJson } from '../formats/json/views.ts'
import { call, useCredentials, type Answer } from './api.ts'
import { words } from './language.ts'

const PATH = '/api/v1/session'

/** `unknown` until the service has been asked. */
export const session = signal<SessionJson | null | 'unknown'>('unknown')
/** True when somebody was signed in on this page and is not any more, without having asked. */
export const expired = signal(false)

export function connectSession(): void {
  useCredentials({
    csrf: () => current()?.csrf ?? null,
    renew: async () => (await askSession()) !== null,
    over: () => {
      if (current() !== null) expired.value = true
      session.value = null
    },
  })
}

/** Asks who is signed in; the sign-in page shows when nobody is. */
export async function askSession(): Promise<SessionJson | null> {
  const answer = await call<SessionJson>(PATH)
  if (answer.ok) session.value = answer.value
  else if (session.value === 'unknown') session.value = null
  return answer.ok ? answer.value : null
}

export async function signIn(name: string, password: string): Promise<Answer<SessionJson>> {
  return enter(await call<SessionJson>(PATH, { method: 'POST', body: { name, password } }))
}

export async function acceptInvite(token: string, password: string): Promise<Answer<SessionJson>> {
  const path = `/api/v1/invites/${encodeURIComponent(token)}`
  return enter(await call<SessionJson>(path, { method: 'POST', body: { password } }))
}

export async function signOut(): Promise<Answer<null>> {
  const answer = await call<null>(PATH, { method: 'DELETE' })
  if (answer.ok) {
    expired.value = false
    session.value = null
  }
  return answer
}

/** Who is signed in, or null. */
export function current(): SessionJson | null {
  return session.value === 'unknown' ? null : session.value
}

export function hasRole(...roles: readonly Role[]): boolean {
  return current()?.account.roles.some((role) => roles.includes(role)) ?? false
}

/** A person by name and by the pseudonym of the log; oneself is said to be. */
export function nameOfPerson(id: string, people: Readonly<Record<string, string>>): string {
  const name = people[id]
  const whole = name === undefined ? id : `${name} ${id}`
  return id === current()?.account.id ? `${whole} (${words.value.shell.you})` : whole
}

function enter(answer: Answer<SessionJson>): Answer<SessionJson> {
  if (answer.ok) {
    expired.value = false
    session.value = answer.value
  }
  return answer
}
