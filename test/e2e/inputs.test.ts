import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StaffProblem, type Staff } from '../../src/cli/staff-client.ts'
import { ContentJson } from '../../src/formats/json/content.ts'
import type { AlertJson } from '../../src/formats/json/views.ts'
import { createRig, healthEmergency, type Rig, submitAlert } from './rig.ts'

// The real inputs of the ministry's work, through the whole service; what a CBC does by itself is
// done here by hand, with its token.
let rig: Rig
let author: Staff
let approver: Staff
beforeAll(async () => {
  rig = await createRig()
  await rig.startService()
  author = await rig.signIn('author')
  approver = await rig.signIn('approver')
}, 60_000)
afterAll(() => rig?.stop())

const fixture = (name: string): ContentJson =>
  ContentJson.parse(JSON.parse(readFileSync(`fixtures/alerts/${name}.json`, 'utf8')))

async function edge(cbc: string, path: string, body?: unknown): Promise<Response> {
  const token = rig.stage.cbcs.find((each) => each.cbc === cbc)?.token ?? ''
  return fetch(`http://127.0.0.1:${rig.stage.edgePort}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
}

async function approve(alert: AlertJson): Promise<AlertJson> {
  const [message] = alert.messages
  const { version, contentHash, id = '' } = message ?? {}
  return approver.step(id, 'approve', { version, contentHash })
}

const CIVIC = ['pakai-masker-sms', 'pakai-masker-name', 'pemilu-damai-sms', 'pemilu-damai-name']
test.for(CIVIC)('%s reaches the text feed of every CBC and no feed that is aired', async (name) => {
  const content = fixture(name)
  const alert = await approve(await submitAlert(author, content))
  const orders = alert.messages[0]?.orders ?? []
  expect(orders.map((order) => order.cbc).sort()).toEqual(['IOH', 'SF', 'TSEL', 'XL'])
  for (const order of orders) {
    expect(order).toMatchObject({ channel: content.channel, state: 'offered', copies: [] })
    expect(await (await edge(order.cbc, '/cbc/v1/feed')).text()).not.toContain(order.identifier)
    expect(await (await edge(order.cbc, '/cbc/v1/feed/text')).text()).toContain(order.identifier)
    const document = await edge(order.cbc, `/cbc/v1/documents/${order.identifier}`)
    expect(await document.text()).toContain(content.texts[0]?.body)
    const receipt = { batch: 'b1', identifier: order.identifier, at: '2026-11-25T09:00:00+07:00' }
    const answer = await edge(order.cbc, '/cbc/v1/receipts', { ...receipt, stage: 'accepted' })
    expect(answer.status).toBe(200)
  }
  const after = await approver.alert(alert.id)
  expect(after.messages[0]?.orders.map((order) => order.state)).toEqual(
    orders.map(() => 'accepted'),
  )
})

test.for(CIVIC)('%s is refused as an emergency broadcast, and told why', async (name) => {
  const sent = { ...fixture(name), channel: 'cell-broadcast' as const, smsWindow: null }
  for (const [rule, raised] of [
    ['policy-civic-identifier', null],
    ['policy-kind-identifier', { to: 4370, reason: 'supaya semua melihat' }],
  ] as const) {
    const { findings } = await author.check({ ...sent, raised })
    expect(findings).toContainEqual(expect.objectContaining({ level: 'policy', rule }))
    await expect(submitAlert(author, { ...sent, raised })).rejects.toMatchObject({
      problem: { code: 'CONTENT_REFUSED' },
    })
  }
})

test('a CAP document posted in becomes a draft, once, for a person to approve', async () => {
  const now = Date.now()
  const time = (ms: number): string =>
    `${new Date(ms + 25_200_000).toISOString().slice(0, 19)}+07:00`
  const octets = new TextEncoder().encode(
    readFileSync('fixtures/cap/nowcast-shape.xml', 'utf8')
      .replace(/<sent>.*?</, `<sent>${time(now)}<`)
      .replace(/<effective>.*?</, `<effective>${time(now)}<`)
      .replace(/<expires>.*?</, `<expires>${time(now + 7_200_000)}<`),
  )
  const alert = await author.draftFromCap(octets)
  const [message] = alert.messages
  expect(alert.origin).toMatchObject({ from: 'cap', sender: 'peringatan.dini@cuaca.invalid' })
  expect(message).toMatchObject({ state: 'draft', orders: [], approvers: [] })
  const { area, texts } = message?.content ?? healthEmergency()
  expect(area.polygons.length + area.circles.length).toBe(26)
  expect(texts[0]).toMatchObject({ language: 'id-ID', event: 'Hujan Lebat dan Angin Kencang' })
  expect((await author.draftFromCap(octets)).id, 'the same document again').toBe(alert.id)
  const changed = new TextEncoder().encode(
    new TextDecoder().decode(octets).replace('lebat', 'deras'),
  )
  await expect(author.draftFromCap(changed)).rejects.toMatchObject({
    problem: { code: 'CAP_CHANGED' },
  })
  // Moderate is no emergency: an officer must raise it, and says why.
  const { findings } = await author.check(message?.content ?? healthEmergency())
  expect(findings.map((each) => each.rule)).toContain('policy-no-identifier')
})

test('what is malformed, unknown, too long or over is refused, and nothing is stored', async () => {
  const before = (await author.alerts({})).alerts.length
  const bad = new TextEncoder().encode('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">')
  await expect(author.draftFromCap(bad)).rejects.toMatchObject({ problem: { code: 'CAP_INVALID' } })
  const base = healthEmergency()
  const [text] = base.texts
  if (text === undefined) throw new Error('The fixture has a text')
  const wrong: Readonly<Record<string, ContentJson>> = {
    'area-region-unknown': { ...base, area: { ...base.area, regions: ['99'] } },
    'text-too-long': { ...base, texts: [{ ...text, body: 'Awas! '.repeat(300).trim() }] },
    'time-expired': { ...base, start: '2026-01-01T00:00:00+07:00' },
  }
  for (const [rule, content] of Object.entries(wrong)) {
    const { findings } = await author.check(content)
    const found = findings.find((each) => each.rule === rule)
    expect(found?.path, rule).toMatch(/^\//)
    expect(found?.message.id, rule).not.toBe(found?.message.en)
  }
  expect((await author.alerts({})).alerts).toHaveLength(before)
})

test('whoever had a hand in an alert cannot approve it, nor a changed one', async () => {
  const submitted = await submitAlert(author)
  const [message] = submitted.messages
  if (message === undefined) throw new Error('An alert has a message')
  const { id, version, contentHash } = message
  await expect(author.step(id, 'approve', { version, contentHash })).rejects.toThrow(StaffProblem)
  await expect(author.step(id, 'approve', { version, contentHash })).rejects.toMatchObject({
    problem: { code: 'SELF_APPROVAL' },
  })
  // Taken back, changed and submitted again behind the approver's back.
  const drafted = await author.step(id, 'withdraw', { version, reason: 'teks diperbaiki' })
  const changed = await author.change(id, {
    version: drafted.messages[0]?.version ?? 0,
    content: { ...healthEmergency(), minutes: 60 },
  })
  await author.step(id, 'submit', { version: changed.messages[0]?.version })
  await expect(approver.step(id, 'approve', { version, contentHash })).rejects.toMatchObject({
    problem: { code: 'CONTENT_CHANGED' },
  })
  expect((await approver.alert(submitted.id)).messages[0]).toMatchObject({
    state: 'submitted',
    orders: [],
  })
})
