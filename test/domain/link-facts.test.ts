import { expect, test } from 'vitest'
import { LINK_FACTS } from '../../src/domain/link-facts.ts'
import { LINK_NAMES } from '../../src/domain/order.ts'

// The rows of design §7: a link that declares less than its row fails here.
test.for(['cap-push', 'cap-feed'] as const)('LINK_FACTS of %s are those of its row', (link) => {
  expect(LINK_FACTS[link]).toMatchObject({
    forms: ['plmn', 'tac', 'cell', 'polygon'],
    canUpdate: true,
    repeat: 'safe',
    evidence: 'per-cell',
  })
})

test('LINK_FACTS keep texts that are not aired away from where a CBC takes what it airs', () => {
  expect(LINK_FACTS['cap-push'].channels).toEqual(['cell-broadcast'])
  expect(LINK_FACTS['cap-feed'].channels).toEqual(['cell-broadcast', 'sms', 'network-name'])
})

test('LINK_FACTS knows every link', () => {
  expect(Object.keys(LINK_FACTS).sort()).toEqual([...LINK_NAMES].sort())
})
