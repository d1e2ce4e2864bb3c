import { acceptInviteUse, inviteUse, signInUse, signOutUse } from '../../desk/accounts.ts'
import { formatInstant } from '../../formats/json/content.ts'
import { AccountsJson, InviteParam, NoParams, NoQuery } from '../../formats/json/params.ts'
import {
  AcceptInviteJson,
  InvitedJson,
  NewAccountJson,
  SignInJson,
} from '../../formats/json/requests.ts'
import { type AccountJson, SessionJson } from '../../formats/json/views.ts'
import { addressOf } from '../address.ts'
import { routeOf } from '../route.ts'
import { closeCookie, openCookie, signedInOf, viewSession } from '../session.ts'
import type { StaffScene } from '../staff-scene.ts'

const SESSION = '/api/v1/session'
const ACCOUNTS = '/api/v1/accounts'

/** Sessions, invitations, accounts. */
export const PEOPLE_ROUTES = [
  routeOf({
    method: 'POST',
    path: SESSION,
    summary: 'Sign in',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: SignInJson,
    answers: { 200: SessionJson },
    async handle({ desk, guard }: StaffScene, { body, request, reply }) {
      const opened = await signInUse(desk, { ...body, address: addressOf(request) }, guard)
      openCookie(desk, reply, opened)
      return { json: viewSession(desk, opened) }
    },
  }),
  routeOf({
    method: 'GET',
    path: SESSION,
    summary: 'Who is signed in',
    who: 'signed-in',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: SessionJson },
    async handle({ desk }: StaffScene, { request }) {
      return { json: viewSession(desk, signedInOf(request)) }
    },
  }),
  routeOf({
    method: 'DELETE',
    path: SESSION,
    summary: 'Sign out',
    who: 'signed-in',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    async handle({ desk, live }: StaffScene, { request, reply }) {
      const { session } = signedInOf(request)
      await signOutUse(desk, session)
      live.dropSession(session.tokenSha256)
      closeCookie(desk, reply)
      return { status: 204 }
    },
  }),
  routeOf({
    method: 'POST',
    path: '/api/v1/invites/:token',
    summary: 'Take up an invitation: sets the password and signs in, once',
    who: 'everybody',
    params: InviteParam,
    query: NoQuery,
    body: AcceptInviteJson,
    answers: { 200: SessionJson },
    async handle({ desk }: StaffScene, { params, body, reply }) {
      const opened = await acceptInviteUse(desk, { ...params, ...body })
      openCookie(desk, reply, opened)
      return { json: viewSession(desk, opened) }
    },
  }),
  routeOf({
    method: 'GET',
    path: ACCOUNTS,
    summary: 'All accounts',
    who: ['admin'],
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: AccountsJson },
    async handle({ desk }: StaffScene) {
      const accounts = await desk.store.listAccounts()
      return { json: { accounts: accounts.map(viewAccount) } }
    },
  }),
  routeOf({
    method: 'POST',
    path: ACCOUNTS,
    summary: 'Make an account and the one-time link that sets its password',
    who: ['admin'],
    params: NoParams,
    query: NoQuery,
    body: NewAccountJson,
    answers: { 201: InvitedJson },
    async handle({ desk }: StaffScene, { body, request }) {
      const { expiresMs, ...rest } = await inviteUse(desk, body, signedInOf(request).actor)
      return { status: 201, json: { ...rest, expires: formatInstant(expiresMs) } }
    },
  }),
]

type AccountView = Pick<AccountJson, 'id' | 'name' | 'disabled'> & {
  readonly roles: readonly AccountJson['roles'][number][]
  readonly passwordHash: string | null
}

function viewAccount({ id, name, roles, disabled, passwordHash }: AccountView): AccountJson {
  return { id, name, roles: [...roles], disabled, invited: passwordHash === null }
}
