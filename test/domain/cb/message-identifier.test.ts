import { expect, test } from 'vitest'
import { WARNING_TYPES } from '../../../src/domain/cb/android-titles.ts'
import { channelOf } from '../../../src/domain/cb/handset.ts'
import { isEtwsIdentifier } from '../../../src/domain/cb/etws.ts'
import {
  cmasOf,
  describeIdentifier,
  isEmergencyClass,
  secondLanguageOf,
} from '../../../src/domain/cb/message-identifier.ts'

test('isEmergencyClass() is 4352..4379 and 4383..4392', () => {
  const inside = Array.from({ length: 0x10000 }, (_, id) => id).filter(isEmergencyClass)
  expect([inside.length, inside.at(0), inside.at(-1)]).toEqual([38, 4352, 4392])
  expect(inside).not.toContain(4381)
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
    expect(cmasOf(identifier)).toBeNull()
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

test('what phones listen to agrees with what the standard keeps each identifier for', () => {
  // 0 presidential to 6 operator's own, as Android numbers its classes.
  const classes = [
    'presidential',
    'extreme',
    'severe',
    'amber',
    'monthly-test',
    'exercise',
    'operator-defined',
  ]
  let heard = 0
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    const { group, cmas, language } = describeIdentifier(identifier)
    if (isEtwsIdentifier(identifier) !== (group === 'etws')) expect.fail(String(identifier))
    const channel = channelOf(identifier)
    if (channel === null) continue
    heard += 1
    const known =
      group === 'etws' ? `etws-${WARNING_TYPES[identifier - 4352]}` : classes[cmas!.class]
    expect([identifier, channel.class]).toEqual([identifier, known])
    expect(channel.isSecondLanguage).toBe(language === 'second')
    // Nobody sleeps through an emergency, and nobody is woken by a drill.
    const isTest = identifier === 4355 || !isEmergencyClass(identifier)
    expect(channel.switchOff === 'opt-in').toBe(isTest)
  }
  expect(heard).toBe(31)
})
