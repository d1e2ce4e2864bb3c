import { expect, test } from 'vitest'
import { CbcsJson } from '../../src/formats/json/params.ts'
import { contentToJson } from '../../src/formats/json/content.ts'
import { AlertJson, AlertListJson, CheckJson, ProblemJson } from '../../src/formats/json/views.ts'
import { ask, connect, openAccount, openRig, openStaff, publish, testContent } from './rig.ts'

const LONG = {
  language: 'id-ID',
  event: 'Uji',
  headline: 'Uji coba',
  body: `Uji\t${'x'.repeat(1_395)}`,
}

test('what staff are given is what the schema says, and nothing beside it', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await connect(rig, 'XL', 'token-of-xl-0123456', 'prefix')
  await publish(rig)
  const app = openStaff(rig)
  const as = await openAccount(rig, 'sari', ['author'])
  const content = contentToJson(testContent({ texts: [LONG] }))
  const answers = [
    [AlertJson, { url: '/api/v1/alerts/1' }],
    [AlertListJson, { url: '/api/v1/alerts' }],
    [CbcsJson, { url: '/api/v1/cbcs' }],
    [CheckJson, { url: '/api/v1/check', method: 'POST', json: { content } }],
  ] as const
  for (const [schema, asked] of answers) {
    const answer = await ask(app, { as, ...asked })
    expect([asked.url, answer.statusCode]).toEqual([asked.url, 200])
    expect(schema.parse(answer.json())).toEqual(answer.json())
  }
  const { cbcs } = CbcsJson.parse((await ask(app, { as, url: '/api/v1/cbcs' })).json())
  expect(cbcs.filter(({ coding }) => coding === 'prefix').map(({ cbc }) => cbc)).toEqual(['XL'])
  const { messages } = AlertJson.parse((await ask(app, { as, url: '/api/v1/alerts/1' })).json())
  const orders = messages[0]?.orders ?? []
  const coded = orders.map(({ cbc, copies }) => [cbc, copies[0]?.dcs])
  expect(Object.fromEntries(coded)).toMatchObject({ TSEL: 0x0f, XL: 0x10 })
})

test('a check tells in both languages what to put right, and where', async () => {
  const rig = await openRig()
  await connect(rig, 'XL', 'token-of-xl-0123456', 'prefix')
  const app = openStaff(rig)
  const as = await openAccount(rig, 'sari', ['author'])
  const check = async (body: string) => {
    const content = contentToJson(testContent({ texts: [{ ...LONG, body }] }))
    const answer = await ask(app, { as, method: 'POST', url: '/api/v1/check', json: { content } })
    return CheckJson.parse(answer.json()).findings
  }
  const tab = (await check('Uji\tcoba')).find(({ rule }) => rule === 'text-control')
  expect(tab).toMatchObject({ path: '/texts/0/body', level: 'error' })
  expect(tab?.message.id).toContain('tab U+0009 di posisi 4')
  expect(tab?.message.en).toContain('tab U+0009 at position 4')
  const prefixed = (await check('x'.repeat(1_351))).map(({ rule }) => rule)
  expect(prefixed).toContain('text-prefix-too-long')
  expect((await check('x'.repeat(1_350))).map(({ level }) => level)).not.toContain('error')
})

test('a refused input says in plain Indonesian what is wrong', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const as = await openAccount(rig, 'sari', ['author'])
  const content = { ...contentToJson(testContent()), repetitionSeconds: 6_000 }
  const answer = await ask(app, { as, method: 'POST', url: '/api/v1/check', json: { content } })
  const problem = ProblemJson.parse(answer.json())
  expect(problem).toMatchObject({ code: 'INPUT_INVALID', status: 400 })
  expect(problem.detailId).toBe(
    'Perbaiki masukan di body/content/repetitionSeconds: paling besar 4095',
  )
})
