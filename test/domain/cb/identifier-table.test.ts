import { expect, test } from 'vitest'
import {
  assertWhole,
  IDENTIFIER_GROUPS,
  IDENTIFIER_ROWS,
} from '../../../src/domain/cb/identifier-table.ts'

test('assertWhole() refuses a gap, an overlap, and rows that end early or late', () => {
  const [first, second, ...rest] = IDENTIFIER_ROWS
  const last = rest.at(-1)!
  expect(assertWhole(IDENTIFIER_ROWS)).toBe(IDENTIFIER_ROWS)
  expect(() => assertWhole([first!, ...rest])).toThrow('must begin at 1000')
  expect(() => assertWhole([first!, first!, second!, ...rest])).toThrow('must begin at 1000')
  expect(() => assertWhole(IDENTIFIER_ROWS.slice(0, -1))).toThrow('must end at 65535')
  expect(() =>
    assertWhole([...IDENTIFIER_ROWS.slice(0, -1), { ...last, last: last.last + 1 }]),
  ).toThrow('must end at 65535')
  expect(() => assertWhole([])).toThrow(RangeError)
})

// Groups and bounds as two peers have them that know nothing of each other: Wireshark
// (packet-gsm_cbs.c, packet-lte-rrc.c) and pycrate (TS23041_CBS.py, release 13). From 4396 on it is
// Wireshark alone: test/ci/identifiers.test.ts holds each name against it.
test('the rows are those of the standard', () => {
  const rows = IDENTIFIER_ROWS.map(({ first, last, group, language, name }) =>
    [first === last ? first : `${first}-${last}`, group, language ?? '–', name.en].join(' | '),
  )
  expect(new Set(IDENTIFIER_ROWS.map(({ group }) => group))).toEqual(new Set(IDENTIFIER_GROUPS))
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "0-999 | gsma | – | Allocated by the GSMA
    1000 | location | – | E-OTD assistance data
    1001 | location | – | DGPS correction data
    1002 | location | – | GPS ephemeris and clock correction
    1003 | location | – | GPS almanac and other data
    1004-4095 | future | – | For future standards
    4096-4223 | sim | – | Data download to SIM cards
    4224-4351 | sim | – | Secured data download to SIM cards
    4352 | etws | – | ETWS earthquake
    4353 | etws | – | ETWS tsunami
    4354 | etws | – | ETWS earthquake and tsunami
    4355 | etws | – | ETWS test
    4356 | etws | – | ETWS other emergency
    4357-4359 | etws | – | ETWS, future extension
    4360-4369 | future | – | Future public warning
    4370 | cmas | first | Presidential level alert
    4371 | cmas | first | Threat: extreme, immediate, observed
    4372 | cmas | first | Threat: extreme, immediate, likely
    4373 | cmas | first | Threat: extreme, expected, observed
    4374 | cmas | first | Threat: extreme, expected, likely
    4375 | cmas | first | Threat: severe, immediate, observed
    4376 | cmas | first | Threat: severe, immediate, likely
    4377 | cmas | first | Threat: severe, expected, observed
    4378 | cmas | first | Threat: severe, expected, likely
    4379 | cmas | first | Child abduction emergency (Amber alert)
    4380 | cmas | first | Required monthly test
    4381 | cmas | first | Exercise
    4382 | cmas | first | Operator defined use
    4383 | cmas | second | Presidential level alert, second language
    4384 | cmas | second | Threat: extreme, immediate, observed, second language
    4385 | cmas | second | Threat: extreme, immediate, likely, second language
    4386 | cmas | second | Threat: extreme, expected, observed, second language
    4387 | cmas | second | Threat: extreme, expected, likely, second language
    4388 | cmas | second | Threat: severe, immediate, observed, second language
    4389 | cmas | second | Threat: severe, immediate, likely, second language
    4390 | cmas | second | Threat: severe, expected, observed, second language
    4391 | cmas | second | Threat: severe, expected, likely, second language
    4392 | cmas | second | Child abduction emergency (Amber alert), second language
    4393 | cmas | second | Required monthly test, second language
    4394 | cmas | second | Exercise, second language
    4395 | cmas | second | Operator defined use, second language
    4396 | cmas | first | Public safety alert
    4397 | cmas | second | Public safety alert, second language
    4398 | cmas | first | State or local WEA test
    4399 | cmas | second | State or local WEA test, second language
    4400 | trigger | – | Geo-fencing trigger
    4401 | epws | – | ePWS generic
    4402 | epws | – | ePWS earthquake
    4403 | epws | – | ePWS volcanic eruption
    4404 | epws | – | ePWS water (flood, typhoon, tsunami)
    4405 | epws | – | ePWS fire
    4406 | epws | – | ePWS pressure (landslide, avalanche)
    4407 | epws | – | ePWS wind
    4408 | epws | – | ePWS dust
    4409 | epws | – | ePWS chemical hazard
    4410 | epws | – | ePWS epidemic
    4411 | epws | – | ePWS test
    4412 | epws | – | ETWS ePWS generic
    4413 | epws | – | ETWS ePWS earthquake
    4414 | epws | – | ETWS ePWS volcanic eruption
    4415 | epws | – | ETWS ePWS water (flood, typhoon, tsunami)
    4416 | epws | – | ETWS ePWS fire
    4417 | epws | – | ETWS ePWS pressure (landslide, avalanche)
    4418 | epws | – | ETWS ePWS wind
    4419 | epws | – | ETWS ePWS dust
    4420 | epws | – | ETWS ePWS chemical hazard
    4421 | epws | – | ETWS ePWS epidemic
    4422 | epws | – | ETWS ePWS test
    4423-6399 | future | – | Future public warning
    6400 | eu-info | – | EU-Info, local language
    6401-40959 | future | – | For future standards
    40960-45055 | operator | – | Operator specific
    45056-65534 | future | – | Operator specific, future
    65535 | reserved | – | Reserved: empty on the SIM"
  `)
})

test('every row has a name of its own in both languages, but for what the future brings', () => {
  const named = IDENTIFIER_ROWS.filter(({ group }) => group !== 'future')
  for (const language of ['id', 'en'] as const) {
    const names = named.map(({ name }) => name[language])
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((name) => name.trim() !== '' && name.length < 80)).toBe(true)
  }
})
