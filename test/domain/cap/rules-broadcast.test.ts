import { expect, test } from 'vitest'
import { PROFILE_CODE, PROFILE_PREFIX } from '../../../src/domain/cap/profile.ts'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import {
  BROADCAST_RULES,
  checkAlphabet,
  checkCmam,
  checkPages,
} from '../../../src/domain/cap/rules-broadcast.ts'
import { NOW_MS, parameter, rulesOf, withInfo } from './cases.ts'

test('its rows stand in the table', () => {
  for (const row of BROADCAST_RULES) expect(CAP_RULES).toContain(row)
})

test.for([
  ['C01-text-long', parameter('CMAMtext', 'a'.repeat(91)), parameter('CMAMtext', 'a'.repeat(90))],
  ['C01-text-long', parameter('CMAMtext', '😀'.repeat(91)), parameter('CMAMtext', '😀'.repeat(90))],
  [
    'C01-text-long',
    parameter('CMAMlongtext', 'a'.repeat(361)),
    parameter('CMAMlongtext', 'a'.repeat(360)),
  ],
  [
    'C01-wea-handling',
    parameter('WEAHandling', 'imminent threat'),
    parameter('WEAHandling', 'Imminent Threat'),
  ],
  ['C03-not-gsm7', parameter('CMAMtext', 'Siaga –'), parameter('CMAMtext', 'Siaga - {€}')],
  [
    'C03-not-gsm7',
    parameter(`${PROFILE_PREFIX}Text`, '水'),
    parameter(`${PROFILE_PREFIX}SmsText`, '水'),
  ],
  // Decomposed letters become one letter of the alphabet before they are sent.
  ['C03-not-gsm7', parameter('CMAMtext', 'e\u0302'), parameter('CMAMtext', 'e\u0301')],
] as const)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('checkCmam() holds to the limits of IPAWS only who follows it, or us', () => {
  const long = parameter('CMAMtext', '警'.repeat(167))
  const levelOf = (codes: string[]) => [...checkCmam({ ...long, codes })].map(({ level }) => level)
  expect(levelOf([])).toEqual(['info'])
  expect(levelOf(['IPAWSv1.0'])).toEqual(['error'])
  expect(levelOf([PROFILE_CODE])).toEqual(['error'])
})

test('checkCmam() proposes the value that was meant', () => {
  const mendOf = (value: string) => [...checkCmam(parameter('WEAHandling', value))][0]?.mend
  expect(mendOf(' imminent  threat')).toBe('Imminent Threat')
  expect(mendOf('Imminnent Threat')).toBe('Imminent Threat')
  expect(mendOf('Flood')).toBeUndefined()
})

const check = (live: boolean) => ({ nowMs: NOW_MS, live })
const levelsOf = (alert: ReturnType<typeof withInfo>, live: boolean) =>
  [...checkPages(alert, check(live))].map(({ level, rule }) => [level, rule])

// 3GPP TS 23.041 §9.4.1.2.4: 15 pages of 93 septets or 41 UCS-2 characters.
test('checkPages() counts 15 pages of either alphabet', () => {
  const described = (description: string) =>
    withInfo({ headline: null, instruction: null, description })
  expect(levelsOf(described('a'.repeat(1_395)), true)).toEqual([])
  expect(levelsOf(described('a'.repeat(1_396)), true)).toEqual([['policy', 'C02-pages']])
  expect(levelsOf(described('a'.repeat(1_396)), false)).toEqual([['info', 'C02-pages']])
  expect(levelsOf(described('水'.repeat(615)), false)).toEqual([])
  expect(levelsOf(described('水'.repeat(615)), true)).toEqual([['info', 'C02-ucs2']])
  expect(levelsOf(described('水'.repeat(616)), true)).toEqual([
    ['policy', 'C02-pages'],
    ['info', 'C02-ucs2'],
  ])
  // One dash makes a text of eight pages one of sixteen and more.
  const [found] = checkPages(described(`${'a'.repeat(700)}–`), check(true))
  expect(found).toMatchObject({
    path: '/alert[1]/info[1]/description[1]',
    params: { pages: 18, characters: 701, alphabet: 'UCS-2', max: 615, pagesMax: 15 },
  })
})

test('checkPages() says how much of this very text fits', () => {
  // Eleven codes a family, three on each page of 41: 15 pages hold 45 of them.
  const described = (description: string) =>
    withInfo({ headline: null, instruction: null, description })
  expect(levelsOf(described('👨‍👩‍👧‍👦'.repeat(45)), false)).toEqual([])
  const [found] = checkPages(described('👨‍👩‍👧‍👦'.repeat(46)), check(false))
  expect(found?.params).toMatchObject({ pages: 16, characters: 506, max: 495 })
})

test('checkPages() counts the pages of a very long text without cutting it', () => {
  const [found] = checkPages(
    withInfo({ instruction: null, description: 'a'.repeat(40_000) }),
    check(true),
  )
  expect(found?.params).toMatchObject({ alphabet: 'GSM-7', pages: 431 })
})

test('checkPages() looks at what would be sent: the text of our profile, CMAMlongtext, the rest', () => {
  const long = 'a'.repeat(1_396)
  const own = { valueName: `${PROFILE_PREFIX}Text`, value: 'a' }
  const cmam = { valueName: 'CMAMlongtext', value: 'a' }
  expect(levelsOf(withInfo({ description: long, parameters: [own] }), true)).toEqual([])
  expect(levelsOf(withInfo({ description: long, parameters: [cmam] }), true)).toEqual([])
  expect(levelsOf(parameter(own.valueName, long), false)).toEqual([['error', 'C02-pages']])
  expect(levelsOf(withInfo({ headline: null }), true)).toEqual([])
  const [found] = checkPages(withInfo({ description: 'a', instruction: long }), check(true))
  expect(found?.path).toBe('/alert[1]/info[1]/instruction[1]')
})

test('checkAlphabet() names the characters and proposes the nearest of GSM-7', () => {
  const [found] = checkAlphabet(parameter('CMAMtext', 'Siaga – pantai…'))
  expect(found).toMatchObject({
    level: 'warning',
    path: '/alert[1]/info[1]/parameter[1]/value[1]',
    params: { found: '– (-) … (...)' },
    mend: 'Siaga - pantai...',
  })
  expect([...checkAlphabet(parameter('CMAMtext', '水 –'))][0]?.mend).toBeUndefined()
})
