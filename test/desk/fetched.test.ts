import { expect, test } from 'vitest'
import { markFetched } from '../../src/desk/receive-receipt.ts'
import { expireUse } from '../../src/desk/release.ts'
import { startDispatch } from '../../src/dispatch/dispatcher.ts'
import type { EntryBody } from '../../src/domain/entry.ts'
import { HOUR_MS } from '../make.ts'
import { connect, openRig, publish, type Rig } from '../http/rig.ts'

/** One look of the dispatcher at what is due. */
async function look({ desk }: Rig): Promise<void> {
  const troubles: unknown[] = []
  const dispatch = await startDispatch(
    {
      store: desk.store,
      means: () => desk.means(),
      random: () => 0,
      linkOf: () => null,
      reached: () => undefined,
      trouble: (error) => void troubles.push(error),
    },
    '0.1.0',
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  await dispatch.stop()
  expect(troubles).toEqual([])
}

async function alarms({ desk }: Rig): Promise<(string | null)[]> {
  const found = await desk.store.searchEntries({
    alert: null,
    order: '1.1-TSEL',
    cbc: null,
    operator: null,
    actor: null,
    what: 'alarm-raised',
    fromMs: null,
    toMs: null,
    beforeSeq: null,
    limit: 10,
  })
  const alarmOf = (body: EntryBody | null): string | null =>
    body?.what === 'alarm-raised' ? body.alarm : null
  return found.map(({ entry }) => alarmOf(entry)).toReversed()
}

test('an order that a CBC fetched and never kept raises the alarm, once', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await publish(rig)
  rig.clock.nowMs += 1_000
  await markFetched(rig.desk, '1.1-TSEL')
  rig.clock.nowMs += 14_999
  await look(rig)
  expect(await alarms(rig)).toEqual([])
  rig.clock.nowMs += 1
  await look(rig)
  rig.clock.nowMs += 60_000
  await look(rig)
  expect(await alarms(rig)).toEqual(['not-received'])
  rig.clock.nowMs += HOUR_MS
  await expireUse(rig.desk, '1.1')
  expect(await rig.desk.store.loadOrder('1.1-TSEL')).toMatchObject({ state: 'failed' })
  expect(await alarms(rig)).toEqual(['not-received', 'failed'])
})
