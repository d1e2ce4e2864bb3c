import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Staff } from '../../src/cli/staff-client.ts'
import type { OrderJson } from '../../src/formats/json/views.ts'
import { createRig, type Rig, submitAlert } from './rig.ts'

// One CBC by hand, at the edge's socket: what receipts do, in bulk and out of order.
let rig: Rig
let approver: Staff
let alertId = ''
let order: OrderJson
let cells: readonly string[] = []
beforeAll(async () => {
  rig = await createRig()
  await rig.startService()
  const submitted = await submitAlert(await rig.signIn('author'))
  approver = await rig.signIn('approver')
  const { id = '', version, contentHash } = submitted.messages[0] ?? {}
  const released = await approver.step(id, 'approve', { version, contentHash })
  alertId = released.id
  const own = released.messages[0]?.orders.find((each) => each.cbc === 'IOH')
  if (own === undefined) throw new Error('IOH has an order')
  order = own
  cells = (await (await edge(`/cbc/v1/cells/${own.id}`)).text()).trim().split('\n')
}, 60_000)
afterAll(() => rig?.stop())

async function edge(path: string, body?: unknown): Promise<Response> {
  const token = rig.stage.cbcs.find((each) => each.cbc === 'IOH')?.token ?? ''
  return fetch(`http://127.0.0.1:${rig.stage.edgePort}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
}

const report = (batch: string, state: string, at: string, of: readonly string[]): unknown => ({
  batch,
  identifier: order.identifier,
  at,
  cells: [{ language: 'id-ID', state, at, cells: of }],
})
const early = '2026-11-24T09:00:00+07:00'
const late = '2026-11-24T09:05:00+07:00'

async function now(): Promise<OrderJson> {
  const alert = await approver.alert(alertId)
  const own = alert.messages[0]?.orders.find((each) => each.cbc === 'IOH')
  if (own === undefined) throw new Error('IOH has an order')
  return own
}

test('forty batches posted at once are all recorded', async () => {
  expect(cells).toHaveLength(order.cells)
  const size = Math.ceil(cells.length / 40)
  const batches = Array.from({ length: 40 }, (_, at) => cells.slice(at * size, (at + 1) * size))
  const answers = await Promise.all(
    batches.map((of, at) => edge('/cbc/v1/receipts', report(`b${at}`, 'broadcasting', late, of))),
  )
  expect(answers.map((answer) => answer.status)).toEqual(batches.map(() => 200))
  const own = await now()
  expect(own.state).toBe('on-air')
  expect(own.copies[0]?.counts).toMatchObject({ broadcasting: cells.length, silent: 0 })
})

test('a report of an earlier instant that comes later changes nothing', async () => {
  const answer = await edge('/cbc/v1/receipts', report('early', 'failed', early, cells))
  expect(answer.status).toBe(200)
  expect((await now()).copies[0]?.counts).toMatchObject({ broadcasting: cells.length, failed: 0 })
})

test('the same batch again gets the same answer; with other content it is refused', async () => {
  const [cell = ''] = cells
  const body = report('again', 'failed', '2026-11-24T09:10:00+07:00', [cell, '510-01-1'])
  const first = await (await edge('/cbc/v1/receipts', body)).json()
  const second = await (await edge('/cbc/v1/receipts', body)).json()
  expect(first).toEqual(second)
  expect(first).toMatchObject({ recorded: 1, unplanned: 1 })
  expect(await now()).toMatchObject({ unplanned: 1 })
  const other = await edge('/cbc/v1/receipts', report('again', 'failed', late, cells))
  expect(other.status).toBe(409)
  expect(await other.json()).toMatchObject({ code: 'RECEIPT_CHANGED' })
})

test('a receipt that does not fit is refused by name, and another CBC knows no such order', async () => {
  const future = report('f', 'failed', '2036-01-01T00:00:00+07:00', cells.slice(0, 1))
  expect(await (await edge('/cbc/v1/receipts', future)).json()).toMatchObject({
    code: 'RECEIPT_REFUSED',
  })
  const foreign = { batch: 'x', identifier: order.identifier.replace('IOH', 'TSEL'), at: late }
  expect(await (await edge('/cbc/v1/receipts', foreign)).json()).toMatchObject({
    code: 'ORDER_NOT_FOUND',
  })
  const extra = { ...(foreign as object), identifier: order.identifier, __proto__x: 1 }
  expect(await (await edge('/cbc/v1/receipts', extra)).json()).toMatchObject({
    code: 'INPUT_INVALID',
  })
})

test('a CBC that rejects an order raises an alarm that staff see with the order', async () => {
  const rejected = { batch: 'no', identifier: order.identifier, at: late, stage: 'rejected' }
  const body = { ...rejected, reason: 'kapasitas habis' }
  expect((await edge('/cbc/v1/receipts', body)).status).toBe(200)
  expect((await now()).alarms[0]).toMatchObject({ alarm: 'refused', detail: 'kapasitas habis' })
  const again = await edge('/cbc/v1/receipts', { ...body, batch: 'no-again' })
  expect(again.status).toBe(200)
  const refused = (await now()).alarms.filter(({ alarm }) => alarm === 'refused')
  expect(refused, 'said once').toHaveLength(1)
})
