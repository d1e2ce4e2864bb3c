import { expect, test } from 'vitest'
import { alertIdentifier, isMustSee } from '../../../src/domain/cb/choose-identifier.ts'
import { encodeWarningType } from '../../../src/domain/cb/etws.ts'
import {
  chooseEtws,
  ETWS_HAZARDS,
  type EtwsAlarm,
  type EtwsFacts,
} from '../../../src/domain/cb/etws-choice.ts'
import { LEVELS, secondLanguageOf } from '../../../src/domain/cb/message-identifier.ts'
import { CATEGORIES, URGENCIES } from '../../../src/domain/message.ts'

const chosen = alertIdentifier('warning', 4370)
if (!isMustSee(chosen)) throw new TypeError('4370 is must-see')
const BESIDE = chosen
const FACTS: EtwsFacts = {
  beside: BESIDE,
  hazard: 'tsunami',
  category: ['Geo'],
  urgency: 'Immediate',
  level: 'awas',
  isDeclared: true,
}

function say(facts: EtwsFacts): string {
  const choice = chooseEtws(facts)
  return 'none' in choice ? choice.none : String(choice.identifier)
}

test('chooseEtws() says why there is none, and just not', () => {
  const lines = ETWS_HAZARDS.map((hazard) => {
    const facts = { ...FACTS, hazard }
    return [
      hazard.padEnd(22),
      say(facts),
      say({ ...facts, level: 'siaga' }),
      say({ ...facts, level: null }),
      say({ ...facts, category: ['Met'] }),
      say({ ...facts, category: ['Health', 'Geo'] }),
      say({ ...facts, urgency: 'Expected' }),
      say({ ...facts, isDeclared: false }),
    ].join(' | ')
  })
  const head =
    'hazard                 | Awas | Siaga | no level | Met | Health | Expected | undeclared'
  expect([head, ...lines].join('\n')).toMatchInlineSnapshot(`
    "hazard                 | Awas | Siaga | no level | Met | Health | Expected | undeclared
    earthquake             | 4352 | 4352 | 4352 | etws-not-geo | 4352 | etws-not-immediate | etws-not-declared
    tsunami                | 4353 | etws-not-awas | etws-not-awas | etws-not-geo | 4353 | etws-not-immediate | etws-not-declared
    earthquake-and-tsunami | 4354 | etws-not-awas | etws-not-awas | etws-not-geo | 4354 | etws-not-immediate | etws-not-declared
    other                  | 4356 | 4356 | 4356 | 4356 | etws-health | etws-not-immediate | etws-not-declared"
  `)
})

// Values worked by hand from 3GPP TS 23.041 §9.3.24: type in bits 15-9, alert 8, popup 7.
test.for([
  ['earthquake', 4352, 0x0180],
  ['tsunami', 4353, 0x0380],
  ['earthquake-and-tsunami', 4354, 0x0580],
  ['other', 4356, 0x0980],
] as const)('chooseEtws() sounds %s as %i', ([hazard, identifier, bits]) => {
  const alarm = chooseEtws({ ...FACTS, hazard })
  if ('none' in alarm) expect.fail(alarm.none)
  expect([alarm.identifier, encodeWarningType(alarm.warning)]).toEqual([identifier, bits])
  expect(alarm.beside).toBe(4370)
  expect(secondLanguageOf(alarm.identifier)).toBeNull()
})

test('chooseEtws() sounds a tsunami at Awas alone, and never the test', () => {
  const all = ETWS_HAZARDS.flatMap((hazard) =>
    [null, ...LEVELS].flatMap((level) =>
      CATEGORIES.flatMap((category) =>
        URGENCIES.flatMap((urgency) =>
          [true, false].map((isDeclared): EtwsFacts => {
            return { ...FACTS, hazard, level, category: [category], urgency, isDeclared }
          }),
        ),
      ),
    ),
  )
  let alarms = 0
  for (const facts of all) {
    const choice = chooseEtws(facts)
    if ('none' in choice) continue
    alarms += 1
    expect(facts.isDeclared && facts.urgency === 'Immediate').toBe(true)
    expect([4352, 4353, 4354, 4356]).toContain(choice.identifier)
    if ([4353, 4354].includes(choice.identifier)) expect(facts.level).toBe('awas')
  }
  // Geo: one earthquake a level, two tsunamis at Awas; another event in all categories but Health.
  expect(alarms).toBe(4 + 2 + 4 * (CATEGORIES.length - 1))
})

test('the types keep ETWS beside a 4370 that was chosen for a warning', () => {
  const warning = { warningType: 1, alert: true, popup: true }
  const alarm: EtwsAlarm = { beside: BESIDE, identifier: 4353, warning }
  // @ts-expect-error a number is not the identifier of a warning
  const forged: EtwsAlarm = { ...alarm, beside: 4370 }
  // @ts-expect-error a public test may carry 4370, and has no ETWS
  const tested: EtwsAlarm = { ...alarm, beside: alertIdentifier('public-test', 4370) }
  // @ts-expect-error another warning
  const other: EtwsAlarm = { ...alarm, beside: alertIdentifier('warning', 4371) }
  // @ts-expect-error the ETWS test is not among them
  const drill: EtwsAlarm = { ...alarm, identifier: 4355 }
  expect([forged, tested, other, drill].map(({ warning: each }) => each)).toEqual(
    Array.from({ length: 4 }, () => warning),
  )
})
