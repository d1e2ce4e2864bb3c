import { expect, test } from 'vitest'
import { blockRelease } from '../../src/commands/block-release.ts'
import { Refusal } from '../../src/domain/error.ts'
import { checkInvariants } from '../invariants.ts'
import { approveAlert, commitAll, makeMessageIn, openTempStore } from '../make.ts'

const REFUSAL = new Refusal('SERIALS_EXHAUSTED', { identifier: 4370 })

test('blockRelease() says why beside the message and in the log', () => {
  const { writes, entries } = blockRelease(makeMessageIn('approved'), REFUSAL, 'why')
  expect(writes).toEqual([{ table: 'message', id: '1.1', set: { note: 'why' } }])
  expect(entries).toEqual([
    {
      what: 'release-blocked',
      actor: 'system',
      message: '1.1',
      reason: 'SERIALS_EXHAUSTED',
      note: 'why',
    },
  ])
})

test('blockRelease() is said once for an approval, whoever tries again', async () => {
  const temp = await openTempStore()
  const first = await approveAlert(temp)
  await commitAll(temp.store, blockRelease(first, REFUSAL, 'why'))
  const again = (await temp.store.loadMessage(first.id))!
  expect(again).toMatchObject({ state: 'approved', note: 'why' })
  const [outcome] = await temp.store.commit([blockRelease(again, REFUSAL, 'still')])
  expect(outcome).toMatchObject({ code: 'SERIALS_EXHAUSTED' })
  expect((await temp.store.loadMessage(first.id))?.note).toBe('why')
  const second = await approveAlert(temp)
  await commitAll(temp.store, blockRelease(second, REFUSAL, 'why'))
  await checkInvariants(temp.store)
})
