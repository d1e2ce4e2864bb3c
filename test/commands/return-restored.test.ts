import { expect, test } from 'vitest'
import { returnRestored } from '../../src/commands/return-restored.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { checkInvariants } from '../invariants.ts'
import { approveAlert, commitAll, makeMessage, openTempStore, publishAlert } from '../make.ts'

test('returnRestored() sends back what was approved or submitted, and nothing else', () => {
  for (const state of MESSAGE_STATES) {
    const decision = returnRestored(makeMessage({ state }), 'why')
    const isBack = state === 'submitted' || state === 'approved'
    expect(decision === null, state).toBe(!isBack)
    if (decision === null) continue
    expect(decision.expects).toEqual([{ stream: 'message:1.1', version: 1 }])
    expect(decision.writes).toEqual([
      {
        table: 'message',
        id: '1.1',
        set: { state: 'draft', note: 'why', approvers: [], contentHash: null },
      },
    ])
    expect(decision.entries).toEqual([
      { what: 'message-returned', actor: 'system', message: '1.1', note: 'why' },
    ])
  }
})

test('returnRestored() is told by the log as the tables have it', async () => {
  const temp = await openTempStore()
  await publishAlert(temp, { cbcs: [] })
  const approved = await approveAlert(temp)
  await commitAll(temp.store, returnRestored(approved, 'why')!)
  expect(await temp.store.loadMessage(approved.id)).toMatchObject({ state: 'draft', note: 'why' })
  expect(await temp.store.loadMessagesIn('approved')).toEqual([])
  expect((await temp.store.loadMessagesIn('draft')).map(({ id }) => id)).toEqual([approved.id])
  await checkInvariants(temp.store)
})
