import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import type { Opened } from '../../src/desk/accounts.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { changeUse, submitUse } from '../../src/desk/message-steps.ts'
import { AlertJson } from '../../src/formats/json/views.ts'
import {
  ask,
  AUTHOR,
  openAccount,
  openRig,
  openStaff,
  type Rig,
  sessionHeaders,
  testContent,
} from './rig.ts'

async function draft({ desk }: Rig): Promise<string> {
  return draftAlertUse(desk, { content: testContent(), origin: { from: 'console' } }, AUTHOR)
}

/** A socket, with every frame that has come and a way to wait for the next. */
async function watch(
  app: FastifyInstance,
  of: { readonly id: string; readonly as: Opened },
): Promise<{
  frames: AlertJson[]
  until: (count: number) => Promise<void>
  closed: Promise<{ code: number; reason: string }>
}> {
  const frames: AlertJson[] = []
  let heard = (): void => {}
  // Browsers send the cookie by themselves; Node takes headers in place of protocols.
  const options = { headers: sessionHeaders(of.as) }
  const socket = new WebSocket(`ws://${await hostOf(app)}${livePath(of.id)}`, options)
  socket.addEventListener('message', ({ data }) => {
    frames.push(AlertJson.parse(JSON.parse(String(data))))
    heard()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason }))
  })
  const until = async (count: number): Promise<void> => {
    while (frames.length < count) {
      await new Promise<void>((resolve) => {
        heard = resolve
      })
    }
  }
  return { frames, until, closed }
}

/** The status with which an upgrade is refused. */
async function refusalOf(
  app: FastifyInstance,
  id: string,
  headers: Record<string, string>,
): Promise<number | undefined> {
  const asked = request(`http://${await hostOf(app)}${livePath(id)}`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  })
  asked.end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}

async function hostOf(app: FastifyInstance): Promise<string> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  return `127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

function livePath(id: string): string {
  return `/api/v1/alerts/${id}/live`
}

test('a watcher gets the alert at once, and after each commit that moves it', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const [author, approver] = [
    await openAccount(rig, 'Siti', ['author']),
    await openAccount(rig, 'Budi', ['approver']),
  ]
  const [id, other] = [await draft(rig), await draft(rig)]
  const [mine, theirs] = [
    await watch(app, { id, as: author }),
    await watch(app, { id, as: approver }),
  ]
  await Promise.all([mine.until(1), theirs.until(1)])
  expect(mine.frames[0]?.messages[0]?.may).toEqual(['change', 'submit', 'discard'])
  expect(theirs.frames[0]?.messages[0]?.may).toEqual([])

  await submitUse(rig.desk, `${other}.1`, { version: 1 }, AUTHOR)
  await submitUse(rig.desk, `${id}.1`, { version: 1 }, AUTHOR)
  await Promise.all([mine.until(2), theirs.until(2)])
  expect(mine.frames[1]?.messages[0]).toMatchObject({ state: 'submitted', may: ['withdraw'] })
  expect(theirs.frames[1]?.messages[0]?.may).toContain('approve')
  expect(mine.frames).toHaveLength(2)
})

test('who had a hand in the alert is not offered to approve it', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const both = await openAccount(rig, 'Siti', ['author', 'approver'])
  const other = await openAccount(rig, 'Budi', ['author', 'approver'])
  const origin = { from: 'console' } as const
  const id = await draftAlertUse(rig.desk, { content: testContent(), origin }, both.actor)
  const [mine, theirs] = [await watch(app, { id, as: both }), await watch(app, { id, as: other })]
  await Promise.all([mine.until(1), theirs.until(1)])
  await submitUse(rig.desk, `${id}.1`, { version: 1 }, both.actor)
  await Promise.all([mine.until(2), theirs.until(2)])
  expect(mine.frames[1]?.messages[0]?.may).not.toContain('approve')
  expect(theirs.frames[1]?.messages[0]?.may).toContain('approve')
})

test('many commits in a moment become few frames, the last of them whole', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const id = await draft(rig)
  const watching = await watch(app, { id, as: author })
  await watching.until(1)
  for (let version = 1; version <= 60; version++) {
    const content = testContent({ areaName: `area ${version}` })
    await changeUse(rig.desk, `${id}.1`, { content, version }, AUTHOR)
  }
  while (watching.frames.at(-1)?.messages[0]?.version !== 61) {
    await watching.until(watching.frames.length + 1)
  }
  expect(watching.frames.length).toBeLessThan(12)
})

test('signing out ends what the session watches', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const { until, closed } = await watch(app, { id: await draft(rig), as: author })
  await until(1)
  await ask(app, { as: author, method: 'DELETE', url: '/api/v1/session' })
  expect(await closed).toEqual({ code: 1008, reason: 'NOT_SIGNED_IN' })
})

test('an alert that is not there is closed with its code', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const { closed } = await watch(app, { id: '7', as: author })
  expect(await closed).toEqual({ code: 1008, reason: 'ALERT_NOT_FOUND' })
})

test('nobody watches without a session, or from another origin', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const id = await draft(rig)
  expect(await refusalOf(app, id, {})).toBe(401)
  const headers = { ...sessionHeaders(author), origin: 'https://evil.example' }
  expect(await refusalOf(app, id, headers)).toBe(403)
  const plain = await ask(app, { as: author, url: livePath(id) })
  expect(plain.json()).toMatchObject({ code: 'MEDIA_REFUSED' })
})

test('a watcher is let go when the service stops', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const { until, closed } = await watch(app, { id: await draft(rig), as: author })
  await until(1)
  await app.close()
  expect([1001, 1005, 1006]).toContain((await closed).code)
})
