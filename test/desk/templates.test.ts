import { expect, test } from 'vitest'
import { TEMPLATES } from '../../src/desk/templates.ts'
import { isClear } from '../../src/domain/finding.ts'
import { KINDS } from '../../src/domain/cb/message-identifier.ts'
import { checkPolicy, chooseIdentifiers } from '../../src/domain/policy.ts'
import { contentFromJson, ContentJson } from '../../src/formats/json/content.ts'

const NOW_MS = Date.parse('2026-11-25T08:00:00+07:00')
const FACTS = { nowMs: NOW_MS, civicIdentifier: null }

/** What a person adds to a template before it can go out. */
function filledIn(content: ContentJson): ContentJson {
  const smsWindow = { from: '2026-11-25T09:00:00+07:00', until: '2026-11-25T20:00:00+07:00' }
  return {
    ...content,
    legalBasis: content.legalBasis === '' ? 'Keputusan Presiden (contoh)' : content.legalBasis,
    areaName: 'Kabupaten Garut',
    smsWindow: content.channel === 'sms' ? smsWindow : null,
    texts: content.texts.map((each) => ({
      ...each,
      body: each.body.replaceAll('{wilayah}', 'Kabupaten Garut'),
    })),
  }
}

test.for(TEMPLATES)('template $id can be sent once it is filled in', ({ content }) => {
  const whole = contentFromJson(ContentJson.parse(filledIn(content)))
  const findings = checkPolicy(whole, FACTS)
  expect(findings.filter((each) => !isClear([each]))).toEqual([])
  const isBroadcast = whole.channel === 'cell-broadcast'
  expect(chooseIdentifiers(whole, FACTS).identifiers).toHaveLength(isBroadcast ? 1 : 0)
})

test('there is a template for every kind but the monthly test, each with its own id', () => {
  const kinds = new Set(TEMPLATES.map(({ content }) => content.kind))
  expect([...kinds].toSorted()).toEqual(KINDS.filter((each) => each !== 'test').toSorted())
  expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length)
})
