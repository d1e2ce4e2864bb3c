import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { type AccountDesk, changeAccountUse, inviteUse, renewInviteUse } from '../desk/accounts.ts'
import { SYSTEM } from '../domain/account.ts'
import { formatInstant } from '../formats/json/content.ts'
import { NoParams, NoQuery } from '../formats/json/params.ts'
import {
  ChangeAccountJson,
  InvitedJson,
  NewAccountJson,
  RenewJson,
} from '../formats/json/requests.ts'
import { addRoutes, createApp } from './app.ts'
import { type Route, routeOf } from './route.ts'

/** Where a command line on the same machine reaches the owner of a data folder. */
export const ADMIN_SOCKET = 'admin.sock'

interface AdminScene {
  readonly desk: AccountDesk
}

/** Whoever can open the socket owns the folder's files already: no session is asked for. */
const ADMIN_ROUTES: readonly Route<AdminScene>[] = [
  routeOf({
    method: 'POST',
    path: '/v1/accounts',
    summary: 'Make an account and its one-time link',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: NewAccountJson,
    answers: { 201: InvitedJson },
    async handle({ desk }: AdminScene, { body }) {
      return { status: 201, json: viewInvited(await inviteUse(desk, body, SYSTEM)) }
    },
  }),
  routeOf({
    method: 'POST',
    path: '/v1/invites',
    summary: 'A new one-time link for an account',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: RenewJson,
    answers: { 201: InvitedJson },
    async handle({ desk }: AdminScene, { body }) {
      return { status: 201, json: viewInvited(await renewInviteUse(desk, body.name, SYSTEM)) }
    },
  }),
  routeOf({
    method: 'PUT',
    path: '/v1/accounts',
    summary: 'Other roles, or shut, or open',
    who: 'everybody',
    params: NoParams,
    query: NoQuery,
    body: ChangeAccountJson,
    answers: { 204: null },
    async handle({ desk }: AdminScene, { body }) {
      const { name, roles, disabled } = body
      const change = {
        ...(roles === undefined ? {} : { roles }),
        ...(disabled === undefined ? {} : { disabled }),
      }
      await changeAccountUse(desk, { name, change }, SYSTEM)
      return { status: 204 }
    },
  }),
]

export interface AdminSocket {
  close(): Promise<void>
}

/** Opens `admin.sock` in the data folder, for its owner's eyes alone. */
export async function openAdminSocket(of: {
  readonly desk: AccountDesk
  readonly folder: string
  readonly log: FastifyBaseLogger
}): Promise<AdminSocket> {
  const { desk, folder, log } = of
  const path = join(folder, ADMIN_SOCKET)
  const app = createApp({ log, requestsPerMinute: 600, requestTimeoutMs: 10_000 })
  app.register(async (inner) =>
    addRoutes(inner, ADMIN_ROUTES, { scene: { desk }, gate: async () => {} }),
  )
  // One that died left it there; we own the folder, so nobody listens on it.
  rmSync(path, { force: true })
  await app.listen({ path })
  chmodSync(path, 0o600)
  return { close: () => app.close() }
}

function viewInvited(of: {
  readonly account: string
  readonly link: string
  readonly expiresMs: number
}): { account: string; link: string; expires: string } {
  return { account: of.account, link: of.link, expires: formatInstant(of.expiresMs) }
}
