import { expect, test } from 'vitest'
import { inviteUse, renewInviteUse } from '../../src/desk/accounts.ts'
import { SYSTEM } from '../../src/domain/account.ts'
import { ask, openAccount, openRig, openStaff, PASSWORD, sessionHeaders, tokenOf } from './rig.ts'

const SESSION = '/api/v1/session'

test('POST /session opens a session that the cookie carries', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  await openAccount(rig, 'Siti Rahayu', ['author'])

  const answer = await ask(app, {
    method: 'POST',
    url: SESSION,
    json: { name: '  SITI rahayu', password: PASSWORD },
  })
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    account: { name: 'Siti Rahayu', roles: ['author'] },
    demo: true,
  })
  const [cookie] = answer.cookies
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 43_200 })
  expect(String(answer.headers['set-cookie'])).not.toContain('Secure')

  const again = await app.inject({
    url: SESSION,
    headers: { cookie: `${cookie?.name}=${cookie?.value}` },
  })
  expect(again.json()).toEqual(answer.json())
  expect(again.headers['cache-control']).toBe('no-store')
})

test('the cookie is for TLS alone where the staff come over TLS', async () => {
  const rig = await openRig('https://siaga.example')
  const app = openStaff(rig)
  await openAccount(rig, 'Siti', ['author'])
  const answer = await ask(app, {
    method: 'POST',
    url: SESSION,
    json: { name: 'Siti', password: PASSWORD },
  })
  expect(answer.cookies[0]).toMatchObject({ name: '__Host-kentongan', secure: true })
})

test('what is kept of a session is not the token', async () => {
  const rig = await openRig()
  const { token, session } = await openAccount(rig, 'Siti', ['author'])
  expect(session.tokenSha256).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(session)).not.toContain(token.split('.')[1])
})

test('a wrong password and an unknown name get one answer, and both stand in the log', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const { account } = await openAccount(rig, 'Siti', ['author'])
  const answers = await Promise.all(
    ['Siti', 'Nobody'].map((name) =>
      ask(app, { method: 'POST', url: SESSION, json: { name, password: 'salah salah salah' } }),
    ),
  )
  for (const answer of answers) {
    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'SIGN_IN_REFUSED' })
    expect(answer.cookies).toEqual([])
  }
  const entries = await rig.desk.store.searchEntries(searchFor('sign-in-refused'))
  expect(new Set(entries.map(({ entry }) => entry?.actor))).toEqual(
    new Set([account.id, 'unknown']),
  )
  expect(JSON.stringify(entries.map(({ entry }) => entry))).not.toMatch(/Siti|Nobody/)
})

test('the sixth try at one name is refused, also with the right password, until its time', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  await openAccount(rig, 'Siti', ['author'])
  const tryWith = (password: string, name = 'Siti') =>
    ask(app, { method: 'POST', url: SESSION, json: { name, password } })
  // Side by side: none of them may slip past the count.
  const tries = await Promise.all(Array.from({ length: 8 }, () => tryWith('salah')))
  expect(tries.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
    401, 401, 401, 401, 401, 429, 429, 429,
  ])
  const blocked = await tryWith(PASSWORD)
  expect(blocked.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(Number(blocked.headers['retry-after'])).toBe(900)
  rig.clock.nowMs += 15 * 60_000
  expect((await tryWith(PASSWORD)).statusCode).toBe(200)
})

test('a session is over after twelve hours, at sign-out, and when its account is shut', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const [siti, budi, ayu] = [
    await openAccount(rig, 'Siti', ['author']),
    await openAccount(rig, 'Budi', ['author']),
    await openAccount(rig, 'Ayu', ['author']),
  ]
  const stands = async (as: typeof siti) => (await ask(app, { as, url: SESSION })).statusCode
  expect(await stands(siti)).toBe(200)

  const out = await ask(app, { as: siti, method: 'DELETE', url: SESSION })
  expect(out.statusCode).toBe(204)
  expect(await stands(siti)).toBe(401)

  await rig.desk.store.commit([
    {
      expects: [],
      claims: [],
      writes: [{ table: 'account', id: budi.account.id, set: { disabled: true } }],
      entries: [],
    },
  ])
  expect(await stands(budi)).toBe(401)

  rig.clock.nowMs = ayu.session.expiresMs - 1
  expect(await stands(ayu)).toBe(200)
  rig.clock.nowMs = ayu.session.expiresMs
  expect(await stands(ayu)).toBe(401)
})

test('an invitation works once, and not after two days', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const accept = (token: string, password = PASSWORD) =>
    ask(app, { method: 'POST', url: `/api/v1/invites/${token}`, json: { password } })

  const first = await inviteUse(rig.desk, { name: 'Siti', roles: ['author'] }, SYSTEM)
  const weak = await accept(tokenOf(first.link), 'pendek')
  expect(weak.json()).toMatchObject({ code: 'PASSWORD_WEAK', status: 422 })
  const both = await Promise.all([accept(tokenOf(first.link)), accept(tokenOf(first.link))])
  expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
  const again = await accept(tokenOf(first.link))
  expect(again.json()).toMatchObject({ code: 'INVITE_INVALID', status: 410 })

  const late = await inviteUse(rig.desk, { name: 'Budi', roles: ['author'] }, SYSTEM)
  rig.clock.nowMs = late.expiresMs
  expect((await accept(tokenOf(late.link))).statusCode).toBe(410)
  expect((await accept('x'.repeat(43))).statusCode).toBe(410)
})

test('a renewed invitation ends the old password, its sessions and a second link', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const siti = await openAccount(rig, 'Siti', ['author'])
  const renewed = await renewInviteUse(rig.desk, 'siti', SYSTEM)
  const second = await renewInviteUse(rig.desk, 'siti', SYSTEM)
  expect((await ask(app, { as: siti, url: SESSION })).statusCode).toBe(401)
  const old = { name: 'Siti', password: PASSWORD }
  expect((await ask(app, { method: 'POST', url: SESSION, json: old })).statusCode).toBe(401)

  const accept = (link: string, password: string) =>
    ask(app, { method: 'POST', url: `/api/v1/invites/${tokenOf(link)}`, json: { password } })
  expect((await accept(second.link, 'sandi baru yang lain')).statusCode).toBe(200)
  expect((await accept(renewed.link, 'sandi orang yang lain')).statusCode).toBe(410)
  // The password is new, so the session of the old one stays ended.
  expect((await ask(app, { as: siti, url: SESSION })).statusCode).toBe(401)
})

test('what is not a GET needs the CSRF token of the session', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const siti = await openAccount(rig, 'Siti', ['author'])
  const headers = sessionHeaders(siti)
  const signOut = (own: Record<string, string>) =>
    app.inject({ method: 'DELETE', url: SESSION, headers: own })
  const { 'x-csrf-token': _, ...without } = headers
  for (const own of [without, { ...headers, 'x-csrf-token': 'x'.repeat(43) }]) {
    const answer = await signOut(own)
    expect(answer.json()).toMatchObject({ code: 'CSRF_REFUSED', status: 403 })
  }
  expect((await signOut({ ...headers, origin: 'https://evil.example' })).statusCode).toBe(403)
  expect((await signOut({ ...headers, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  expect((await signOut({ ...headers, origin: 'http://localhost:80' })).statusCode).toBe(204)
})

test('a sign-in that another page sends is refused', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  await openAccount(rig, 'Siti', ['author'])
  const answer = await ask(app, {
    method: 'POST',
    url: SESSION,
    json: { name: 'Siti', password: PASSWORD },
    headers: { origin: 'https://evil.example' },
  })
  expect(answer.json()).toMatchObject({ code: 'CSRF_REFUSED' })
})

function searchFor(what: string) {
  return {
    alert: null,
    order: null,
    cbc: null,
    operator: null,
    actor: null,
    what,
    fromMs: null,
    toMs: null,
    beforeSeq: null,
    limit: 50,
  }
}
