import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../src/domain/error.ts'
import {
  type AlertIdentifier,
  alertIdentifier,
  type ChoiceFacts,
  chooseIdentifier,
  civicIdentifier,
  isMustSee,
  mayUse,
  raisesOf,
  secondIdentifier,
} from '../../../src/domain/cb/choose-identifier.ts'
import {
  isEmergencyClass,
  type Kind,
  KINDS,
  LEVELS,
  secondLanguageOf,
} from '../../../src/domain/cb/message-identifier.ts'
import { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../../../src/domain/message.ts'

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
const SILENT = ['civic', 'exercise', 'test'] as const
const ALL_LEVELS = [null, ...LEVELS]
/** What an officer, an API client or a damaged row may ask for. */
const RAISES: readonly (number | null)[] = [
  null,
  ...Array.from({ length: 70 }, (_, at) => 4345 + at),
  0,
  50,
  911,
  6400,
  40_960,
  0xffff,
  0x10000,
  -1,
  -4370,
  4370.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '4370' as unknown as number,
  [4370] as unknown as number,
]

const FIFTY = civicIdentifier(50)
/** A number that nobody has looked at, as a wrong cast would let it in. */
const unchecked = (identifier: number) => identifier as AlertIdentifier<'civic'>

function say(facts: ChoiceFacts): string {
  const choice = chooseIdentifier(facts)
  if ('identifier' in choice) return String(choice.identifier)
  if (choice.none !== 'policy-no-identifier') return choice.none
  return choice.because.map((each) => each[0]).join('')
}

/** Every alert that there can be, whatever its kind: category, level and gravity, 6,000. */
const ALERTS = CATEGORIES.flatMap((category) =>
  ALL_LEVELS.flatMap((level) =>
    SEVERITIES.flatMap((severity) =>
      URGENCIES.flatMap((urgency) =>
        CERTAINTIES.map((certainty) => {
          return { category: [category], level, severity, urgency, certainty }
        }),
      ),
    ),
  ),
)

/** Rows by severity and urgency, columns by certainty. */
function tableOf(part: Partial<ChoiceFacts>): string {
  const cell = (text: string) => text.padEnd(10)
  const head = ['', '', ...CERTAINTIES].map(cell).join('').trimEnd()
  const rows = SEVERITIES.flatMap((severity) =>
    URGENCIES.map((urgency) => {
      const cells = CERTAINTIES.map((certainty) =>
        say({ ...FACTS, ...part, severity, urgency, certainty }),
      )
      return [severity, urgency, ...cells].map(cell).join('').trimEnd()
    }),
  )
  return [head, ...rows].join('\n')
}

/** Tables that are the same stand once, under the names of all that have them. */
function tablesOfWarnings(): Map<string, string[]> {
  const tables = new Map<string, string[]>()
  for (const category of CATEGORIES) {
    for (const level of ALL_LEVELS) {
      const table = tableOf({ category: [category], level })
      tables.set(table, [...(tables.get(table) ?? []), `${category} ${level ?? 'none'}`])
    }
  }
  return tables
}

// Rows of 3GPP TS 23.041 §9.4.1.2.2, 0x1112 to 0x111A. s, u and c: severity, urgency or certainty
// keeps the warning from an identifier.
test('chooseIdentifier() gives every warning one of three tables', () => {
  const tables = tablesOfWarnings()
  const printed = Array.from(tables, ([table, names]) => {
    const levels = ALL_LEVELS.map((level) => level ?? 'none')
    const everywhere = levels.filter(
      (level) => names.filter((each) => each.endsWith(level)).length === CATEGORIES.length,
    )
    const others = names.filter((name) => !everywhere.some((level) => name.endsWith(level)))
    const which = others.length === CATEGORIES.length - 1 ? ['all but Health none'] : others
    return [...everywhere.map((level) => `all ${level}`), ...which].join(', ') + `\n${table}`
  })
  expect(Array.from(tables.values()).flat().length).toBe(CATEGORIES.length * 4)
  expect(printed.join('\n\n')).toMatchInlineSnapshot(`
    "all siaga, all waspada, all but Health none
                        Observed  Likely    Possible  Unlikely  Unknown
    Extreme   Immediate 4371      4372      c         c         c
    Extreme   Expected  4373      4374      c         c         c
    Extreme   Future    u         u         uc        uc        uc
    Extreme   Past      u         u         uc        uc        uc
    Extreme   Unknown   u         u         uc        uc        uc
    Severe    Immediate 4375      4376      c         c         c
    Severe    Expected  4377      4378      c         c         c
    Severe    Future    u         u         uc        uc        uc
    Severe    Past      u         u         uc        uc        uc
    Severe    Unknown   u         u         uc        uc        uc
    Moderate  Immediate s         s         sc        sc        sc
    Moderate  Expected  s         s         sc        sc        sc
    Moderate  Future    su        su        suc       suc       suc
    Moderate  Past      su        su        suc       suc       suc
    Moderate  Unknown   su        su        suc       suc       suc
    Minor     Immediate s         s         sc        sc        sc
    Minor     Expected  s         s         sc        sc        sc
    Minor     Future    su        su        suc       suc       suc
    Minor     Past      su        su        suc       suc       suc
    Minor     Unknown   su        su        suc       suc       suc
    Unknown   Immediate s         s         sc        sc        sc
    Unknown   Expected  s         s         sc        sc        sc
    Unknown   Future    su        su        suc       suc       suc
    Unknown   Past      su        su        suc       suc       suc
    Unknown   Unknown   su        su        suc       suc       suc

    all awas
                        Observed  Likely    Possible  Unlikely  Unknown
    Extreme   Immediate 4370      4370      4370      c         4370
    Extreme   Expected  4370      4370      4370      c         4370
    Extreme   Future    u         u         u         uc        u
    Extreme   Past      u         u         u         uc        u
    Extreme   Unknown   4370      4370      4370      c         4370
    Severe    Immediate 4375      4376      c         c         c
    Severe    Expected  4377      4378      c         c         c
    Severe    Future    u         u         uc        uc        uc
    Severe    Past      u         u         uc        uc        uc
    Severe    Unknown   u         u         uc        uc        uc
    Moderate  Immediate s         s         sc        sc        sc
    Moderate  Expected  s         s         sc        sc        sc
    Moderate  Future    su        su        suc       suc       suc
    Moderate  Past      su        su        suc       suc       suc
    Moderate  Unknown   su        su        suc       suc       suc
    Minor     Immediate s         s         sc        sc        sc
    Minor     Expected  s         s         sc        sc        sc
    Minor     Future    su        su        suc       suc       suc
    Minor     Past      su        su        suc       suc       suc
    Minor     Unknown   su        su        suc       suc       suc
    Unknown   Immediate s         s         sc        sc        sc
    Unknown   Expected  s         s         sc        sc        sc
    Unknown   Future    su        su        suc       suc       suc
    Unknown   Past      su        su        suc       suc       suc
    Unknown   Unknown   su        su        suc       suc       suc

    Health none
                        Observed  Likely    Possible  Unlikely  Unknown
    Extreme   Immediate 4370      4370      c         c         c
    Extreme   Expected  4373      4374      c         c         c
    Extreme   Future    u         u         uc        uc        uc
    Extreme   Past      u         u         uc        uc        uc
    Extreme   Unknown   u         u         uc        uc        uc
    Severe    Immediate 4375      4376      c         c         c
    Severe    Expected  4377      4378      c         c         c
    Severe    Future    u         u         uc        uc        uc
    Severe    Past      u         u         uc        uc        uc
    Severe    Unknown   u         u         uc        uc        uc
    Moderate  Immediate s         s         sc        sc        sc
    Moderate  Expected  s         s         sc        sc        sc
    Moderate  Future    su        su        suc       suc       suc
    Moderate  Past      su        su        suc       suc       suc
    Moderate  Unknown   su        su        suc       suc       suc
    Minor     Immediate s         s         sc        sc        sc
    Minor     Expected  s         s         sc        sc        sc
    Minor     Future    su        su        suc       suc       suc
    Minor     Past      su        su        suc       suc       suc
    Minor     Unknown   su        su        suc       suc       suc
    Unknown   Immediate s         s         sc        sc        sc
    Unknown   Expected  s         s         sc        sc        sc
    Unknown   Future    su        su        suc       suc       suc
    Unknown   Past      su        su        suc       suc       suc
    Unknown   Unknown   su        su        suc       suc       suc"
  `)
})

test('chooseIdentifier() lowers no warning that an officer raises, and takes no other raise', () => {
  const isOpen = (raisedTo: unknown) =>
    Number.isInteger(raisedTo) && Number(raisedTo) >= 4370 && Number(raisedTo) <= 4379
  let raised = 0
  for (const alert of ALERTS) {
    const own = Number(say({ ...FACTS, ...alert }))
    for (const raisedTo of RAISES.filter((each) => each !== null)) {
      const highest = Number.isNaN(own) ? raisedTo : Math.min(own, raisedTo)
      const wanted = isOpen(raisedTo) ? String(highest) : 'policy-kind-identifier'
      const said = say({ ...FACTS, ...alert, raisedTo })
      if (said !== wanted) expect.fail(`${JSON.stringify({ ...alert, raisedTo })}: ${said}`)
      raised += isOpen(raisedTo) ? 1 : 0
    }
  }
  expect(raised).toBe(6_000 * 10)
})

/** What a kind gets by what it is raised to, whatever the category, the gravity and the level. */
function choicesOf(kind: Kind, civic: AlertIdentifier<'civic'> | null): string[] {
  const lines: string[] = []
  for (const raisedTo of RAISES) {
    const said = new Set(
      ALERTS.map((alert) => say({ ...FACTS, ...alert, kind, raisedTo, civicIdentifier: civic })),
    )
    lines.push(`${raisedTo ?? 'not raised'}: ${[...said].join(', ')}`)
  }
  const refused = lines.filter((line) => line.endsWith(': policy-kind-identifier'))
  const others = lines.filter((line) => !refused.includes(line))
  return [...others, `${refused.length} others: policy-kind-identifier`]
}

test('chooseIdentifier() gives the other kinds their own, whatever the gravity', () => {
  const table = [
    ...(['public-test', 'exercise', 'test'] as const).map((kind) => [kind, choicesOf(kind, null)]),
    ['civic without a setting', choicesOf('civic', null)],
    ['civic, set to 50', choicesOf('civic', FIFTY)],
    ['civic, set to 4370 by a cast', choicesOf('civic', unchecked(4370))],
    ['civic, set to NaN by a cast', choicesOf('civic', unchecked(Number.NaN))],
  ]
  expect(Object.fromEntries(table)).toMatchInlineSnapshot(`
    {
      "civic without a setting": [
        "not raised: policy-civic-identifier",
        "84 others: policy-kind-identifier",
      ],
      "civic, set to 4370 by a cast": [
        "not raised: policy-civic-identifier",
        "84 others: policy-kind-identifier",
      ],
      "civic, set to 50": [
        "not raised: 50",
        "50: 50",
        "83 others: policy-kind-identifier",
      ],
      "civic, set to NaN by a cast": [
        "not raised: policy-civic-identifier",
        "84 others: policy-kind-identifier",
      ],
      "exercise": [
        "not raised: 4381",
        "4381: 4381",
        "83 others: policy-kind-identifier",
      ],
      "public-test": [
        "not raised: 4370",
        "4370: 4370",
        "4371: 4371",
        "82 others: policy-kind-identifier",
      ],
      "test": [
        "not raised: 4380",
        "4380: 4380",
        "83 others: policy-kind-identifier",
      ],
    }
  `)
})

const EXTREME = { severity: 'Extreme', urgency: 'Immediate', certainty: 'Observed' }

test('chooseIdentifier() says each field that keeps a warning from an identifier', () => {
  const because = (part: Partial<ChoiceFacts>) => {
    const choice = chooseIdentifier({ ...FACTS, ...part })
    return 'none' in choice && choice.none === 'policy-no-identifier' ? choice.because : choice
  }
  expect(because({ severity: 'Moderate' })).toEqual(['severity-moderate'])
  expect(because({ severity: 'Minor', urgency: 'Future', certainty: 'Possible' })).toEqual([
    'severity-minor',
    'urgency-future',
    'certainty-possible',
  ])
  expect(because({ urgency: 'Past', certainty: 'Unlikely' })).toEqual([
    'urgency-past',
    'certainty-unlikely',
  ])
  // At Awas neither an unknown urgency nor an unknown certainty is in the way.
  const awas = { ...EXTREME, level: 'awas', urgency: 'Unknown', certainty: 'Unlikely' } as const
  expect(because(awas)).toEqual(['certainty-unlikely'])
  // Words that CAP does not have, and names that every object has.
  for (const word of ['extreme', '', 'toString', '__proto__']) {
    expect(because({ severity: word, urgency: word, certainty: word })).toEqual([
      'severity-unknown',
      'urgency-unknown',
      'certainty-unknown',
    ])
  }
})

test('chooseIdentifier() takes Health for an emergency among other categories too', () => {
  const facts = { ...FACTS, ...EXTREME, category: ['Safety', 'Health'] }
  expect(say(facts)).toBe('4370')
  expect(say({ ...facts, urgency: 'Expected' })).toBe('4373')
})

const anyNumber = fc.oneof(
  fc.integer({ min: 4340, max: 4420 }),
  fc.integer({ min: 0, max: 0xffff }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(...RAISES.filter((each) => each !== null)),
)
const anyFacts: fc.Arbitrary<ChoiceFacts> = fc.record({
  kind: fc.constantFrom(...KINDS),
  category: fc.array(fc.constantFrom(...CATEGORIES)),
  severity: fc.constantFrom(...SEVERITIES),
  urgency: fc.constantFrom(...URGENCIES),
  certainty: fc.constantFrom(...CERTAINTIES),
  level: fc.constantFrom(...ALL_LEVELS),
  raisedTo: fc.option(anyNumber),
  civicIdentifier: fc.option(anyNumber.map(unchecked)),
})

test('civic messages, exercises and tests never reach an identifier of the emergency class', () => {
  let chosen = 0
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const choice = chooseIdentifier(facts)
      if (!('identifier' in choice)) return
      chosen += 1
      const { kind } = facts
      const second = secondIdentifier(kind, choice.identifier)
      const isSilent = kind === 'civic' || kind === 'exercise' || kind === 'test'
      expect(isEmergencyClass(choice.identifier)).toBe(!isSilent)
      if (second !== null) expect(isEmergencyClass(second)).toBe(!isSilent)
      if (kind === 'civic') expect(second).toBeNull()
    }),
    { numRuns: 5000 },
  )
  expect(chosen).toBeGreaterThan(400)
})

test('alertIdentifier() and mayUse() keep every identifier to its kinds', () => {
  const open: Record<Kind, number[]> = {
    warning: [],
    civic: [],
    'public-test': [],
    exercise: [],
    test: [],
  }
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    for (const kind of KINDS) if (mayUse(kind, identifier)) open[kind].push(identifier)
  }
  for (const kind of SILENT) expect(open[kind].filter(isEmergencyClass)).toEqual([])
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at)
  expect(open).toEqual({
    warning: [...range(4370, 4379), ...range(4383, 4392)],
    civic: [...range(0, 999), ...range(1004, 4095), ...range(6400, 65_534)],
    'public-test': [4370, 4371, 4383, 4384],
    exercise: [4381, 4394],
    test: [4380, 4393],
  })
  for (const kind of KINDS) {
    for (const identifier of [...open[kind], ...RAISES, 4352, 4370, 4380, 4381, 4396]) {
      const isOpen = typeof identifier === 'number' && open[kind].includes(identifier)
      if (isOpen && alertIdentifier(kind, identifier) === identifier) continue
      expect(() => alertIdentifier(kind, identifier!)).toThrow(RangeError)
    }
  }
})

test('raisesOf() is what chooseIdentifier() takes, and highest first', () => {
  for (const kind of KINDS) {
    for (const civic of [null, FIFTY, unchecked(4370)]) {
      const open = raisesOf(kind, civic)
      expect([...open].toSorted((one, other) => one - other)).toEqual([...open])
      for (const raisedTo of RAISES) {
        if (raisedTo === null) continue
        const choice = chooseIdentifier({ ...FACTS, kind, civicIdentifier: civic, raisedTo })
        const isTaken = 'identifier' in choice
        expect([kind, raisedTo, isTaken]).toEqual([
          kind,
          raisedTo,
          open.some((each) => each === raisedTo),
        ])
      }
    }
  }
})

test('civicIdentifier() refuses public warning, SIM cards, receivers and what is empty', () => {
  const refused = []
  for (let identifier = -5; identifier <= 0x10005; identifier++) {
    try {
      expect(isEmergencyClass(civicIdentifier(identifier))).toBe(false)
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
      refused.push(identifier)
    }
  }
  // A setting that nobody has checked is believed as little.
  for (let identifier = 0; identifier <= 0xffff; identifier++) {
    const facts = { ...FACTS, kind: 'civic', civicIdentifier: unchecked(identifier) } as const
    const wanted = mayUse('civic', identifier) ? String(identifier) : 'policy-civic-identifier'
    if (say(facts) !== wanted) expect.fail(`${identifier}: ${say(facts)}`)
  }
  // Five below, 1000..1003, 4096..6399, 65535, and six above.
  expect(refused.length).toBe(5 + 4 + 2304 + 1 + 6)
  for (const identifier of [50.5, Number.NaN]) {
    expect(() => civicIdentifier(identifier)).toThrow(Refusal)
  }
  expect(() => civicIdentifier(4370, 'SETTING')).toThrow(
    expect.objectContaining({
      code: 'INPUT_INVALID',
      params: expect.objectContaining({ path: 'SETTING' }),
    }),
  )
})

test('secondIdentifier() stays within the kind, and is none for civic', () => {
  for (const kind of ['warning', 'public-test', 'exercise', 'test'] as const) {
    for (const first of raisesOf(kind, null)) {
      const second = secondIdentifier(kind, alertIdentifier(kind, first))
      expect(second).toBe(secondLanguageOf(first))
      expect(second).not.toBeNull()
    }
  }
  expect(secondIdentifier('civic', FIFTY)).toBeNull()
  // 4371 may be a second-language number away from nothing that a drill may use.
  expect(secondIdentifier('exercise', 4370 as AlertIdentifier<'exercise'>)).toBeNull()
})

test('isMustSee() is 4370 alone', () => {
  const seen = raisesOf('warning', null).filter((each) =>
    isMustSee(alertIdentifier('warning', each)),
  )
  expect(seen).toEqual([4370])
})

test('the types keep a number, and the identifier of another kind, from being aired', () => {
  const exercise = (identifier: AlertIdentifier<'exercise'>) => identifier
  expect(exercise(alertIdentifier('exercise', 4381))).toBe(4381)
  // @ts-expect-error a number is not an identifier of any kind
  exercise(4381)
  // @ts-expect-error an identifier of another kind
  exercise(alertIdentifier('warning', 4370))
})
