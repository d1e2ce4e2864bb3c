import { expect, test } from 'vitest'
import type { CapInfo, CapStatus } from '../../../src/domain/cap/model.ts'
import { PROFILE_PREFIX } from '../../../src/domain/cap/profile.ts'
import {
  checkClass,
  checkHandling,
  checkIdentifiers,
} from '../../../src/domain/cap/rules-identifier.ts'
import { sampleAlert, sampleInfo } from './sample.ts'

const identified = (identifier: number, change: Partial<CapInfo> = {}, status?: CapStatus) => {
  const parameters = [
    { valueName: `${PROFILE_PREFIX}MessageIdentifier`, value: String(identifier) },
  ]
  return sampleAlert({ status: status ?? 'Actual', infos: [sampleInfo({ parameters, ...change })] })
}

// 3GPP TS 23.041 §9.4.1.2.2; design §6.
test.for<[CapStatus, number, string[]]>([
  ['Actual', 4370, []],
  ['Actual', 4379, []],
  ['Actual', 4380, ['C04-silent']],
  ['Actual', 4381, ['C04-silent']],
  ['Actual', 4382, ['C04-silent']],
  ['Actual', 4383, []],
  ['Actual', 4392, []],
  ['Actual', 4393, ['C04-silent']],
  ['Actual', 4395, ['C04-silent']],
  ['Actual', 4354, []],
  ['Actual', 4355, ['C04-silent']],
  ['Actual', 50, []],
  ['Test', 4380, []],
  ['Test', 4393, []],
  ['Test', 4355, []],
  ['Test', 4381, ['C04-drill']],
  ['Test', 50, ['C04-drill']],
  ['Test', 4379, ['C04-alarm']],
  ['Test', 4383, ['C04-alarm']],
  ['Test', 4352, ['C04-alarm']],
  ['Exercise', 4381, []],
  ['Exercise', 4394, []],
  ['Exercise', 4380, ['C04-drill']],
  ['Exercise', 4370, ['C04-alarm']],
  ['Draft', 4370, ['C04-alarm']],
  ['Draft', 4380, []],
  ['System', 4392, ['C04-alarm']],
])('checkIdentifiers() finds for %s and %i %j', ([status, identifier, rules]) => {
  const found = [...checkIdentifiers(identified(identifier, {}, status))]
  expect(found.map(({ rule }) => rule)).toEqual(rules)
  for (const each of found) {
    expect(each).toMatchObject({
      level: 'error',
      path: '/alert[1]/info[1]/parameter[1]/value[1]',
    })
  }
})

// The table of the domain: Extreme, Immediate, Observed is 4371; Severe, Expected, Likely 4378.
test.for<[number, Partial<CapInfo>, [string, string][]]>([
  [4370, {}, []],
  [4371, {}, []],
  [4372, {}, [['error', 'C04-lowered']]],
  [4383, {}, []],
  [4384, {}, []],
  [4385, {}, [['error', 'C04-lowered']]],
  [4352, {}, []],
  [4379, {}, []],
  [4378, { severity: 'Severe', urgency: 'Expected', certainty: 'Likely' }, []],
  [
    4377,
    { severity: 'Severe', urgency: 'Expected', certainty: 'Likely' },
    [['warning', 'C04-raised']],
  ],
  [4370, { severity: 'Severe' }, [['warning', 'C04-raised']]],
  [4353, { severity: 'Severe' }, [['warning', 'C04-raised']]],
  [4378, { severity: 'Moderate' }, [['warning', 'C04-raised-from-none']]],
  // What level Awas gives: extreme, unless it is over, far off or unlikely.
  [4370, { urgency: 'Expected', certainty: 'Possible' }, []],
  [4370, { certainty: 'Unlikely' }, [['warning', 'C04-raised-from-none']]],
  [4371, { certainty: 'Possible' }, [['warning', 'C04-raised-from-none']]],
  [4370, { urgency: 'Past' }, [['warning', 'C04-raised-from-none']]],
  [4379, { severity: 'Minor' }, []],
  [50, { severity: 'Minor' }, []],
  [4380, { severity: 'Minor' }, []],
])('checkClass() finds for %i and %j %j', ([identifier, change, rules]) => {
  const found = [...checkClass(identified(identifier, change))]
  expect(found.map(({ level, rule }) => [level, rule])).toEqual(rules)
})

test('checkClass() asks no gravity of a drill', () => {
  expect([...checkClass(identified(4372, {}, 'Test'))]).toEqual([])
})

test('checkIdentifiers() leaves what is no number to the profile', () => {
  const name = `${PROFILE_PREFIX}MessageIdentifier`
  const infos = [sampleInfo({ parameters: [{ valueName: name, value: 'x4380' }] })]
  expect([...checkIdentifiers(sampleAlert({ infos }))]).toEqual([])
})

const handled = (value: string, change: Partial<CapInfo> = {}) =>
  sampleAlert({
    infos: [sampleInfo({ parameters: [{ valueName: 'WEAHandling', value }], ...change })],
  })

test.for<[string, Partial<CapInfo>, string[]]>([
  ['Imminent Threat', {}, []],
  ['Imminent Threat', { urgency: 'Expected', severity: 'Severe', certainty: 'Likely' }, []],
  ['Imminent Threat', { urgency: 'Future' }, ['C04-wea-imminent']],
  ['Imminent Threat', { severity: 'Moderate' }, ['C04-wea-imminent']],
  ['Imminent Threat', { certainty: 'Possible' }, ['C04-wea-imminent']],
  ['Public Safety', { certainty: 'Possible' }, []],
  ['WEA Test', {}, ['C04-wea-test']],
])('checkHandling() finds for %s and %j %j', ([value, change, rules]) => {
  expect([...checkHandling(handled(value, change))].map(({ rule }) => rule)).toEqual(rules)
})

test('checkHandling() takes WEA Test with status Test', () => {
  expect([...checkHandling({ ...handled('WEA Test'), status: 'Test' })]).toEqual([])
})
