import { expect, test } from 'vitest'
import { ROLES } from '../../../src/domain/account.ts'
import { HINDRANCES } from '../../../src/domain/cb/choose-identifier.ts'
import { KINDS } from '../../../src/domain/cb/message-identifier.ts'
import { CHANNELS } from '../../../src/domain/message.ts'
import { MESSAGE_STATES, MESSAGE_STEPS } from '../../../src/domain/message-state.ts'
import { TERMS_EN, TERMS_ID } from '../../../src/domain/words/terms.ts'

test('TERMS_ID and TERMS_EN say every code of a kind, channel, state, step and role', () => {
  for (const terms of [TERMS_ID, TERMS_EN]) {
    expect(Object.keys(terms.kind)).toEqual([...KINDS])
    expect(Object.keys(terms.hindrance)).toEqual([...HINDRANCES])
    expect(Object.keys(terms.channel)).toEqual([...CHANNELS])
    expect(Object.keys(terms.state).toSorted()).toEqual([...MESSAGE_STATES].toSorted())
    expect(Object.keys(terms.step).toSorted()).toEqual(
      [...MESSAGE_STEPS, 'change', 'update', 'correct', 'review'].toSorted(),
    )
    expect(Object.keys(terms.role)).toEqual([...ROLES])
  }
})

test('TERMS_ID and TERMS_EN give different codes different words', () => {
  for (const terms of [TERMS_ID, TERMS_EN]) {
    for (const words of Object.values(terms) as Readonly<Record<string, string>>[]) {
      expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length)
    }
  }
})
