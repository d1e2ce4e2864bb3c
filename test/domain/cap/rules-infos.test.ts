import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CapAlert, CapInfo } from '../../../src/domain/cap/model.ts'
import { CAP_RULES, type CapRule } from '../../../src/domain/cap/rules.ts'
import { INFO_RULES } from '../../../src/domain/cap/rules-infos.ts'
import { CAP_INFO_WORDS } from '../../../src/domain/words/cap-infos.ts'
import { NOW_MS, reference, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const CHECK = { nowMs: NOW_MS, live: true }

function find({ check }: CapRule, alert: CapAlert) {
  return typeof check === 'string' ? [] : [...check(alert, CHECK)]
}

test('its rows stand in the table', () => {
  for (const row of INFO_RULES) expect(CAP_RULES).toContain(row)
})

test('every row has its own function and every id its row', () => {
  expect(new Set(INFO_RULES.map(({ check }) => check)).size).toBe(INFO_RULES.length)
  const said = new Set(Object.keys(CAP_INFO_WORDS).map((key) => key.slice(0, 3)))
  expect(INFO_RULES.map(({ id }) => id)).toEqual([...said].toSorted())
})

const ADVISED = ['senderName', 'headline', 'description', 'instruction', 'web', 'contact'] as const

const update = (change: Parameters<typeof withInfo>[0]) => ({
  ...withInfo(change),
  msgType: 'Update' as const,
  references: [reference()],
})

/** All that is advised; tests take one thing away. */
const advised = (change: Partial<CapInfo> = {}) =>
  withInfo({
    description: 'Gelombang tiba dalam sepuluh menit.',
    instruction: 'Naik ke tempat tinggi.',
    contact: '112',
    ...change,
  })

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2.2, rule table.
const CASES: readonly Case[] = [
  [
    'I01-info-missing',
    sampleAlert({ infos: [] }),
    sampleAlert({ infos: [], msgType: 'Ack', references: [reference()] }),
  ],
  [
    'I01-info-missing',
    sampleAlert({ infos: [], status: 'Test' }),
    sampleAlert({ infos: [], status: 'System' }),
  ],
  ...ADVISED.map((element) => ['I10-advised', advised({ [element]: null }), advised()] as const),
  ['I10-advised', advised({ responseTypes: [] }), advised()],
  [
    'I10-advised',
    advised({ contact: null }),
    { ...advised({ contact: null }), msgType: 'Cancel', references: [reference()] },
  ],
  ['I11-unknown', withInfo({ urgency: 'Unknown' }), withInfo({ urgency: 'Past' })],
  ['I11-unknown', withInfo({ severity: 'Unknown' }), withInfo({ severity: 'Minor' })],
  ['I11-unknown', withInfo({ certainty: 'Unknown' }), withInfo({ certainty: 'Unlikely' })],
  ['I11-past', withInfo({ urgency: 'Past' }), update({ urgency: 'Past' })],
  [
    'I11-all-clear',
    withInfo({ responseTypes: ['Monitor', 'AllClear'] }),
    update({ responseTypes: ['Monitor', 'AllClear'] }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('I10 lists what an info lacks in one finding', () => {
  const alert = advised({ instruction: null, web: null, responseTypes: [] })
  const found = INFO_RULES.flatMap((rule) => find(rule, alert))
  expect(found).toEqual([
    {
      level: 'info',
      rule: 'I10-advised',
      path: '/alert[1]/info[1]',
      params: { elements: 'instruction, web, responseType' },
    },
  ])
})

test('I11 points at the AllClear, not at the response before it', () => {
  const alert = withInfo({ responseTypes: ['Monitor', 'AllClear'] })
  const found = INFO_RULES.flatMap((rule) => find(rule, alert))
  expect(found.find(({ rule }) => rule === 'I11-all-clear')?.path).toBe(
    '/alert[1]/info[1]/responseType[2]',
  )
})

// Pieces of which hostile texts are made, and of which long runs cost the most.
const PIECES = [
  ['<', '&', '<a ', '<br', '&#1', '&amp;', ' ', '\t \u00a0', '\n', '-', '@', '[', 'a.', '.'],
  ['http://', 'http://a@', 'www.', 'bit.ly/', 'xn--.', 'javascript:', 'data:a', 'file:'],
  ['\u0301', 'é', 'Ã', 'Ð°', '\u200d', '\u200b', '\u202e', '雨', '😀', '\ufffd', '\ue000'],
  ['0809 1 ', '+62 ', '1 900 ', 'yang ', 'the ', 'ветер '],
].flat()
const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 12 })
const joined = text.map((parts) => parts.join(''))
const value = fc.record({ valueName: joined, value: joined })
const time = fc.oneof(joined, fc.constantFrom('2026-11-25T10:00:00+07:00', '2026-11-25'))
const maybe = fc.option(joined)
const infos = fc.array(
  fc
    .record({
      language: fc.option(fc.oneof(joined, fc.constantFrom('id', 'en', 'zh-mo', 'in'))),
      event: joined,
      expires: fc.option(time),
      effective: fc.option(time),
      headline: maybe,
      description: maybe,
      instruction: maybe,
      web: maybe,
      contact: maybe,
      parameters: fc.array(value, { maxLength: 2 }),
      eventCodes: fc.array(value, { maxLength: 2 }),
      areas: fc.array(
        joined.map((areaDesc) => sampleArea({ areaDesc })),
        { maxLength: 2 },
      ),
    })
    .map(sampleInfo),
  { maxLength: 3 },
)

test('no rule throws, none leaves its levels, each says the same twice', () => {
  fc.assert(
    fc.property(infos, joined, (some, sender) => {
      const alert = sampleAlert({ infos: some, sender })
      for (const rule of INFO_RULES) {
        const found = find(rule, alert)
        expect(found.filter(({ level }) => !rule.levels.includes(level))).toEqual([])
        expect(found.filter((each) => !each.rule.startsWith(`${rule.id}-`))).toEqual([])
        expect(find(rule, alert)).toEqual(found)
      }
    }),
    { numRuns: 300 },
  )
})

test('who follows a mend does not meet the same finding again', () => {
  let followed = 0
  fc.assert(
    fc.property(infos, (some) => {
      const [first] = some
      if (first === undefined) return
      for (const rule of INFO_RULES) {
        for (const { rule: slug, path, mend } of find(rule, sampleAlert({ infos: [first] }))) {
          const element = /^\/alert\[1\]\/info\[1\]\/(\w+)\[1\]$/.exec(path)?.[1]
          if (mend === undefined || element === undefined) continue
          const mended = sampleAlert({ infos: [{ ...first, [element]: mend }] })
          const again = find(rule, mended).filter((each) => each.path === path)
          expect(again.map((each) => each.rule)).not.toContain(slug)
          followed += 1
        }
      }
    }),
    { numRuns: 2_000 },
  )
  expect(followed).toBeGreaterThan(100)
})

// A megabyte of a run takes tens of milliseconds; where the time grows with the square it takes
// minutes. The bound lies between, far from both, for the sake of a busy machine.
test.for(PIECES)('a megabyte of %j takes time in proportion', (piece) => {
  const run = piece.repeat(Math.ceil(1_000_000 / piece.length))
  const alert = sampleAlert({
    sender: run,
    infos: [
      sampleInfo({ language: run, web: run, contact: run }),
      sampleInfo({ headline: run, description: `${run}x`, areas: [sampleArea({ areaDesc: run })] }),
    ],
  })
  const startMs = performance.now()
  for (const rule of INFO_RULES) find(rule, alert)
  expect(performance.now() - startMs).toBeLessThan(4_000)
})
