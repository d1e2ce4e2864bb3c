import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AlertJson } from '../../src/formats/json/views.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await createRig()
  await rig.startService()
  await rig.startCbcs()
}, 60_000)
afterAll(() => rig?.stop())

async function publish(area: AlertJson['messages'][number]['content']['area']): Promise<AlertJson> {
  const content = { ...healthEmergency(), area, areaName: 'Wilayah uji' }
  const [message] = (await submitAlert(await rig.signIn('author'), content)).messages
  const approver = await rig.signIn('approver')
  const { id = '', version, contentHash } = message ?? {}
  const { id: alertId } = await approver.step(id, 'approve', { version, contentHash })
  return until('every CBC is on the air', async () => {
    const alert = await approver.alert(alertId)
    const orders = alert.messages[0]?.orders ?? []
    const isAired = orders.every(
      (order) =>
        order.state === 'on-air' &&
        order.copies.every((copy) => copy.counts.broadcasting === order.cells),
    )
    return orders.length > 0 && isAired ? alert : null
  })
}

async function documentOf(alert: AlertJson): Promise<string> {
  const staff = await rig.signIn('approver')
  return staff.document(alert.messages[0]?.orders[0]?.identifier ?? '')
}

test('few cells stand in the document by name, and are aired', async () => {
  const alert = await publish({ regions: ['32.73'], polygons: [], circles: [] })
  const xml = await documentOf(alert)
  expect(xml).toMatch(/<valueName>E?CGI<\/valueName><value>510-/)
  expect(xml).not.toContain('<resource>')
})

test('a circle over the sea border reaches its cells, and the document carries it', async () => {
  const circle = { lat: -6.2, lon: 106.8, radiusKm: 15 }
  const alert = await publish({ regions: [], polygons: [], circles: [circle] })
  expect(await documentOf(alert)).toContain('<circle>-6.2,106.8 15</circle>')
  const cells = alert.messages[0]?.orders.reduce((sum, order) => sum + order.cells, 0) ?? 0
  expect(cells).toBeGreaterThan(0)
})

test('many cells are fetched as a list that the document pins', async () => {
  const xml = await documentOf(await publish({ regions: ['ID'], polygons: [], circles: [] }))
  expect(xml).toContain('<mimeType>text/csv</mimeType>')
  expect(xml).toContain('layer:ID-CB:1.0:CellListSha256')
  expect(xml).not.toMatch(/<valueName>E?CGI<\/valueName>/)
})
