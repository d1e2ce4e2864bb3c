import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/error.ts'
import {
  chooseIdentifier,
  civicIdentifier,
  cmasOf,
  describeIdentifier,
  isEmergencyClass,
  KINDS,
  LEVELS,
  mayUse,
  secondLanguageOf,
  type ChoiceFacts,
} from '../../../src/domain/cb/message-identifier.ts'

const FACTS: ChoiceFacts = {
  kind: 'warning',
  category: ['Met'],
  severity: 'Severe',
  urgency: 'Expected',
  certainty: 'Likely',
  level: null,
  raisedTo: null,
  civicIdentifier: null,
}
const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']
const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown']
const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown']

function choose(severity: string, urgency: string, certainty: string): string {
  const choice = chooseIdentifier({ ...FACTS, severity, urgency, certainty })
  return 'identifier' in choice ? String(choice.identifier) : choice.none
}

// Rows of 3GPP TS 23.041 §9.4.1.2.2: 0x1113 to 0x111A.
test('chooseIdentifier() gives the rows of the standard and nothing else', () => {
  const given = SEVERITIES.flatMap((severity) =>
    URGENCIES.flatMap((urgency) =>
      CERTAINTIES.map((certainty) => [
        choose(severity, urgency, certainty),
        `${severity} ${urgency} ${certainty}`,
      ]),
    ),
  )
  expect(given.length).toBe(125)
  expect(given.filter(([choice]) => choice !== 'policy-no-identifier')).toEqual([
    ['4371', 'Extreme Immediate Observed'],
    ['4372', 'Extreme Immediate Likely'],
    ['4373', 'Extreme Expected Observed'],
    ['4374', 'Extreme Expected Likely'],
    ['4375', 'Severe Immediate Observed'],
    ['4376', 'Severe Immediate Likely'],
    ['4377', 'Severe Expected Observed'],
    ['4378', 'Severe Expected Likely'],
  ])
})

const EXTREME = { severity: 'Extreme', urgency: 'Immediate', certainty: 'Observed' }
const HEALTH = { ...EXTREME, category: ['Health'] }

test.for<[string, Partial<ChoiceFacts>, number | string]>([
  ['Awas and Extreme', { ...EXTREME, level: 'awas' }, 4370],
  [
    'Awas and Extreme, Expected and Possible',
    { severity: 'Extreme', urgency: 'Expected', certainty: 'Possible', level: 'awas' },
    4370,
  ],
  [
    'Awas and Extreme, but over',
    { ...EXTREME, urgency: 'Past', level: 'awas' },
    'policy-no-identifier',
  ],
  [
    'Awas, but Severe',
    { severity: 'Severe', urgency: 'Immediate', certainty: 'Likely', level: 'awas' },
    4376,
  ],
  ['Siaga and Extreme', { ...EXTREME, level: 'siaga' }, 4371],
  ['a declared health emergency', HEALTH, 4370],
  ['a health emergency, Likely', { ...HEALTH, certainty: 'Likely' }, 4370],
  ['a health emergency, Expected', { ...HEALTH, urgency: 'Expected' }, 4373],
  ['a health warning with a level', { ...HEALTH, level: 'siaga' }, 4371],
  ['an Extreme event without a level', { ...EXTREME, category: ['Geo'] }, 4371],
  ['Moderate', { severity: 'Moderate' }, 'policy-no-identifier'],
  ['Moderate, raised to must-see', { severity: 'Moderate', raisedTo: 4370 }, 4370],
  ['Moderate, raised to child abduction', { severity: 'Moderate', raisedTo: 4379 }, 4379],
  ['Extreme, "raised" to less', { ...EXTREME, raisedTo: 4378 }, 4371],
  ['raised to a test', { raisedTo: 4380 }, 'policy-kind-identifier'],
  ['raised to ETWS', { raisedTo: 4353 }, 'policy-kind-identifier'],
  ['raised to no number', { raisedTo: Number.NaN }, 'policy-kind-identifier'],
  ['a word CAP does not have', { severity: 'extreme' }, 'policy-no-identifier'],
  ['a public test', { kind: 'public-test' }, 4370],
  ['a public test at 4371', { kind: 'public-test', raisedTo: 4371 }, 4371],
  ['a public test at 4372', { kind: 'public-test', raisedTo: 4372 }, 'policy-kind-identifier'],
  ['a public test at 4383', { kind: 'public-test', raisedTo: 4383 }, 'policy-kind-identifier'],
  ['an exercise at 4394', { kind: 'exercise', raisedTo: 4394 }, 'policy-kind-identifier'],
  ['an exercise', { kind: 'exercise', ...EXTREME, level: 'awas' }, 4381],
  ['an exercise, raised', { kind: 'exercise', raisedTo: 4370 }, 'policy-kind-identifier'],
  ['a test', { kind: 'test' }, 4380],
  ['a civic message', { kind: 'civic', ...HEALTH }, 'policy-civic-identifier'],
  ['a civic message, raised to 4370', { kind: 'civic', raisedTo: 4370 }, 'policy-kind-identifier'],
  ['a civic message with an identifier', { kind: 'civic', civicIdentifier: 50 }, 50],
  [
    'a civic message, raised',
    { kind: 'civic', civicIdentifier: 50, raisedTo: 4370 },
    'policy-kind-identifier',
  ],
  [
    'a civic identifier of the emergency class',
    { kind: 'civic', civicIdentifier: 4370 },
    'policy-kind-identifier',
  ],
])('chooseIdentifier(): %s', ([, facts, wanted]) => {
  expect(chooseIdentifier({ ...FACTS, ...facts })).toEqual(
    typeof wanted === 'number' ? { identifier: wanted } : { none: wanted },
  )
})

const anyNumber = fc.oneof(
  fc.integer({ min: 4340, max: 4420 }),
  fc.integer({ min: 0, max: 0xffff }),
  fc.double(),
)
const anyFacts: fc.Arbitrary<ChoiceFacts> = fc.record({
  kind: fc.constantFrom(...KINDS),
  category: fc.array(fc.constantFrom('Health', 'Geo', 'Met', 'Other')),
  severity: fc.constantFrom(...SEVERITIES),
  urgency: fc.constantFrom(...URGENCIES),
  certainty: fc.constantFrom(...CERTAINTIES),
  level: fc.constantFrom(...LEVELS, null),
  raisedTo: fc.option(anyNumber),
  civicIdentifier: fc.option(anyNumber),
})

test('civic messages, exercises and tests never reach an identifier of the emergency class', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const choice = chooseIdentifier(facts)
      if (!('identifier' in choice)) return
      const { kind } = facts
      const second = secondLanguageOf(choice.identifier)
      const isHarmless = kind === 'civic' || kind === 'exercise' || kind === 'test'
      if (isHarmless) expect(isEmergencyClass(choice.identifier)).toBe(false)
      if (isHarmless && second !== null) expect(isEmergencyClass(second)).toBe(false)
      if (!isHarmless) expect(isEmergencyClass(choice.identifier)).toBe(true)
      expect(mayUse(kind, choice.identifier, facts.civicIdentifier)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('mayUse() keeps the emergency class from those kinds for every identifier', () => {
  let warnings = 0
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    if (mayUse('warning', identifier, null)) warnings += 1
    if (!isEmergencyClass(identifier)) continue
    for (const kind of ['civic', 'exercise', 'test'] as const) {
      if (mayUse(kind, identifier, identifier)) expect.fail(`${kind} ${identifier}`)
    }
  }
  // 4370..4379 and their second language, and five of ETWS.
  expect(warnings).toBe(25)
})

test('isEmergencyClass() is 4352..4379 and 4383..4392', () => {
  const inside = Array.from({ length: 0x10000 }, (_, id) => id).filter(isEmergencyClass)
  expect([inside.length, inside.at(0), inside.at(-1)]).toEqual([38, 4352, 4392])
  expect(inside).not.toContain(4381)
})

test('civicIdentifier() refuses the whole range of public warning', () => {
  for (let identifier = 4352; identifier <= 6399; identifier++) {
    expect(() => civicIdentifier(identifier)).toThrow(Refusal)
  }
  for (const identifier of [-1, 0x10000, 50.5, Number.NaN]) {
    expect(() => civicIdentifier(identifier)).toThrow(Refusal)
  }
  expect([50, 4351, 6400].map(civicIdentifier)).toEqual([50, 4351, 6400])
})

test('secondLanguageOf() adds 13 from 4370 to 4382, 1 at 4396 and 4398, and nothing else', () => {
  const pairs = Array.from({ length: 0x10000 }, (_, id) => [id, secondLanguageOf(id)] as const)
  const seconds = pairs.filter(([, second]) => second !== null)
  const wanted = Array.from({ length: 13 }, (_, index) => [4370 + index, 4383 + index])
  expect(seconds).toEqual([...wanted, [4396, 4397], [4398, 4399]])
  expect([Number.NaN, 4370.5, -1, 0x10000].map(secondLanguageOf)).toEqual([null, null, null, null])
})

test('describeIdentifier() pairs each second language with its first, and nothing else', () => {
  let seconds = 0
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    const { language, secondLanguage, cmas } = describeIdentifier(identifier)
    expect(secondLanguage !== null).toBe(language === 'first')
    if (secondLanguage === null) continue
    seconds += 1
    const second = describeIdentifier(secondLanguage)
    expect([second.language, second.cmas, second.secondLanguage]).toEqual(['second', cmas, null])
  }
  expect(seconds).toBe(15)
})

test('describeIdentifier() tells the ranges of phones and operators apart', () => {
  const inside = { emergency: [] as number[], warning: [] as number[], operator: [] as number[] }
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    const facts = describeIdentifier(identifier)
    if (facts.isEmergencyClass) inside.emergency.push(identifier)
    if (facts.isPublicWarning) inside.warning.push(identifier)
    if (facts.isOperatorSpecific) inside.operator.push(identifier)
  }
  const spans = Object.values(inside).map((each) => [each.at(0), each.at(-1), each.length])
  expect(spans).toEqual([
    [4352, 4392, 38],
    [4352, 6399, 2048],
    [40_960, 45_055, 4096],
  ])
})

test('describeIdentifier() refuses what is no identifier', () => {
  for (const identifier of [-1, 0x10000, 4370.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => describeIdentifier(identifier)).toThrow(RangeError)
    expect(() => cmasOf(identifier)).toThrow(RangeError)
  }
})

// Android's numbers, from its SmsCbCmasInfo and the tests of its cell broadcast module.
test.for<[number, readonly [number, number, number, number]]>([
  [4370, [0, -1, -1, -1]],
  [4371, [1, 0, 0, 0]],
  [4372, [1, 0, 0, 1]],
  [4373, [2, 0, 1, 0]],
  [4374, [2, 0, 1, 1]],
  [4375, [2, 1, 0, 0]],
  [4376, [2, 1, 0, 1]],
  [4377, [2, 1, 1, 0]],
  [4378, [2, 1, 1, 1]],
  [4379, [3, -1, -1, -1]],
  [4380, [4, -1, -1, -1]],
  [4381, [5, -1, -1, -1]],
  [4382, [6, -1, -1, -1]],
  [4396, [-1, -1, -1, -1]],
  [4398, [-1, -1, -1, -1]],
])('cmasOf() classes %i and its second language', ([identifier, numbers]) => {
  const [cmasClass, severity, urgency, certainty] = numbers
  const wanted = { class: cmasClass, severity, urgency, certainty }
  expect(cmasOf(identifier)).toEqual(wanted)
  expect(cmasOf(secondLanguageOf(identifier)!)).toEqual(wanted)
})

test('cmasOf() knows nothing outside 4370..4399', () => {
  const known = Array.from({ length: 0x10000 }, (_, id) => id).filter((id) => cmasOf(id) !== null)
  expect([known.at(0), known.at(-1), known.length]).toEqual([4370, 4399, 30])
})
