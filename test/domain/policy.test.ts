import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AlertIdentifier, civicIdentifier } from '../../src/domain/cb/choose-identifier.ts'
import { isEmergencyClass, KINDS, LEVELS } from '../../src/domain/cb/message-identifier.ts'
import { type Finding, isClear } from '../../src/domain/finding.ts'
import {
  CATEGORIES,
  CERTAINTIES,
  CHANNELS,
  type Content,
  SEVERITIES,
  URGENCIES,
} from '../../src/domain/message.ts'
import {
  CAMPAIGN_MINUTES_MAX,
  checkPolicy,
  chooseIdentifiers,
  EMERGENCY_MINUTES_MAX,
  MINUTES_MIN,
  NETWORK_NAME_MAX,
  type PolicyFacts,
  PUBLIC_TEST_MINUTES_MAX,
} from '../../src/domain/policy.ts'
import { describeFinding } from '../../src/domain/words/words.ts'
import { contentFromJson, ContentJson } from '../../src/formats/json/content.ts'
import { makeContent, MINUTE_MS, NOON_MS } from '../make.ts'

const FACTS: PolicyFacts = { nowMs: NOON_MS, civicIdentifier: null }
const [TEXT] = makeContent().texts

const rules = (content: Content, facts = FACTS): string[] =>
  checkPolicy(content, facts).map(({ level, rule, path }: Finding) => `${level} ${rule} ${path}`)

/** A civic text by SMS that no rule objects to. */
function civic(part: Partial<Content> = {}): Content {
  return makeContent({
    kind: 'civic',
    channel: 'sms',
    category: ['Other'],
    urgency: 'Future',
    severity: 'Minor',
    certainty: 'Likely',
    level: null,
    smsWindow: { fromMs: NOON_MS, untilMs: NOON_MS + 60 * MINUTE_MS },
    ...part,
  })
}

function network(body: string): Content {
  return civic({ channel: 'network-name', smsWindow: null, texts: [{ ...TEXT!, body }] })
}

function publicTest(part: Partial<Content> = {}): Content {
  return makeContent({
    kind: 'public-test',
    level: null,
    texts: [{ ...TEXT!, body: 'UJI COBA. Tidak ada bahaya.' }],
    ...part,
  })
}

function health(part: Partial<Content> = {}): Content {
  const legalBasis = 'Keputusan Presiden'
  return makeContent({ category: ['Health'], level: null, legalBasis, ...part })
}

test('checkPolicy() has nothing to say of contents that are as they must be', () => {
  for (const content of [makeContent(), civic(), network('Pemilu Damai'), publicTest(), health()]) {
    expect(rules(content)).toEqual([])
  }
})

/** Each rule as it is just tripped, and the same content where it just is not. */
const EDGES: readonly {
  rule: string
  trips: Content
  passes: Content
}[] = [
  {
    rule: 'policy policy-channel-kind /channel',
    trips: makeContent({ channel: 'sms', smsWindow: civic().smsWindow }),
    passes: makeContent(),
  },
  {
    rule: 'policy policy-channel-kind /channel',
    trips: makeContent({ channel: 'network-name', texts: [{ ...TEXT!, body: 'Awas' }] }),
    passes: network('Awas'),
  },
  {
    rule: 'error policy-sms-window /smsWindow',
    trips: civic({ smsWindow: null }),
    passes: civic(),
  },
  {
    rule: 'error policy-sms-window /smsWindow',
    trips: civic({ smsWindow: { fromMs: NOON_MS, untilMs: NOON_MS } }),
    passes: civic({ smsWindow: { fromMs: NOON_MS, untilMs: NOON_MS + 1 } }),
  },
  {
    rule: 'error policy-network-name /texts/0/body',
    trips: network('N'.repeat(NETWORK_NAME_MAX + 1)),
    passes: network('N'.repeat(NETWORK_NAME_MAX)),
  },
  {
    rule: 'error policy-network-name /texts/0/body',
    trips: network('Pemilu 选举'),
    passes: network('Pemilu è'),
  },
  {
    rule: 'policy policy-kind-identifier /raised/to',
    trips: civic({ raised: { to: 4370, reason: 'supaya dibaca' } }),
    passes: civic(),
  },
  {
    rule: 'error text-language /texts/0/language',
    trips: makeContent({ texts: [{ ...TEXT!, language: 'Indonesia raya' }] }),
    passes: makeContent({ texts: [{ ...TEXT!, language: 'id-ID' }] }),
  },
  {
    rule: 'error text-language-first /texts/0/language',
    trips: makeContent({ texts: [{ ...TEXT!, language: 'en-US' }] }),
    passes: makeContent(),
  },
  {
    rule: 'error text-language-twice /texts/1/language',
    trips: makeContent({ texts: [TEXT!, TEXT!] }),
    passes: makeContent({ texts: [TEXT!, { ...TEXT!, language: 'en-US' }] }),
  },
  {
    rule: 'error text-empty /texts/0/event',
    trips: makeContent({ texts: [{ ...TEXT!, event: ' ' }] }),
    passes: makeContent({ texts: [{ ...TEXT!, event: 'x' }] }),
  },
  {
    rule: 'error text-empty /texts/0/headline',
    trips: makeContent({ texts: [{ ...TEXT!, headline: '' }] }),
    passes: makeContent({ texts: [{ ...TEXT!, headline: 'x' }] }),
  },
  {
    rule: 'error text-empty /texts/0/body',
    trips: makeContent({ texts: [{ ...TEXT!, body: '\n' }] }),
    passes: makeContent({ texts: [{ ...TEXT!, body: 'x' }] }),
  },
  {
    rule: 'error area-unnamed /areaName',
    trips: makeContent({ areaName: ' ' }),
    passes: makeContent({ areaName: 'x' }),
  },
  {
    rule: 'policy time-too-long /minutes',
    trips: makeContent({ minutes: EMERGENCY_MINUTES_MAX + 1 }),
    passes: makeContent({ minutes: EMERGENCY_MINUTES_MAX }),
  },
  {
    rule: 'policy time-too-long /minutes',
    trips: civic({ minutes: CAMPAIGN_MINUTES_MAX + 1 }),
    passes: civic({ minutes: CAMPAIGN_MINUTES_MAX }),
  },
  {
    rule: 'policy time-too-long /minutes',
    trips: publicTest({ minutes: PUBLIC_TEST_MINUTES_MAX + 1 }),
    passes: publicTest({ minutes: PUBLIC_TEST_MINUTES_MAX }),
  },
  {
    rule: 'error time-too-short /minutes',
    trips: makeContent({ minutes: MINUTES_MIN - 1 }),
    passes: makeContent({ minutes: MINUTES_MIN }),
  },
  {
    rule: 'error time-expired /start',
    trips: makeContent({ startMs: NOON_MS - 60 * MINUTE_MS }),
    passes: makeContent({ startMs: NOON_MS }),
  },
  {
    rule: 'warning time-start-past /start',
    trips: makeContent({ startMs: NOON_MS - MINUTE_MS - 1 }),
    passes: makeContent({ startMs: NOON_MS - MINUTE_MS }),
  },
  {
    rule: 'policy policy-public-test-text /texts/0/body',
    trips: publicTest({ texts: [{ ...TEXT!, body: 'Uji coba.' }] }),
    passes: publicTest(),
  },
  {
    rule: 'policy policy-legal-basis /legalBasis',
    trips: health({ legalBasis: ' ' }),
    passes: health({ legalBasis: 'x' }),
  },
  {
    rule: 'policy policy-legal-basis /legalBasis',
    trips: health({ legalBasis: null }),
    passes: makeContent({ legalBasis: null }),
  },
  {
    rule: 'policy policy-election /requestedBy',
    trips: makeContent({ requestedBy: 'KPU Kabupaten Bogor' }),
    passes: civic({ requestedBy: 'KPU Kabupaten Bogor' }),
  },
  {
    rule: 'policy policy-election /requestedBy',
    trips: makeContent({ requestedBy: 'Komisi Pemilihan Umum' }),
    passes: makeContent({ requestedBy: 'Kementerian Kesehatan' }),
  },
  {
    rule: 'policy policy-election /texts/0/event',
    trips: makeContent({ texts: [{ ...TEXT!, event: 'Pesan pemilu damai' }] }),
    passes: makeContent({ texts: [{ ...TEXT!, body: 'Banjir. TPS ditutup, pemilu ditunda.' }] }),
  },
  {
    rule: 'policy policy-no-identifier /severity',
    trips: makeContent({ severity: 'Moderate', level: null }),
    passes: makeContent({ severity: 'Severe', level: null }),
  },
  {
    rule: 'policy policy-civic-identifier /kind',
    trips: civic({ channel: 'cell-broadcast', smsWindow: null }),
    passes: civic(),
  },
  {
    rule: 'policy policy-kind-identifier /raised/to',
    trips: makeContent({ raised: { to: 4380, reason: 'x' } }),
    passes: makeContent({ raised: null }),
  },
  {
    rule: 'info policy-raised /raised',
    trips: makeContent({ raised: { to: 4370, reason: 'x' } }),
    passes: makeContent(),
  },
  {
    rule: 'info text-sounds-twice /texts/1',
    trips: makeContent({ texts: [TEXT!, { ...TEXT!, language: 'en-US' }] }),
    passes: makeContent(),
  },
]

test.for(EDGES)('checkPolicy() finds $rule, and just not', ({ rule, trips, passes }) => {
  expect(rules(trips)).toContain(rule)
  expect(rules(passes)).not.toContain(rule)
})

function fixture(name: string): Content {
  const json: unknown = JSON.parse(readFileSync(`fixtures/alerts/${name}.json`, 'utf8'))
  return contentFromJson(ContentJson.parse(json))
}

test.for(['pakai-masker', 'pemilu-damai'])('checkPolicy() lets %s out as text alone', (name) => {
  const [sms, network] = [fixture(`${name}-sms`), fixture(`${name}-name`)]
  expect(rules(sms)).toEqual([])
  expect(rules(network)).toEqual([])
  for (const text of [sms, network]) {
    const aired = { ...text, channel: 'cell-broadcast', minutes: 60 } as const
    expect(rules(aired)).toEqual(['policy policy-civic-identifier /kind'])
    // Dressed up as the gravest warning there is: by its event, or by who asked, it is found out.
    const grave = { kind: 'warning', urgency: 'Immediate', severity: 'Extreme' } as const
    const dressed = { ...aired, ...grave, certainty: 'Observed', level: 'awas' } as const
    if (name === 'pemilu-damai')
      expect(rules(dressed)).toContain('policy policy-election /requestedBy')
    else expect(rules(dressed)).toContain('policy policy-legal-basis /legalBasis')
    const raised = { ...aired, raised: { to: 4370, reason: 'agar semua membaca' } }
    expect(isClear(checkPolicy(raised, FACTS))).toBe(false)
    expect(chooseIdentifiers(raised, FACTS).identifiers).toEqual([])
    // A civic identifier in the settings does not open 4370 either.
    const settings = { ...FACTS, civicIdentifier: civicIdentifier(40_000) }
    expect(chooseIdentifiers(raised, settings).identifiers).toEqual([])
    expect(isClear(checkPolicy(raised, settings))).toBe(false)
    expect(chooseIdentifiers(aired, settings).identifiers).toEqual([40_000])
  }
})

test('checkPolicy() lets the declared health emergency out, must-see, in both languages', () => {
  const content = fixture('health-emergency')
  expect(isClear(checkPolicy(content, FACTS))).toBe(true)
  expect(chooseIdentifiers(content, FACTS)).toMatchObject({ identifiers: [4370, 4383] })
})

test('checkPolicy() names every field that keeps a warning from an identifier', () => {
  const part = { severity: 'Moderate', urgency: 'Past', certainty: 'Unknown', level: null } as const
  const found = checkPolicy(makeContent(part), FACTS)
  expect(found.map(({ path, params }) => [path, params['hindrance']])).toEqual([
    ['/severity', 'severity-moderate'],
    ['/urgency', 'urgency-past'],
    ['/certainty', 'certainty-unknown'],
  ])
  expect(describeFinding(found[0]!, 'id')).toBe(
    'Perbaiki isian ini, atau naikkan tingkatnya dengan alasan bila tetap harus disiarkan: keparahan "sedang", padahal ponsel hanya berbunyi untuk kejadian luar biasa dan berat; pilih salah satunya bila kejadiannya memang segawat itu',
  )
  expect(describeFinding(found[1]!, 'en')).toBe(
    'Correct this field, or raise the level and say why if it has to be broadcast all the same: urgency is "over", so nobody has to act any more; correct it if the danger goes on',
  )
})

test('checkPolicy() says what a raise may be to, by kind and channel', () => {
  const said = (content: Content, facts = FACTS) =>
    checkPolicy(content, facts)
      .filter(({ rule }) => rule === 'policy-kind-identifier')
      .map(({ params }) => params['allowed'])
  const raised = { to: 4356, reason: 'x' }
  const all = '4370, 4371, 4372, 4373, 4374, 4375, 4376, 4377, 4378, 4379'
  expect(said(makeContent({ raised }))).toEqual([all])
  expect(said(publicTest({ raised }))).toEqual(['4370, 4371'])
  const [found, ...others] = checkPolicy(publicTest({ raised }), FACTS)
  // What is refused is not told as done.
  expect(others).toEqual([])
  expect([describeFinding(found!, 'id'), describeFinding(found!, 'en')]).toEqual([
    'Batalkan kenaikan ke pengenal pesan 4356, atau pilih yang boleh dipakai jenis "uji coba nasional" di saluran "Cell Broadcast": 4370, 4371',
    'Take back the raise to message identifier 4356, or choose one that is open to kind "national test" over channel "Cell Broadcast": 4370, 4371',
  ])
  expect(said(makeContent({ kind: 'exercise', raised }))).toEqual(['4381'])
  expect(said(civic({ raised, channel: 'cell-broadcast', smsWindow: null }))).toEqual(['–'])
  expect(said(makeContent({ raised, channel: 'network-name' }))).toEqual(['–'])
  const settings = { ...FACTS, civicIdentifier: civicIdentifier(50) }
  expect(said(civic({ raised, channel: 'cell-broadcast', smsWindow: null }), settings)).toEqual([
    '50',
  ])
})

test('chooseIdentifiers() gives none to what is not broadcast', () => {
  expect(chooseIdentifiers(civic(), FACTS)).toEqual({ identifiers: [], findings: [] })
})

test('chooseIdentifiers() refuses a second language where the identifier has none', () => {
  const english = { ...TEXT!, language: 'en-US' }
  const two = civic({ channel: 'cell-broadcast', texts: [TEXT!, english] })
  const chosen = chooseIdentifiers(two, { civicIdentifier: civicIdentifier(40_000) })
  expect(chosen.identifiers).toEqual([40_000])
  expect(chosen.findings).toMatchObject([{ rule: 'policy-second-language', path: '/texts/1' }])
})

test('no content of kind civic, exercise or test ever gets an identifier that wakes a phone', () => {
  const english = { ...TEXT!, language: 'en-US' }
  const any = fc.record({
    kind: fc.constantFrom(...KINDS),
    channel: fc.constantFrom(...CHANNELS),
    category: fc.subarray([...CATEGORIES], { minLength: 1 }),
    urgency: fc.constantFrom(...URGENCIES),
    severity: fc.constantFrom(...SEVERITIES),
    certainty: fc.constantFrom(...CERTAINTIES),
    level: fc.constantFrom(null, ...LEVELS),
    to: fc.option(fc.oneof(fc.integer({ min: 4_350, max: 4_400 }), fc.integer(), fc.double())),
    // As a wrong cast would let it in: no setting is believed.
    civic: fc.option(fc.integer({ min: 0, max: 0xffff })),
    two: fc.boolean(),
  })
  let chosen = 0
  fc.assert(
    fc.property(any, ({ to, two, civic, ...part }) => {
      const raised = to === null ? null : { to, reason: 'x' }
      const content = makeContent({ ...part, raised, texts: two ? [TEXT!, english] : [TEXT!] })
      const facts = { civicIdentifier: civic as AlertIdentifier<'civic'> | null }
      const { identifiers } = chooseIdentifiers(content, facts)
      chosen += identifiers.length
      const wakes = identifiers.some(isEmergencyClass)
      if (wakes) expect(['warning', 'public-test']).toContain(content.kind)
    }),
    { numRuns: 2_000 },
  )
  expect(chosen).toBeGreaterThan(50)
})
