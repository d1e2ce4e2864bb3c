import { connect as connectSocket } from 'node:net'
import { expect, test } from 'vitest'
import { LogPageJson } from '../../src/formats/json/views.ts'
import { STATUS_OF } from '../../src/http/problems.ts'
import { STAFF_ROUTES } from '../../src/http/routes/staff-table.ts'
import { ask, DRAFT, openAccount, openRig, openStaff, sessionHeaders } from './rig.ts'

const ALERTS = '/api/v1/alerts'

/** Bodies that no route takes, each with the status it must have. */
const BAD_BODIES: readonly [what: string, type: string, body: string, code: string][] = [
  ['nothing', 'application/json', '', 'INPUT_INVALID'],
  ['half of it', 'application/json', '{"content":', 'INPUT_INVALID'],
  ['a number', 'application/json', '7', 'INPUT_INVALID'],
  ['null', 'application/json', 'null', 'INPUT_INVALID'],
  ['a list', 'application/json', '[]', 'INPUT_INVALID'],
  ['deep nesting', 'application/json', '['.repeat(500_000), 'INPUT_INVALID'],
  ['deep nesting, closed', 'application/json', '['.repeat(9e4) + ']'.repeat(9e4), 'INPUT_INVALID'],
  ['__proto__', 'application/json', '{"__proto__":{"content":{}}}', 'INPUT_INVALID'],
  ['constructor', 'application/json', '{"constructor":{"prototype":{}}}', 'INPUT_INVALID'],
  ['NUL', 'application/json', '\0', 'INPUT_INVALID'],
  ['a form', 'application/x-www-form-urlencoded', 'content=1', 'MEDIA_REFUSED'],
  ['text', 'text/plain', '{"content":{}}', 'MEDIA_REFUSED'],
  ['XML', 'application/xml', '<alert/>', 'MEDIA_REFUSED'],
  ['CAP', 'application/cap+xml', '<alert/>', 'MEDIA_REFUSED'],
  ['two MiB', 'application/json', JSON.stringify({ x: 'x'.repeat(2 << 20) }), 'TOO_LARGE'],
]

test.for(BAD_BODIES)('a body of %s is a coded problem', async ([, type, body, code]) => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const answer = await app.inject({
    method: 'POST',
    url: ALERTS,
    payload: body,
    headers: { ...sessionHeaders(author), 'content-type': type },
  })
  expect(answer.json()).toMatchObject({ code, status: answer.statusCode })
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body.length).toBeLessThan(2_000)
  expect(answer.body).not.toContain('src/')
})

test('keys that are not known are refused, in bodies and queries', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author', 'auditor'])
  const more = { ...DRAFT, content: { ...DRAFT.content, approved: true } }
  const answer = await ask(app, { as: author, method: 'POST', url: ALERTS, json: more })
  expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID' })
  expect(answer.json().detailEn).toContain('body/content')
  const urls = [`${ALERTS}?x=1`, `${ALERTS}/1?x=1`, '/api/v1/log?limit=0', '/api/v1/log?before=a']
  for (const url of [...urls, `${ALERTS}?limit=5&limit=6`, '/api/v1/regions?search=']) {
    const query = await ask(app, { as: author, url })
    expect([url, query.json().code]).toEqual([url, 'INPUT_INVALID'])
  }
})

test('every route with a body refuses wrong types without breaking', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const [staff, admin] = [
    await openAccount(rig, 'Siti', ['author', 'approver', 'auditor']),
    await openAccount(rig, 'admin', ['admin']),
  ]
  const values = [null, 1, 'x', [], {}, { version: '1' }, { version: 1e99 }, { name: {} }]
  let looked = 0
  for (const { method, path, body, who } of STAFF_ROUTES) {
    if (body === null) continue
    for (const json of values) {
      const as = Array.isArray(who) && who.includes('admin') ? admin : staff
      const answer = await ask(app, { as, method, url: path.replaceAll(/:\w+/g, '1'), json })
      expect([path, json, Math.floor(answer.statusCode / 100)]).toEqual([path, json, 4])
      expect(Object.keys(STATUS_OF)).toContain(answer.json().code)
      looked++
    }
  }
  expect(looked).toBeGreaterThan(80)
})

test('paths that are not there, or cannot be read, are problems', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const urls = ['/api/v1/nothing', '/api/v1/', '/api', '/api/v1/alerts/%zz', '/assets/x.js']
  for (const url of [...urls, `/api/v1/alerts/${'9'.repeat(500)}`, '/../../etc/passwd.txt']) {
    const answer = await app.inject({ url })
    expect([url, answer.statusCode < 500, answer.json().status]).toEqual([
      url,
      true,
      answer.statusCode,
    ])
  }
  const author = await openAccount(rig, 'Siti', ['author'])
  for (const url of ['/api/v1/alerts/7', '/api/v1/orders/7.1-TSEL/attempts']) {
    expect((await ask(app, { as: author, url })).statusCode).toBe(404)
  }
  expect((await app.inject({ method: 'POST', url: '/' })).statusCode).toBe(404)
  expect((await app.inject({ method: 'TRACE' as 'GET', url: '/' })).statusCode).toBe(404)
})

test('what breaks inside answers 500 with a reference and nothing else', async () => {
  const rig = await openRig()
  const broken = {
    ...rig,
    desk: { ...rig.desk, country: { ...rig.desk.country, searchRegions: fail } },
  }
  const app = openStaff(broken)
  const author = await openAccount(rig, 'Siti', ['author'])
  const answer = await ask(app, { as: author, url: '/api/v1/regions?search=bogor' })
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toMatchObject({ code: 'SERVICE_BROKEN' })
  expect(answer.body).not.toContain('secret')
})

function fail(): never {
  throw new Error('secret of the machine')
}

test('a problem speaks the language that is asked for, and carries both', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const of = async (header?: string) => {
    const headers = header === undefined ? {} : { 'accept-language': header }
    return (await app.inject({ url: '/api/v1/session', headers })).json().detail
  }
  expect(await of()).toBe('Masuk lebih dulu')
  expect(await of('en-GB,en;q=0.9')).toBe('Sign in first')
  expect(await of('en;q=0.5,id;q=0.8')).toBe('Masuk lebih dulu')
  expect(await of('fr, en;q=0.1')).toBe('Sign in first')
  const { detailId, detailEn } = (await app.inject({ url: '/api/v1/session' })).json()
  expect([detailId, detailEn]).toEqual(['Masuk lebih dulu', 'Sign in first'])
})

test('answers carry the strict headers', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const page = await app.inject({ url: '/alerts/7/edit' })
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  const policy = String(page.headers['content-security-policy'])
  for (const part of ["default-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toContain('unsafe')
  expect(page.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
})

test('who is not signed in cannot make the service read a body', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connectSocket(Number(url.port), '127.0.0.1', () =>
      socket.write(
        `POST ${ALERTS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{`,
      ),
    )
    socket.once('data', (octets) => {
      socket.destroy()
      resolve(octets.toString())
    })
    socket.once('error', reject)
  })
  expect(answer).toContain('HTTP/1.1 401')
  expect(answer).toContain('NOT_SIGNED_IN')
})

test('the log answers as its schema says, page by page', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const auditor = await openAccount(rig, 'Ayu', ['auditor'])
  const first = await ask(app, { as: auditor, url: '/api/v1/log?limit=2' })
  const page = LogPageJson.parse(first.json())
  expect(page.entries.map(({ what }) => what)).toEqual(['signed-in', 'account-changed'])
  const second = await ask(app, { as: auditor, url: `/api/v1/log?limit=2&before=${page.next}` })
  expect(LogPageJson.parse(second.json())).toMatchObject({
    size: 3,
    next: null,
    entries: [{ what: 'account-created', seq: 0 }],
  })
})
