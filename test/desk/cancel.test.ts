import { expect, test } from 'vitest'
import { cellLines, createCellReader } from '../../src/desk/cell-lists.ts'
import { createReceiptChecker } from '../../src/desk/check-receipt.ts'
import { cancelUse } from '../../src/desk/message-steps.ts'
import { receiveReceipt } from '../../src/desk/receive-receipt.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { formatInstant } from '../../src/formats/json/content.ts'
import { AUTHOR, connect, importCells, openRig, publish, type Rig } from '../http/rig.ts'

const TOKEN = 'token-of-tsel-01234'

/** What a CBC says of its order of message 1.1. */
async function say(rig: Rig, receipt: object): Promise<void> {
  const { desk, clock } = rig
  const at = formatInstant(clock.nowMs)
  const order = await desk.store.loadOrder('1.1-TSEL')
  const text = JSON.stringify({ identifier: order?.identifier, at, ...receipt })
  const checker = createReceiptChecker(createCellReader(desk.store), () => clock.nowMs)
  await receiveReceipt(desk, await checker.check('TSEL', Buffer.from(text)))
}

test('a CBC that refused an order and aired it all the same gets a Cancel that names it', async () => {
  const rig = await openRig()
  const { desk, clock } = rig
  await connect(rig, 'TSEL', TOKEN)
  await importCells(rig, 2_000)
  await publish(rig)
  const reader = createCellReader(desk.store)
  const order = (await desk.store.loadOrder('1.1-TSEL'))!
  const [cell] = await cellLines(reader, order)
  const at = formatInstant(clock.nowMs)
  await say(rig, { batch: 'no', stage: 'rejected', reason: 'busy' })
  await say(rig, {
    batch: 'yet',
    cells: [{ language: 'id-ID', state: 'broadcasting', at, cells: [cell] }],
  })
  const message = (await desk.store.loadMessage('1.1'))!
  await cancelUse(desk, '1.1', { version: message.version, reason: 'salah kirim' }, AUTHOR)
  const documents = await desk.store.loadDocumentsOfMessage('1.2')
  const own = documents.find(({ audience }) => audience === 'TSEL')
  const { alert } = readCap(Buffer.from(own?.xml ?? ''))
  expect(alert?.references.map(({ identifier }) => identifier)).toEqual([order.identifier])
})

test('a Cancel is due at once, also where the clock was set back after the release', async () => {
  const rig = await openRig()
  const { desk, clock } = rig
  await connect(rig, 'TSEL', TOKEN)
  await publish(rig)
  const sentMs = clock.nowMs
  clock.nowMs -= 40_000
  const message = (await desk.store.loadMessage('1.1'))!
  await cancelUse(desk, '1.1', { version: message.version, reason: 'salah kirim' }, AUTHOR)
  expect(await desk.store.loadOrder('1.2-TSEL')).toMatchObject({
    // Later than what it cancels, as CAP readers want it.
    sentMs: sentMs + 1_000,
    dueMs: clock.nowMs + 30_000,
  })
})

test('a Cancel comes from the sender of its alert, whatever the setting says by now', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', TOKEN)
  await publish(rig)
  const settings = { ...rig.desk.settings, sender: 'other@kentongan.invalid' }
  const message = (await rig.desk.store.loadMessage('1.1'))!
  const step = { version: message.version, reason: 'salah kirim' }
  await cancelUse({ ...rig.desk, settings }, '1.1', step, AUTHOR)
  const documents = await rig.desk.store.loadDocumentsOfMessage('1.2')
  expect(documents.map(({ audience }) => audience).sort()).toContain('TSEL')
  for (const { xml } of documents) {
    const { alert } = readCap(Buffer.from(xml))
    const senders = [alert?.sender, ...(alert?.references ?? []).map(({ sender }) => sender)]
    expect(senders).toEqual(['demo@kentongan.invalid', 'demo@kentongan.invalid'])
  }
})
