import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkContent } from '../../src/desk/check-content.ts'
import { draftAlertUse } from '../../src/desk/draft-alert.ts'
import { approveUse, changeUse, submitUse } from '../../src/desk/message-steps.ts'
import { releaseUse } from '../../src/desk/release.ts'
import { civicIdentifier } from '../../src/domain/cb/choose-identifier.ts'
import { isEmergencyClass, type Kind } from '../../src/domain/cb/message-identifier.ts'
import type { Content } from '../../src/domain/message.ts'
import { AUTHOR, connect, openRig, type Rig, testContent } from '../http/rig.ts'

const APPROVER = { id: 'P-APPROVER', roles: ['approver'] } as const
const ORIGIN = { from: 'api' } as const

/** A desk whose settings let civic messages be broadcast. */
async function openCivic(): Promise<Rig> {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const settings = { ...rig.desk.settings, civicIdentifier: civicIdentifier(50) }
  return { ...rig, desk: { ...rig.desk, settings } }
}

function contentOf(kind: Kind, part: Partial<Content> = {}): Content {
  return testContent({ kind, ...part })
}

async function submitted({ desk }: Rig, content: Content): Promise<string> {
  const id = `${await draftAlertUse(desk, { content, origin: ORIGIN }, AUTHOR)}.1`
  const draft = await desk.store.loadMessage(id)
  await submitUse(desk, id, { version: draft!.version }, AUTHOR)
  return id
}

async function approve({ desk }: Rig, id: string): Promise<void> {
  const { version, contentHash } = (await desk.store.loadMessage(id))!
  await approveUse(desk, id, { version, contentHash: contentHash! }, APPROVER)
}

/** What somebody does who can write the database but not the program. */
function tamper({ folder }: Rig, sql: string): void {
  const database = new Database(join(folder, 'kentongan.db'))
  expect(database.prepare(sql).run().changes).toBe(1)
  database.close()
}

async function releasedOf({ desk }: Rig, id: string) {
  const orders = await desk.store.loadOrdersOfMessage(id)
  const documents = await desk.store.loadThreadDocuments(id.slice(0, -2))
  return { orders, documents }
}

const OWN = { civic: 50, exercise: 4381, test: 4380 } as const

test.for(['civic', 'exercise', 'test'] as const)(
  'a plan of kind %s with an identifier of the emergency class in the store is never signed',
  async (kind) => {
    const rig = await openCivic()
    for (const identifier of [4352, 4356, 4370, 4371, 4379, 4383, 4392]) {
      const id = await submitted(rig, contentOf(kind))
      const own = `"messageIdentifier":${OWN[kind]}`
      const forged = `"messageIdentifier":${identifier}`
      tamper(
        rig,
        `UPDATE message SET plan = replace(plan, '${own}', '${forged}') WHERE id = '${id}'`,
      )
      const plan = (await rig.desk.store.loadMessage(id))!.plan!
      expect(plan.copies.map((copy) => copy.messageIdentifier)).toEqual([identifier])
      await approve(rig, id)
      await expect(releaseUse(rig.desk, id)).rejects.toThrow(RangeError)
      expect(await releasedOf(rig, id)).toEqual({ orders: [], documents: [] })
    }
  },
)

test('a kind that was turned into another in the store is never signed', async () => {
  const rig = await openCivic()
  for (const kind of ['civic', 'exercise', 'test'] as const) {
    const id = await submitted(rig, contentOf(kind))
    const [own, forged] = [`"messageIdentifier":${OWN[kind]}`, '"messageIdentifier":4370']
    tamper(
      rig,
      `UPDATE message SET content = replace(content, '"kind":"${kind}"', '"kind":"warning"'),
         plan = replace(plan, '${own}', '${forged}') WHERE id = '${id}'`,
    )
    expect((await rig.desk.store.loadMessage(id))!.content.kind).toBe('warning')
    await approve(rig, id)
    await expect(releaseUse(rig.desk, id)).rejects.toThrow(`kind must be "${kind}"`)
    expect(await releasedOf(rig, id)).toEqual({ orders: [], documents: [] })
  }
})

test('the same messages go out at their own identifiers where nobody touches them', async () => {
  const rig = await openCivic()
  for (const kind of ['civic', 'exercise', 'test'] as const) {
    const id = await submitted(rig, contentOf(kind))
    await approve(rig, id)
    const { orders, documents } = await releasedOf(rig, id)
    const carried = orders.flatMap(({ copies }) => copies.map((copy) => copy.messageIdentifier))
    expect(new Set(carried)).toEqual(new Set([OWN[kind]]))
    expect(documents.length).toBe(orders.length + 1)
  }
})

test('nothing that a draft says brings a silent kind to an identifier that wakes phones', async () => {
  const rig = await openCivic()
  const grave = { category: ['Health', 'Geo'], severity: 'Extreme', level: 'awas' } as const
  const now = { urgency: 'Immediate', certainty: 'Observed' } as const
  let planned = 0
  for (const kind of ['civic', 'exercise', 'test'] as const) {
    for (const to of [null, 4370, 4371, 4383, 4353, OWN[kind]]) {
      const raised = to === null ? null : { to, reason: 'agar semua melihat' }
      const content = contentOf(kind, { ...grave, ...now, raised })
      const { plan } = await checkContent(rig.desk, content)
      const identifiers = plan?.copies.map((copy) => copy.messageIdentifier) ?? []
      planned += identifiers.length
      expect(identifiers.filter(isEmergencyClass)).toEqual([])
    }
  }
  // Not raised, and raised to its own.
  expect(planned).toBe(3 * 2)
})

test('changeUse() lets no kind become another', async () => {
  const { desk } = await openCivic()
  const content = contentOf('exercise')
  const id = `${await draftAlertUse(desk, { content, origin: ORIGIN }, AUTHOR)}.1`
  for (const kind of ['warning', 'civic', 'public-test', 'test'] as const) {
    const input = { content: contentOf(kind), version: 1 }
    await expect(changeUse(desk, id, input, AUTHOR)).rejects.toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    )
  }
  expect((await desk.store.loadMessage(id))!.content.kind).toBe('exercise')
})
