import { expect, test } from 'vitest'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { submitUse } from '../../src/desk/message-steps.ts'
import type { Content } from '../../src/domain/message.ts'
import {
  ask,
  AUTHOR,
  connect,
  DRAFT,
  openAccount,
  openRig,
  openStaff,
  publish,
  testContent,
} from '../http/rig.ts'

/** Word processors leave them in what is pasted; no XML document can hold one. */
const STRANGE = 'Garis\u000bbaru'
const [TEXT] = testContent().texts

const PLACES: readonly [path: string, part: Partial<Content>][] = [
  ['/texts/0/event', { texts: [{ ...TEXT!, event: STRANGE }] }],
  ['/texts/0/headline', { texts: [{ ...TEXT!, headline: STRANGE }] }],
  ['/texts/0/body', { texts: [{ ...TEXT!, body: STRANGE }] }],
  ['/areaName', { areaName: STRANGE }],
  ['/requestedBy', { requestedBy: STRANGE }],
  ['/eventCode', { eventCode: STRANGE }],
]

test.for(PLACES)(
  'submitUse() refuses at %s what no document can carry',
  async ([path, part], { expect: own }) => {
    const { desk } = await openRig()
    const draft = { content: testContent(part), origin: { from: 'api' } } as const
    const id = await draftAlertUse(desk, draft, AUTHOR)
    const refusal = await submitUse(desk, `${id}.1`, { version: 1 }, AUTHOR).catch(
      (error: unknown) => error,
    )
    own(refusal).toMatchObject({ code: 'CONTENT_REFUSED' })
    own((refusal as Error).cause).toContainEqual({
      level: 'error',
      rule: 'text-control',
      path,
      params: { character: 'U+000B', position: 6 },
    })
  },
)

test('a reason that no document or log can carry is refused as input', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const author = await openAccount(rig, 'Siti', ['author'])
  const id = await publish(rig)
  const url = `/api/v1/messages/${id}.1/cancel`
  const version = (await rig.desk.store.loadMessage(`${id}.1`))?.version
  for (const reason of [STRANGE, 'salah\u0000kirim', 'salah \ufffe kirim', 'salah \ud800 kirim']) {
    const json = { version, reason }
    const answer = await ask(app, { as: author, method: 'POST', url, json })
    expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID' })
  }
  const json = { version, reason: 'salah <kirim> & "batal"\n😀' }
  const answer = await ask(app, { as: author, method: 'POST', url, json })
  expect(answer.statusCode).toBe(200)
})

test('half a character in a draft is refused as input', async () => {
  const rig = await openRig()
  const app = openStaff(rig)
  const author = await openAccount(rig, 'Siti', ['author'])
  const json = { content: { ...DRAFT.content, legalBasis: 'Keppres \ud83d' } }
  const answer = await ask(app, { as: author, method: 'POST', url: '/api/v1/alerts', json })
  expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID' })
})
