import { expect, test } from 'vitest'
import { draftFromCap } from '../../src/desk/draft-from-cap.ts'
import { AUTHOR } from '../make.ts'
import { openRig } from '../http/rig.ts'

interface Info {
  readonly language?: string
  readonly severity?: string
  readonly category?: string
}

function infoOf({ language, severity = 'Severe', category = 'Met' }: Info): string {
  return `<info>${language === undefined ? '' : `<language>${language}</language>`}<category>${category}</category><event>Hujan</event><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Observed</certainty><expires>2026-11-25T13:00:00+07:00</expires><description>Hujan lebat</description><area><areaDesc>Bogor</areaDesc><polygon>-6,106 -6,107 -7,107 -6,106</polygon></area></info>`
}

function capOf(...infos: readonly Info[]): Uint8Array {
  return Buffer.from(
    `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>x</identifier><sender>a@b.example</sender><sent>2026-11-25T11:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${infos.map(infoOf).join('')}</alert>`,
  )
}

const SEVERAL: readonly [what: string, infos: readonly Info[]][] = [
  ['two events in one language', [{ language: 'id-ID' }, { language: 'id' }]],
  ['two events without a language', [{}, {}]],
  ['a severity for each language', [{ language: 'id' }, { language: 'en', severity: 'Minor' }]],
  ['a category for each language', [{ language: 'id' }, { language: 'en', category: 'Geo' }]],
]

test.for(SEVERAL)('draftFromCap() drafts nothing of %s', async ([, infos], { expect: own }) => {
  const { desk } = await openRig()
  const drafting = draftFromCap(desk, capOf(...infos), AUTHOR)
  await own(drafting).rejects.toMatchObject({ code: 'CAP_INVALID' })
})

test('draftFromCap() drafts one event in two languages, Indonesian first', async () => {
  const { desk } = await openRig()
  const { alertId } = await draftFromCap(desk, capOf({}, { language: 'id-ID' }), AUTHOR)
  const { content } = (await desk.store.loadMessage(`${alertId}.1`))!
  expect(content.texts.map(({ language }) => language)).toEqual(['id-ID', 'en-US'])
  expect(content).toMatchObject({ severity: 'Severe', areaName: 'Bogor' })
})
