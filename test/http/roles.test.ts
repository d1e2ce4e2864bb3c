import { expect, test } from 'vitest'
import type { Opened } from '../../src/desk/accounts.ts'
import type { Role } from '../../src/domain/account.ts'
import { LIVE_PATH, STAFF_ROUTES } from '../../src/http/routes/staff-table.ts'
import { ask, openAccount, openRig, openStaff } from './rig.ts'

const HOLDERS: readonly (readonly Role[])[] = [
  ['requester'],
  ['author'],
  ['approver'],
  ['auditor'],
  ['admin'],
  ['author', 'approver'],
]

/** What README says of the routes that are for some: written here once more, by hand. */
const FOR_SOME: Readonly<Record<string, readonly Role[]>> = {
  'GET /api/v1/accounts': ['admin'],
  'POST /api/v1/accounts': ['admin'],
  'POST /api/v1/alerts': ['author'],
  'POST /api/v1/alerts/from-cap': ['author'],
  'POST /api/v1/check': ['author'],
  'PUT /api/v1/messages/:message': ['author'],
  'POST /api/v1/messages/:message/submit': ['author'],
  'POST /api/v1/messages/:message/approve': ['approver'],
  'POST /api/v1/messages/:message/return': ['approver'],
  'POST /api/v1/messages/:message/reject': ['approver'],
  'POST /api/v1/messages/:message/withdraw': ['author', 'approver'],
  'POST /api/v1/messages/:message/cancel': ['author', 'approver'],
  'POST /api/v1/messages/:message/discard': ['author'],
  'POST /api/v1/messages/:message/updates': ['author'],
  'POST /api/v1/messages/:message/corrections': ['author', 'approver'],
  'POST /api/v1/messages/:message/review': ['approver'],
  'GET /api/v1/log': ['auditor'],
  'GET /api/v1/log/verify': ['auditor'],
}
const FOR_EVERYBODY = [
  'POST /api/v1/session',
  'POST /api/v1/invites/:token',
  'GET /api/v1/openapi.json',
]

test('every route lets in exactly the roles that are named for it', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const people: { roles: readonly Role[]; opened: Opened }[] = []
  for (const [n, roles] of HOLDERS.entries()) {
    people.push({ roles, opened: await openAccount(rig, `person ${n}`, roles) })
  }
  let looked = 0
  for (const { method, path } of STAFF_ROUTES) {
    // Signing out in the middle would close the rest.
    if (path === '/api/v1/session' && method === 'DELETE') continue
    const name = `${method} ${path}`
    const url = path.replaceAll(/:\w+/g, '999')
    const stranger = await ask(app, { method, url })
    expect([name, stranger.statusCode === 401]).toEqual([name, !FOR_EVERYBODY.includes(name)])
    for (const { roles, opened } of people) {
      const answer = await ask(app, { as: opened, method, url })
      const wanted = FOR_SOME[name]
      const isOut = wanted !== undefined && !wanted.some((role) => roles.includes(role))
      expect([name, roles, answer.statusCode === 403]).toEqual([name, roles, isOut])
      if (isOut) expect(answer.json()).toMatchObject({ code: 'ROLE_REQUIRED' })
      expect([name, answer.statusCode < 500]).toEqual([name, true])
      looked++
    }
  }
  expect(looked).toBe((STAFF_ROUTES.length - 1) * HOLDERS.length)
  expect(STAFF_ROUTES.some(({ path }) => path === LIVE_PATH)).toBe(true)
})

test('an administrator cannot be made an author or approver as well', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const admin = await openAccount(rig, 'admin', ['admin'])
  const make = (name: string, roles: readonly Role[]) =>
    ask(app, { as: admin, method: 'POST', url: '/api/v1/accounts', json: { name, roles } })
  for (const role of ['author', 'approver'] as const) {
    const answer = await make('Siti', ['admin', role])
    expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID', status: 400 })
  }
  const made = await make('Siti', ['author', 'approver'])
  expect(made.statusCode).toBe(201)
  expect(made.json()).toMatchObject({
    account: expect.stringMatching(/^P-[A-Z]{8}$/),
    link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8080\/invites\/[\w-]{43}$/),
    expires: '2026-11-27T12:00:00+07:00',
  })
  expect((await make('SITI', ['auditor'])).json()).toMatchObject({ code: 'ACCOUNT_EXISTS' })
  const list = await ask(app, { as: admin, url: '/api/v1/accounts' })
  expect(list.json()).toEqual({
    accounts: [
      {
        id: expect.any(String),
        name: 'Siti',
        roles: ['author', 'approver'],
        disabled: false,
        invited: true,
      },
      {
        id: admin.account.id,
        name: 'admin',
        roles: ['admin'],
        disabled: false,
        invited: false,
      },
    ],
  })
})
