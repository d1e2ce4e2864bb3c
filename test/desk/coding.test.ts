import { expect, test } from 'vitest'
import { checkContent } from '../../src/desk/check-content.ts'
import type { CapAlert } from '../../src/domain/cap/model.ts'
import {
  checkProfile,
  parseCopyParameters,
  type ProfileCopy,
} from '../../src/domain/cap/profile.ts'
import { decodeMessage, encodeGsmPages } from '../../src/domain/cb/message.ts'
import { decodePages } from '../../src/domain/cb/pages.ts'
import { isClear } from '../../src/domain/finding.ts'
import type { Content, CopyText } from '../../src/domain/message.ts'
import { describeFinding } from '../../src/domain/words/words.ts'
import { readCap } from '../../src/formats/cap/read.ts'
import { copiesOfProfile } from '../../src/simulator/verify-order.ts'
import { connect, openRig, publish, type Rig, testContent } from '../http/rig.ts'

const TEXT = testContent().texts[0]!
const ENGLISH: CopyText = { ...TEXT, language: 'en-US', event: 'Test', headline: 'Monthly test' }

function contentOf(...bodies: readonly string[]): Content {
  return testContent({
    texts: bodies.map((body, at) => ({ ...[TEXT, ENGLISH][at]!, body })),
  })
}

/** TSEL wants its pages prefixed, IOH does not. */
async function openBoth(): Promise<Rig> {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234', 'prefix')
  await connect(rig, 'IOH', 'token-of-ioh-012345')
  return rig
}

/** The signed document of a CBC, as it reads it. */
async function documentOf({ desk }: Rig, id: string, cbc: string): Promise<CapAlert> {
  const order = await desk.store.loadOrder(`${id}.1-${cbc}`)
  const document = await desk.store.loadDocument(order?.identifier ?? '')
  const { alert } = readCap(Buffer.from(document?.xml ?? ''))
  if (alert === null) throw new Error(`no document for ${cbc}`)
  return alert
}

function copiesOf(alert: CapAlert): ProfileCopy[] {
  return alert.infos.map(({ parameters }) => {
    const { copy, findings } = parseCopyParameters(parameters)
    expect(findings).toEqual([])
    if (copy === null) throw new Error('an info without a copy')
    return copy
  })
}

const BODIES = [
  ['UJI COBA bulanan.', 'This is a TEST.'],
  ['UJI COBA ~dengan^ |pagar| €. '.repeat(12).trim(), 'This is a TEST. '.repeat(20).trim()],
  ['UJI COBA: ꦥꦿꦶꦁꦠꦤ꧀ 🌊 naik. '.repeat(6).trim(), 'TEST: 危险 ✓'],
] as const

test.for(BODIES)(
  'a CBC of coding prefix gets the same text on pages of its own: %s',
  async (bodies) => {
    const rig = await openBoth()
    const id = await publish(rig, contentOf(...bodies))
    const [tsel, ioh] = await Promise.all([documentOf(rig, id, 'TSEL'), documentOf(rig, id, 'IOH')])
    expect(isClear(checkProfile(tsel))).toBe(true)
    const [prefixed, untagged] = [copiesOf(tsel), copiesOf(ioh)]
    expect(prefixed.length).toBe(2)
    for (const [at, copy] of prefixed.entries()) {
      const other = untagged[at]!
      const language = ['id', 'en'][at]
      const isGsm7 = other.dcs < 0x10
      expect([copy.messageIdentifier, copy.serial, copy.text]).toEqual([
        other.messageIdentifier,
        other.serial,
        other.text,
      ])
      expect(copy.dcs).toBe(isGsm7 ? 0x10 : 0x11)
      expect(other.dcs).toBe(isGsm7 ? [0x0f, 0x01][at] : 0x48)
      expect(decodePages(copy.dcs, copy.pages)).toMatchObject({ text: bodies[at], language })
      expect(decodePages(other.dcs, other.pages)).toMatchObject({ text: bodies[at] })
      // The language stands before the text of every page, not of the first one alone.
      for (const page of copy.pages) {
        expect(decodePages(copy.dcs, [page])).toMatchObject({ language })
      }
      // As the radio carries it.
      const head = { messageIdentifier: copy.messageIdentifier, serial: copy.serial }
      const gsm = decodeMessage(encodeGsmPages({ ...head, dcs: copy.dcs, pages: copy.pages }))
      expect(gsm).toMatchObject({ ...head, text: bodies[at], language })
    }
  },
)

test('the reference CBC airs what a prefixed document has, and reads the same text', async () => {
  const rig = await openBoth()
  const id = await publish(rig, contentOf(...BODIES[1]))
  const aired = copiesOfProfile(await documentOf(rig, id, 'TSEL'))
  expect(aired).toMatchObject([
    { language: 'id-ID', dcs: 0x10, text: BODIES[1][0] },
    { language: 'en-US', dcs: 0x10, text: BODIES[1][1] },
  ])
})

test('orders say how their copies are coded', async () => {
  const rig = await openBoth()
  // 90 characters fit a prefixed page, 93 one without.
  const id = await publish(rig, contentOf('UJI COBA '.repeat(11).slice(0, 92)))
  const orders = await rig.desk.store.loadOrdersOfMessage(`${id}.1`)
  const coded = orders.map(({ cbc, copies }) => [cbc, copies[0]?.dcs, copies[0]?.pages])
  expect(coded).toEqual(
    expect.arrayContaining([
      ['TSEL', 0x10, 2],
      ['IOH', 0x0f, 1],
    ]),
  )
  const serials = new Set(orders.map(({ copies }) => copies[0]?.serial))
  expect(serials.size).toBe(1)
})

test.for([
  ['x', 1_350, 1_351],
  ['я', 600, 601],
] as const)(
  'checkContent() names the operator whose pages a text of "%s" does not fit',
  async ([letter, fits, tooLong]) => {
    const rig = await openBoth()
    const rules = async (length: number): Promise<string[]> => {
      const { findings, plan } = await checkContent(rig.desk, contentOf(letter.repeat(length)))
      const order = plan?.orders.find(({ cbc }) => cbc === 'TSEL')
      expect(order?.coding).toBe('prefix')
      const errors = findings.filter(({ level }) => level === 'error')
      for (const each of errors) {
        expect(each).toMatchObject({
          path: '/texts/0/body',
          params: { pages: 16, charactersMax: fits },
        })
        expect(describeFinding(each, 'en')).toContain('Telkomsel (TSEL)')
      }
      return errors.map(({ rule }) => rule)
    }
    expect(await rules(fits)).toEqual([])
    expect(await rules(tooLong)).toEqual(['text-prefix-too-long'])
  },
)

test('checkContent() has no prefix for a language of three letters', async () => {
  const rig = await openBoth()
  const second = { ...ENGLISH, language: 'ban', body: 'UJI COBA' }
  const content = testContent({ texts: [TEXT, second] })
  const { findings } = await checkContent(rig.desk, content)
  const errors = findings.filter(({ level }) => level === 'error')
  expect(errors).toMatchObject([
    { rule: 'text-prefix-language', path: '/texts/1/language', params: { language: 'ban' } },
  ])
})

test('checkContent() plans no prefixed pages where no CBC wants them', async () => {
  const rig = await openRig()
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  const { plan, findings } = await checkContent(rig.desk, contentOf('x'.repeat(1_395)))
  expect(isClear(findings)).toBe(true)
  expect(plan?.copies).toMatchObject([{ dcs: 0x0f, prefixed: null }])
  expect(plan?.orders.map(({ coding }) => coding)).toEqual(plan?.orders.map(() => 'untagged'))
})

test('the text of a document is what its pages show, to the character', async () => {
  const rig = await openBoth()
  const body = 'UJI COBA.\r\nNaik ke tempat tinggi, cafe\u0301.'
  const id = await publish(rig, contentOf(body))
  for (const cbc of ['TSEL', 'IOH']) {
    const [copy] = copiesOf(await documentOf(rig, id, cbc))
    expect(copy!.text).toBe('UJI COBA.\nNaik ke tempat tinggi, caf\u00e9.')
    expect(decodePages(copy!.dcs, copy!.pages)).toMatchObject({ text: copy!.text })
  }
})
