import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { join } from 'node:path'
import { json as readJson } from 'node:stream/consumers'
import { nowMs, randomLetters, randomOctets } from '../clock.ts'
import { readConfig } from '../config.ts'
import { type AccountDesk, changeAccountUse, inviteUse, renewInviteUse } from '../desk/accounts.ts'
import { type Role, SYSTEM } from '../domain/account.ts'
import { ERROR_CODES, Refusal } from '../domain/error.ts'
import { formatInstant } from '../formats/json/content.ts'
import { ProblemJson } from '../formats/json/views.ts'
import { ADMIN_SOCKET } from '../http/admin-socket.ts'
import { openStore } from '../store/open.ts'
import { takeOwnership } from '../store/owner.ts'

export interface InvitedView {
  readonly account: string
  readonly link: string
  readonly expires: string
}

/** What a command line does to accounts, whoever owns the folder. */
export interface AccountOffice {
  invite(of: { readonly name: string; readonly roles: readonly Role[] }): Promise<InvitedView>
  renew(name: string): Promise<InvitedView>
  change(of: {
    readonly name: string
    readonly roles?: readonly Role[]
    readonly disabled?: boolean
  }): Promise<void>
  close(): Promise<void>
}

/**
 * Goes through the running owner of the folder where there is one, else owns it for the while.
 *
 * @throws {Refusal} `FOLDER_OWNED` when an owner runs that does not listen.
 */
export async function openAccountOffice(folder: string): Promise<AccountOffice> {
  const path = join(folder, ADMIN_SOCKET)
  return (await isHeard(path)) ? remoteOffice(path) : ownOffice(folder)
}

async function ownOffice(folder: string): Promise<AccountOffice> {
  const ownership = takeOwnership(folder)
  const store = await openStore(folder, { nowMs, salt: () => randomOctets(32) })
  const { staffUrl, staffHost, staffPort } = readConfig()
  const desk: AccountDesk = {
    store,
    settings: { staffUrl: staffUrl ?? `http://${staffHost}:${staffPort}` },
    means: () => ({ nowMs: nowMs(), sha256Hex }),
    randomOctets,
    randomLetters,
  }
  return {
    invite: async (of) => viewed(await inviteUse(desk, of, SYSTEM)),
    renew: async (name) => viewed(await renewInviteUse(desk, name, SYSTEM)),
    change: ({ name, ...change }) => changeAccountUse(desk, { name, change }, SYSTEM),
    close: async () => {
      await store.close()
      ownership.release()
    },
  }
}

function remoteOffice(path: string): AccountOffice {
  return {
    invite: async (of) => (await ask(path, 'POST /v1/accounts', of)) as InvitedView,
    renew: async (name) => (await ask(path, 'POST /v1/invites', { name })) as InvitedView,
    change: async (of) => void (await ask(path, 'PUT /v1/accounts', of)),
    close: async () => {},
  }
}

async function ask(socketPath: string, what: string, body?: unknown): Promise<unknown> {
  const [method, path] = what.split(' ')
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const asked = request({ socketPath, method, path, headers }, (answer) => {
    const { statusCode = 500 } = answer
    if (statusCode === 204) resolve(null)
    else {
      readJson(answer).then((value) => {
        if (statusCode < 300) resolve(value)
        else reject(refusalOf(value))
      }, reject)
    }
  })
  asked.on('error', reject)
  asked.end(body === undefined ? '' : JSON.stringify(body))
  return promise
}

/** The owner's problem as the refusal that it was. */
function refusalOf(answer: unknown): Error {
  const problem = ProblemJson.safeParse(answer)
  const code = ERROR_CODES.find((each) => each === problem.data?.code)
  if (code === undefined)
    return new Error('The owner of the folder gives an answer of another kind')
  return new Refusal(code, problem.data?.params)
}

async function isHeard(socketPath: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const asked = request({ socketPath, path: '/', method: 'GET' }, (answer) => {
    answer.resume()
    resolve(true)
  })
  asked.on('error', () => resolve(false))
  asked.end()
  return promise
}

function viewed(of: { account: string; link: string; expiresMs: number }): InvitedView {
  return { account: of.account, link: of.link, expires: formatInstant(of.expiresMs) }
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
