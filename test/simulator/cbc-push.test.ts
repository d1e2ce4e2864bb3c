import { request } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { PushAnswerJson } from '../../src/formats/json/receipt.ts'
import type { CbcOptions } from '../../src/simulator/cbc.ts'
import { makeAlert, makeCancel, makeKeys } from './documents.ts'
import { FakeService } from './fake-service.ts'
import { push, startCbc, until, type RunningCbc } from './running.ts'

const keys = makeKeys()
let service: FakeService
let running: RunningCbc[]
let folder: string

beforeEach(async () => {
  running = []
  folder = mkdtempSync(join(tmpdir(), 'cbc-push-'))
  service = new FakeService()
  service.trustList = keys.trustList()
  await service.start()
})

afterEach(async () => {
  await Promise.all(running.map(({ cbc }) => cbc.stop()))
  await service.stop()
  rmSync(folder, { recursive: true })
})

async function start(options: Partial<CbcOptions> = {}): Promise<RunningCbc> {
  const fixed = { url: service.url, rootPem: keys.rootPem, link: 'push' } as const
  const started = await startCbc({ ...fixed, ...options })
  running.push(started)
  await until('the trust list is in force', () => started.cbc.state().trust !== null)
  return started
}

const ID = (n: number): string => `KTN-ABCDEF-20260301-A1-M${n}-TSEL`

async function answerOf(response: Response): Promise<PushAnswerJson> {
  expect(response.status).toBe(200)
  return PushAnswerJson.parse(await response.json())
}

function held(cbc: RunningCbc, identifier: string) {
  return cbc.cbc.state().held.find((each) => each.identifier === identifier)
}

test('ReferenceCbc keeps a pushed document before it answers, and then airs it', async () => {
  const statePath = join(folder, 'state.ndjson')
  const cbc = await start({ statePath })
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  const answer = await answerOf(await push(cbc.pushUrl, xml))
  expect(readFileSync(statePath, 'utf8')).toContain(`"t":"received","identifier":"${ID(1)}"`)
  expect(answer).toEqual({ identifier: ID(1), stage: 'received' })
  await until('cells are reported', () => service.cells(ID(1), 'en')['broadcasting'] === 3)
})

test('ReferenceCbc answers a repeat as it did the first time and airs nothing twice', async () => {
  const cbc = await start()
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  const answers = await Promise.all([1, 2, 3, 4].map(() => push(cbc.pushUrl, xml)))
  answers.push(await push(cbc.pushUrl, xml))
  for (const answer of answers) {
    expect(await answerOf(answer)).toEqual({ identifier: ID(1), stage: 'received' })
  }
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  await answerOf(await push(cbc.pushUrl, xml))
  expect(cbc.cbc.state().log).toHaveLength(1)
  expect(cbc.events.filter((each) => each.event === 'duplicate')).toHaveLength(5)
})

test('ReferenceCbc rejects other content under an identifier it holds, and keeps airing', async () => {
  const cbc = await start()
  await push(cbc.pushUrl, keys.sign(makeAlert({ identifier: ID(1) })))
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  const other = keys.sign(makeAlert({ identifier: ID(1), serial: 0x4020 }))
  const answer = await answerOf(await push(cbc.pushUrl, other))
  expect(answer).toMatchObject({ stage: 'rejected', reason: /other content/ })
  expect(held(cbc, ID(1))?.state).toBe('broadcasting')
  // What is kept as refused becomes a receipt, and that one would end the true order.
  expect(cbc.cbc.state().refused).toEqual([])
})

test('ReferenceCbc does not let a forged document take the identifier of the true one', async () => {
  const cbc = await start()
  const alert = makeAlert({ identifier: ID(1) })
  const forged = await answerOf(await push(cbc.pushUrl, keys.signAsStranger(alert)))
  expect(forged).toMatchObject({ identifier: ID(1), stage: 'rejected', reason: /^S01-key/ })
  const answer = await answerOf(await push(cbc.pushUrl, keys.sign(alert)))
  expect(answer.stage).toBe('received')
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(cbc.cbc.state().refused).toEqual([])
})

test('ReferenceCbc asks for a repeat while it has no trust list to judge by', async () => {
  const { trustList } = service
  service.trustList = ''
  const cbc = await startCbc({ url: service.url, rootPem: keys.rootPem, link: 'push' })
  running.push(cbc)
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  expect((await push(cbc.pushUrl, xml)).status).toBe(503)
  service.trustList = trustList
  await until('the trust list is in force', () => cbc.cbc.state().trust !== null)
  expect((await answerOf(await push(cbc.pushUrl, xml))).stage).toBe('received')
})

test('ReferenceCbc airs nothing that was cancelled before it came', async () => {
  const cbc = await start()
  const alert = makeAlert({ identifier: ID(1) })
  await answerOf(await push(cbc.pushUrl, keys.sign(makeCancel(ID(2), [alert]))))
  await answerOf(await push(cbc.pushUrl, keys.sign(alert)))
  await until('it is cancelled', () => held(cbc, ID(1))?.state === 'cancelled')
  expect(cbc.cbc.state().log).toEqual([])
})

test.for([
  ['another type', { 'content-type': 'text/xml' }, 415],
  ['a wrong token', { authorization: 'Bearer guessed' }, 401],
  ['no token', { authorization: '' }, 401],
] as const)('ReferenceCbc takes nothing with %s', async ([, headers, status]) => {
  const cbc = await start()
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  expect((await push(cbc.pushUrl, xml, headers)).status).toBe(status)
  expect(cbc.cbc.state().held).toEqual([])
})

test('ReferenceCbc refuses what is too large or no document', async () => {
  const cbc = await start()
  expect((await push(cbc.pushUrl, 'x')).status).toBe(422)
  const status = await new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/cap+xml',
      'content-length': String(9 * 1024 * 1024),
      authorization: 'Bearer token-of-the-service',
    }
    const sent = request(cbc.pushUrl, { method: 'POST', headers }, (got) => resolve(got.statusCode))
    sent.on('error', reject)
    sent.flushHeaders()
  })
  expect(status).toBe(413)
})

test('GET /state stands beside the push address behind its token, and on the control port', async () => {
  const cbc = await start({ controlPort: 0 })
  const beside = cbc.pushUrl.replace('/cap', '/state')
  expect((await fetch(beside)).status).toBe(401)
  const headers = { authorization: 'Bearer token-of-the-service' }
  const state = await (await fetch(beside, { headers })).json()
  const listening = cbc.events.find((each) => each.event === 'listening')
  expect(await (await fetch(listening?.control ?? '')).json()).toEqual(state)
  expect(state).toMatchObject({ cbc: 'TSEL', held: [], refused: [], log: [] })
})

test('script answer-lost keeps the order, loses the answer, and answers the repeat', async () => {
  const cbc = await start({ script: { kind: 'answer-lost', times: 1 } })
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  await expect(push(cbc.pushUrl, xml)).rejects.toThrow(/fetch failed/)
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(await answerOf(await push(cbc.pushUrl, xml))).toMatchObject({ stage: 'received' })
  expect(cbc.cbc.state().log).toHaveLength(1)
})

test('script no-answer keeps and airs the order and never says a word', async () => {
  const cbc = await start({ script: { kind: 'no-answer' } })
  const answered = push(cbc.pushUrl, keys.sign(makeAlert({ identifier: ID(1) }))).then(
    () => 'answered',
    () => 'broken off',
  )
  await until('it is on air', () => held(cbc, ID(1))?.state === 'broadcasting')
  expect(service.receipts).toEqual([])
  await running.pop()?.cbc.stop()
  expect(await answered).toBe('broken off')
})

test('script refuse rejects with its reason', async () => {
  const cbc = await start({ script: { kind: 'refuse', reason: 'No capacity' } })
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  const answer = await answerOf(await push(cbc.pushUrl, xml))
  expect(answer).toEqual({ identifier: ID(1), stage: 'rejected', reason: 'No capacity' })
  expect(await answerOf(await push(cbc.pushUrl, xml))).toEqual(answer)
})

test('script slow answers late', async () => {
  const cbc = await start({ script: { kind: 'slow', ms: 400 } })
  const startedMs = nowMs()
  await answerOf(await push(cbc.pushUrl, keys.sign(makeAlert({ identifier: ID(1) }))))
  expect(nowMs() - startedMs).toBeGreaterThanOrEqual(390)
})

test('script unreachable-for refuses connections at first, and then takes them', async () => {
  const script = { kind: 'unreachable-for', seconds: 1 } as const
  const cbc = await startCbc({ url: service.url, rootPem: keys.rootPem, link: 'push', script })
  running.push(cbc)
  const xml = keys.sign(makeAlert({ identifier: ID(1) }))
  await expect(push(cbc.pushUrl, xml)).rejects.toThrow(/fetch failed/)
  await until('the trust list is in force', () => cbc.cbc.state().trust !== null)
  expect((await answerOf(await push(cbc.pushUrl, xml))).stage).toBe('received')
})
