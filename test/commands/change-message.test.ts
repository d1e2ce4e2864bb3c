import { expect, test } from 'vitest'
import { changeMessage } from '../../src/commands/change-message.ts'
import { discardMessage } from '../../src/commands/discard-message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { APPROVER, AUTHOR, BOTH, makeContent, makeMessage, refusalOf } from '../make.ts'

const content = makeContent({ minutes: 90 })

test('changeMessage() puts the new content in, drops the plan and adds the hand', () => {
  const message = makeMessage({ version: 4 })
  expect(changeMessage(message, { content, version: 4 }, BOTH)).toEqual({
    expects: [{ stream: 'message:1.1', version: 4 }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: '1.1',
        set: { content, plan: null, hands: [AUTHOR.id, BOTH.id] },
      },
    ],
    entries: [{ what: 'message-changed', actor: BOTH.id, message: '1.1', content }],
  })
})

test('changeMessage() counts a hand once', () => {
  const { writes } = changeMessage(makeMessage(), { content, version: 1 }, AUTHOR)
  expect(writes).toMatchObject([{ set: { hands: [AUTHOR.id] } }])
})

test('changeMessage() refuses who is no author, another state, another kind, an old version', () => {
  const change = (part: object, by = AUTHOR, input = { content, version: 1 }): string | null =>
    refusalOf(() => changeMessage(makeMessage(part), input, by))
  expect(change({}, APPROVER)).toBe('ROLE_REQUIRED')
  for (const state of MESSAGE_STATES) {
    expect(change({ state }), state).toBe(state === 'draft' ? null : 'STEP_REFUSED')
  }
  expect(change({ version: 2 })).toBe('STALE_VERSION')
  const civic = { content: makeContent({ kind: 'civic' }), version: 1 }
  expect(change({}, AUTHOR, civic)).toBe('INPUT_INVALID')
})

test('discardMessage() ends a draft and nothing else', () => {
  const discard = (part: object, by = AUTHOR): string | null =>
    refusalOf(() => discardMessage(makeMessage(part), { version: 1 }, by))
  for (const state of MESSAGE_STATES) {
    expect(discard({ state }), state).toBe(state === 'draft' ? null : 'STEP_REFUSED')
  }
  expect(discard({ version: 2 })).toBe('STALE_VERSION')
  expect(discard({}, APPROVER)).toBe('ROLE_REQUIRED')
  const { writes, entries } = discardMessage(makeMessage(), { version: 1 }, BOTH)
  expect(writes).toEqual([{ table: 'message', id: '1.1', set: { state: 'discarded' } }])
  expect(entries).toEqual([{ what: 'message-discarded', actor: BOTH.id, message: '1.1' }])
})
