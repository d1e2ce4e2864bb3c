import { expect, test } from 'vitest'
import { randomOctets } from '../../src/clock.ts'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { commitOne } from '../../src/desk/commit.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { submitUse } from '../../src/desk/message-steps.ts'
import { releaseUse } from '../../src/desk/release.ts'
import { turnOf } from '../../src/domain/cb/serials.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { checkInvariants } from '../invariants.ts'
import { APPROVER, AUTHOR } from '../make.ts'
import { connect, openRig, publish, type Rig, testContent } from '../http/rig.ts'

async function approve({ desk }: Rig): Promise<string> {
  const draft = { content: testContent(), origin: { from: 'api' } } as const
  const id = `${await draftAlertUse(desk, draft, AUTHOR)}.1`
  await submitUse(desk, id, { version: 1 }, AUTHOR)
  const message = (await desk.store.loadMessage(id))!
  const seen = { version: message.version, contentHash: message.contentHash ?? '' }
  await commitOne(desk.store, approveMessage(message, seen, APPROVER, desk.means()))
  return id
}

/** The one code of a message: the same at all CBCs. */
async function codeOf(store: Store, id: string): Promise<number> {
  const orders = await store.loadOrdersOfMessage(id)
  const codes = new Set(orders.flatMap(({ copies }) => copies.map(({ serial }) => serial >> 4)))
  expect(codes.size, id).toBe(1)
  return [...codes][0]! & 0x3ff
}

test('releaseUse() gives releases at the same time a code each, one turn after the other', async () => {
  const rig = await openRig()
  for (const cbc of ['TSEL', 'IOH', 'XL']) await connect(rig, cbc, `token-of-${cbc}-01234`)
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push(await approve(rig))
  await Promise.all(ids.map((id) => releaseUse(rig.desk, id)))
  const codes: number[] = []
  for (const id of ids) codes.push(await codeOf(rig.desk.store, id))
  const turn = turnOf(rig.clock.nowMs)
  expect(new Set(codes)).toEqual(new Set([0, 1, 2, 3, 4].map((n) => (turn + n) % 1_024)))
  expect(new Set(codes).size).toBe(5)
  await checkInvariants(rig.desk.store)
})

test('releaseUse() goes on after a restart where it was, also with the clock set back', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const before = await codeOf(rig.desk.store, `${await publish(rig)}.1`)
  const nowMs = (): number => rig.clock.nowMs
  for (const [aheadMs, turns] of [
    [0, 1],
    [-3_600_000, 2],
  ] as const) {
    rig.clock.nowMs += aheadMs
    const store = await openStore(rig.folder, { nowMs, salt: () => randomOctets(32) })
    const again = { ...rig, desk: { ...rig.desk, store } }
    expect(await codeOf(store, `${await publish(again)}.1`)).toBe(before + turns)
    await store.close()
  }
})
