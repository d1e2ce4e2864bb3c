import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkProfile,
  formatCellList,
  formatCmam,
  formatCopyParameters,
  formatDelivery,
  formatNetworkNameParameters,
  formatSmsParameters,
  parseCellList,
  parseCopyParameters,
  parseDelivery,
  parseSmsParameters,
  PROFILE_CODE,
  PROFILE_PREFIX,
  profileValue,
  type ProfileCopy,
} from '../../../src/domain/cap/profile.ts'
import { RATS } from '../../../src/domain/area/inventory.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import { sampleAlert, sampleArea, sampleInfo, unchecked } from './sample.ts'

const COPY: ProfileCopy = {
  messageIdentifier: 4370,
  serial: 0x4010,
  dcs: 0x0f,
  repetitionSeconds: 30,
  broadcasts: 240,
  repetition: [],
  text: 'Gempa. Menjauh dari pantai.',
  pages: [{ octets: new Uint8Array(82).fill(0xd1), useful: 24 }],
}
/** The same with the pages of its text. */
const READY: ProfileCopy = { ...COPY, pages: encodeText(COPY.text).pages }

const copies: fc.Arbitrary<ProfileCopy> = fc.record({
  messageIdentifier: fc.integer({ min: 0, max: 0xffff }),
  serial: fc.integer({ min: 0, max: 0xffff }),
  dcs: fc.integer({ min: 0, max: 0xff }),
  repetitionSeconds: fc.integer({ min: 1, max: 131_071 }),
  broadcasts: fc.integer({ min: 1, max: 0xffff }),
  repetition: fc.uniqueArray(
    fc.record({
      rat: fc.constantFrom(...RATS),
      seconds: fc.integer({ min: 1, max: 131_071 }),
      broadcasts: fc.integer({ min: 1, max: 0xffff }),
    }),
    { selector: ({ rat }) => rat },
  ),
  text: fc.string({ unit: 'grapheme', maxLength: 400 }),
  pages: fc.array(
    fc.record({
      octets: fc.uint8Array({ minLength: 82, maxLength: 82 }),
      useful: fc.integer({ min: 1, max: 82 }),
    }),
    { minLength: 1, maxLength: 15 },
  ),
})

test('parseCopyParameters() undoes formatCopyParameters() for every copy', () => {
  fc.assert(
    fc.property(copies, (copy) => {
      expect(parseCopyParameters(formatCopyParameters(unchecked(copy)))).toEqual({
        copy,
        findings: [],
      })
    }),
  )
})

test('formatCopyParameters() writes the notation of the profile', () => {
  const written = formatCopyParameters(unchecked(COPY)).map(({ valueName, value }) => [
    valueName,
    value,
  ])
  expect(written.slice(0, 5)).toEqual([
    ['layer:ID-CB:1.0:MessageIdentifier', '4370'],
    ['layer:ID-CB:1.0:SerialNumber', '4010'],
    ['layer:ID-CB:1.0:DataCodingScheme', '0f'],
    ['layer:ID-CB:1.0:RepetitionPeriod', '30'],
    ['layer:ID-CB:1.0:NumberOfBroadcasts', '240'],
  ])
  expect(written[6]).toEqual(['layer:ID-CB:1.0:Page', `1:24:${'d1'.repeat(82)}`])
  expect(written.slice(7).map(([name]) => name)).toEqual(['CMAMtext', 'CMAMlongtext'])
})

test('formatCopyParameters() writes what each RAT repeats', () => {
  const repetition = [
    { rat: 'GSM', seconds: 57, broadcasts: 64 },
    { rat: 'LTE', seconds: 30, broadcasts: 120 },
  ] as const
  const written = formatCopyParameters(unchecked({ ...COPY, repetition }))
  expect(written.slice(4, 7).map(({ valueName, value }) => [valueName, value])).toEqual([
    ['layer:ID-CB:1.0:NumberOfBroadcasts', '240'],
    ['layer:ID-CB:1.0:Repetition', 'GSM:57:64'],
    ['layer:ID-CB:1.0:Repetition', 'LTE:30:120'],
  ])
})

test.for([['GSM:57:0'], ['GSM:57:64', 'GSM:58:64'], ['LTE:30']])(
  'parseCopyParameters() refuses Repetition %j',
  (values) => {
    const extra = values.map((value) => ({ valueName: `${PROFILE_PREFIX}Repetition`, value }))
    const { copy, findings } = parseCopyParameters([
      ...formatCopyParameters(unchecked(COPY)),
      ...extra,
    ])
    expect(copy).toBeNull()
    expect(findings.map(({ rule }) => rule)).toEqual(['P02-value'])
  },
)

test('formatCopyParameters() refuses what does not fit its field', () => {
  const wrong: Partial<ProfileCopy>[] = [
    { messageIdentifier: 65_536 },
    { serial: -1 },
    { dcs: 256 },
    { repetitionSeconds: 0 },
    { broadcasts: 0.5 },
    { broadcasts: 0 },
    { repetition: [{ rat: 'GSM', seconds: 57, broadcasts: 0 }] },
    { pages: [] },
    { pages: [{ octets: new Uint8Array(81), useful: 1 }] },
    { pages: [{ octets: new Uint8Array(82), useful: 0 }] },
  ]
  for (const change of wrong) {
    expect(() => formatCopyParameters(unchecked({ ...COPY, ...change }))).toThrow(RangeError)
  }
})

const change = (name: string, value: string | null) =>
  formatCopyParameters(unchecked(COPY)).flatMap((each) => {
    if (each.valueName !== PROFILE_PREFIX + name) return [each]
    return value === null ? [] : [{ ...each, value }]
  })

test.for([
  ['MessageIdentifier', '65536', 'P02-value'],
  ['MessageIdentifier', '0x1112', 'P02-value'],
  ['SerialNumber', '401', 'P02-value'],
  ['DataCodingScheme', 'zz', 'P02-value'],
  ['RepetitionPeriod', '0', 'P02-value'],
  ['NumberOfBroadcasts', '-1', 'P02-value'],
  ['Text', null, 'P01-missing'],
  ['Page', null, 'P01-missing'],
  ['Page', '1:24:d1', 'P02-value'],
  ['Page', `1:83:${'d1'.repeat(82)}`, 'P02-value'],
  ['Page', `2:24:${'d1'.repeat(82)}`, 'P04-pages'],
] as const)('parseCopyParameters() refuses %s %s by %s', ([name, value, rule]) => {
  const { copy, findings } = parseCopyParameters(change(name, value))
  expect(copy).toBeNull()
  expect(findings.map((each) => each.rule)).toEqual([rule])
})

test.for([
  ['MessageIdentifier', '65535'],
  ['SerialNumber', 'FFFF'],
  ['RepetitionPeriod', '131071'],
  ['Text', ''],
  ['Page', `1:82:${'D1'.repeat(82)}`],
] as const)('parseCopyParameters() takes %s %s', ([name, value]) => {
  expect(parseCopyParameters(change(name, value)).findings).toEqual([])
})

test('parseCopyParameters() refuses a second value and points at it', () => {
  const twice = [
    ...formatCopyParameters(unchecked(COPY)),
    ...formatCopyParameters(unchecked(COPY)).slice(0, 1),
  ]
  expect(parseCopyParameters(twice, '/alert[1]/info[2]').findings).toMatchObject([
    { rule: 'P03-twice', path: '/alert[1]/info[2]/parameter[10]' },
  ])
})

test('parseCopyParameters() gives nothing for an info without a copy', () => {
  const others = [{ valueName: 'CMAMtext', value: 'x' }, ...formatNetworkNameParameters('SIAGA')]
  expect(parseCopyParameters(others)).toEqual({ copy: null, findings: [] })
})

test('formatCmam() writes each text where it fits', () => {
  expect(formatCmam('a'.repeat(90))).toHaveLength(2)
  expect(formatCmam('a'.repeat(91)).map((each) => each.valueName)).toEqual(['CMAMlongtext'])
  expect(formatCmam('a'.repeat(360))).toHaveLength(1)
  expect(formatCmam('a'.repeat(361))).toEqual([])
})

test('delivery, SMS and network name are read as they are written', () => {
  const delivery = { channel: 'sms', cbc: 'TSEL' } as const
  expect(parseDelivery(formatDelivery(delivery))).toEqual(delivery)
  expect(parseDelivery([{ valueName: `${PROFILE_PREFIX}Channel`, value: 'fax' }])).toBeNull()
  const sms = {
    text: 'Halo',
    from: '2026-11-25T08:00:00+07:00',
    until: '2026-11-25T20:00:00+07:00',
  }
  expect(parseSmsParameters(formatSmsParameters(sms))).toEqual(sms)
  expect(parseSmsParameters([])).toBeNull()
  expect(profileValue(formatNetworkNameParameters('SIAGA'), 'NetworkName')).toBe('SIAGA')
})

test('parseCellList() undoes formatCellList()', () => {
  const list = { uri: 'https://x.invalid/cells', sizeOctets: 9, sha1: 'ab', sha256: 'cd' }
  const { resource, parameter } = formatCellList(list)
  expect(parseCellList([parameter], [resource])).toEqual(list)
  expect(parseCellList([], [resource])).toBeNull()
  expect(parseCellList([parameter], [])).toBeNull()
})

const profiled = (
  parameters = [...formatDelivery(CBC), ...formatCopyParameters(unchecked(READY))],
) => sampleAlert({ codes: [PROFILE_CODE], infos: [sampleInfo({ parameters })] })
const CBC = { channel: 'cell-broadcast', cbc: 'TSEL' } as const
const rulesOf = (alert: ReturnType<typeof sampleAlert>) => checkProfile(alert).map((f) => f.rule)

test('checkProfile() finds nothing in what the profile asks for, nor in other messages', () => {
  expect(rulesOf(profiled())).toEqual([])
  expect(rulesOf(profiled([]))).toEqual([])
  expect(rulesOf(sampleAlert({ msgType: 'Cancel' }))).toEqual([])
  expect(rulesOf(sampleAlert({ codes: [PROFILE_CODE], msgType: 'Cancel', infos: [] }))).toEqual([])
})

test('checkProfile() asks for delivery, a copy, shapes, and a Cancel without info', () => {
  expect(rulesOf(profiled(formatDelivery(CBC)))).toEqual(['P01-missing'])
  expect(rulesOf(profiled(formatDelivery(CBC).slice(1)))).toEqual(['P01-missing'])
  const fax = [{ valueName: `${PROFILE_PREFIX}Channel`, value: 'fax' }]
  expect(rulesOf(profiled(fax))).toEqual(['P01-missing', 'P02-value'])
  const bare = sampleInfo({ areas: [sampleArea({ polygons: [] })] })
  expect(rulesOf(sampleAlert({ codes: [PROFILE_CODE], infos: [bare] }))).toEqual(['P05-shape'])
  expect(rulesOf(sampleAlert({ codes: [PROFILE_CODE], msgType: 'Cancel' }))).toEqual([
    'P06-cancel-info',
  ])
})
