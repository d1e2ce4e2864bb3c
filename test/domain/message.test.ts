import { expect, test } from 'vitest'
import { KINDS } from '../../src/domain/cb/message-identifier.ts'
import {
  assertKind,
  CATEGORIES,
  CERTAINTIES,
  CHANNELS,
  MESSAGE_TYPES,
  SEVERITIES,
  URGENCIES,
} from '../../src/domain/message.ts'
import { makeContent } from '../make.ts'

// Copied by hand from CAP 1.2 §3.2.2, in the order of the standard.
test('the values of CAP are those of the standard, to the letter', () => {
  expect(CATEGORIES.join(' ')).toBe(
    'Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other',
  )
  expect(URGENCIES.join(' ')).toBe('Immediate Expected Future Past Unknown')
  expect(SEVERITIES.join(' ')).toBe('Extreme Severe Moderate Minor Unknown')
  expect(CERTAINTIES.join(' ')).toBe('Observed Likely Possible Unlikely Unknown')
})

test('a message is an Alert, an Update or a Cancel, over one of three channels', () => {
  expect(MESSAGE_TYPES).toEqual(['Alert', 'Update', 'Cancel'])
  expect(CHANNELS).toEqual(['cell-broadcast', 'sms', 'network-name'])
})

test('assertKind() takes content of the kind of its alert alone', () => {
  for (const kind of KINDS) {
    for (const other of KINDS) {
      const check = () => assertKind({ id: '7', kind }, makeContent({ kind: other }))
      if (kind === other) expect(check).not.toThrow()
      else expect(check).toThrow(`alert 7 as its kind must be "${kind}": found "${other}"`)
    }
  }
})
