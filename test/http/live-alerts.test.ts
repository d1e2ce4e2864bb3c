import { EventEmitter } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import type { SignedIn } from '../../src/desk/accounts.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { changeUse } from '../../src/desk/message-steps.ts'
import type { Role } from '../../src/domain/account.ts'
import { LiveAlerts } from '../../src/http/live.ts'
import { AUTHOR, openRig, type Rig, testContent } from './rig.ts'

/** The far end of a socket, with as much unread as the test says. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1
  readonly readyState = 1
  readonly frames: string[] = []
  bufferedAmount = 0
  ending: string | null = null

  send(frame: string): void {
    this.frames.push(frame)
    this.emit('frame')
  }
  terminate(): void {
    this.ending = 'terminated'
    this.emit('close')
  }
  close(code: number): void {
    this.ending = `closed ${code}`
    this.emit('close')
  }
}

function person(n: number, roles: readonly Role[]): SignedIn {
  const id = `P-PERSON${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`
  const session = { tokenSha256: id, accountId: id, csrf: '', createdAtMs: 0, expiresMs: 1 }
  const account = { id, name: id, roles, passwordHash: 'h', disabled: false, createdAtMs: 0 }
  return { account, session, actor: { id, roles } }
}

async function openLive(): Promise<
  Rig & { live: LiveAlerts; alertId: string; read: () => number }
> {
  const rig = await openRig()
  const { store } = rig.desk
  let read = 0
  const loadAlert: typeof store.loadAlert = (id) => {
    read++
    return store.loadAlert(id)
  }
  const desk = { ...rig.desk, store: { ...store, loadAlert } }
  const live = new LiveAlerts(desk, (error) => {
    throw error
  })
  onTestFinished(() => live.stop())
  const origin = { from: 'console' } as const
  const alertId = await draftAlertUse(desk, { content: testContent(), origin }, AUTHOR)
  return { ...rig, live, alertId, read: () => read }
}

async function watch(
  { live, alertId }: { live: LiveAlerts; alertId: string },
  signedIn: SignedIn,
): Promise<FakeSocket> {
  const socket = new FakeSocket()
  await live.watch(socket as never, { alertId, signedIn, token: signedIn.account.id })
  return socket
}

async function change({ desk }: Rig, alertId: string, version: number): Promise<void> {
  const content = testContent({ areaName: `area ${version}` })
  await changeUse(desk, `${alertId}.1`, { content, version }, AUTHOR)
}

test('LiveAlerts builds a frame once for all with the same roles', async () => {
  const of = await openLive()
  const sockets = await Promise.all(
    Array.from({ length: 100 }, (_, n) => watch(of, person(n, n % 2 ? ['approver'] : ['author']))),
  )
  const before = of.read()
  const told = Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('frame', resolve))),
  )
  await change(of, of.alertId, 1)
  await told
  // Once to see who had a hand in it, once for each set of roles.
  expect(of.read() - before).toBe(3)
  expect(new Set(sockets.map(({ frames }) => frames.at(-1))).size).toBe(2)
})

test('LiveAlerts drops who does not read, and goes on with the others', async () => {
  const of = await openLive()
  const [slow, quick] = [
    await watch(of, person(1, ['author'])),
    await watch(of, person(2, ['author'])),
  ]
  slow.bufferedAmount = 2 << 20
  const told = new Promise((resolve) => quick.once('frame', resolve))
  await change(of, of.alertId, 1)
  await told
  expect(slow).toMatchObject({ ending: 'terminated', frames: [expect.any(String)] })
  expect(quick.frames).toHaveLength(2)
  expect(of.live.size).toBe(1)
})

test('LiveAlerts takes only so many watchers of one session', async () => {
  const of = await openLive()
  const sockets = []
  for (let n = 0; n < 33; n++) sockets.push(await watch(of, person(1, ['author'])))
  expect(sockets.filter(({ ending }) => ending === 'closed 1013')).toHaveLength(1)
  of.live.dropSession(person(1, []).session.tokenSha256)
  expect(of.live.size).toBe(0)
  of.live.stop()
})
