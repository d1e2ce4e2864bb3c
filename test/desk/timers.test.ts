import { expect, test } from 'vitest'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { commitOne } from '../../src/desk/commit.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { approveUse, submitUse } from '../../src/desk/message-steps.ts'
import { startTimers } from '../../src/desk/timers.ts'
import type { Message } from '../../src/domain/message.ts'
import { APPROVER, AUTHOR, MINUTE_MS } from '../make.ts'
import { connect, openRig, type Rig, testContent } from '../http/rig.ts'

/** Approved, and the service dies before it can release: nothing but the approval is committed. */
async function approve({ desk }: Rig): Promise<Message> {
  const draft = { content: testContent(), origin: { from: 'api' } } as const
  const id = `${await draftAlertUse(desk, draft, AUTHOR)}.1`
  await submitUse(desk, id, { version: 1 }, AUTHOR)
  const message = (await desk.store.loadMessage(id))!
  const approval = { version: message.version, contentHash: message.contentHash ?? '' }
  await commitOne(desk.store, approveMessage(message, approval, APPROVER, desk.means()))
  return message
}

/** One look of the timers at what is due. */
async function look({ desk }: Rig): Promise<void> {
  const problems: unknown[] = []
  const timers = startTimers(desk, (error) => problems.push(error))
  await timers.stop()
  expect(problems).toEqual([])
}

test('startTimers() releases what was approved, for what is left of its time', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const { id } = await approve(rig)
  const approvedMs = rig.clock.nowMs
  rig.clock.nowMs += 50 * MINUTE_MS
  await look(rig)
  expect(await rig.desk.store.loadMessage(id)).toMatchObject({
    state: 'live',
    sentMs: approvedMs + 50 * MINUTE_MS,
    expiresMs: approvedMs + 60 * MINUTE_MS,
  })
})

test('startTimers() never releases an immediate message whose time has gone by', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const { id } = await approve(rig)
  rig.clock.nowMs += 60 * MINUTE_MS
  await look(rig)
  const message = await rig.desk.store.loadMessage(id)
  expect(message).toMatchObject({ state: 'ended', endReason: 'expired', sentMs: null })
  expect(await rig.desk.store.loadOrdersOfMessage(id)).toEqual([])
})

test('approveUse() stands when the release breaks, and the timers release it', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const draft = { content: testContent(), origin: { from: 'api' } } as const
  const id = `${await draftAlertUse(rig.desk, draft, AUTHOR)}.1`
  await submitUse(rig.desk, id, { version: 1 }, AUTHOR)
  const { version, contentHash } = (await rig.desk.store.loadMessage(id))!
  const reached = (at: string): void => {
    if (at === 'before-release') throw new Error('The signing thread has died')
  }
  const approval = { version, contentHash: contentHash ?? '' }
  // An error would tell the approver that nothing was done: a second alert would follow.
  await approveUse({ ...rig.desk, reached }, id, approval, APPROVER)
  expect((await rig.desk.store.loadMessage(id))?.state).toBe('approved')
  await look(rig)
  expect((await rig.desk.store.loadMessage(id))?.state).toBe('live')
})
