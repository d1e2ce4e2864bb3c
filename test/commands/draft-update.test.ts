import { expect, test } from 'vitest'
import { changeMessage } from '../../src/commands/change-message.ts'
import { draftUpdate, type UpdateFacts } from '../../src/commands/draft-update.ts'
import { ROLES } from '../../src/domain/account.ts'
import type { Alert } from '../../src/domain/message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import {
  AUTHOR,
  makeActor,
  makeContent,
  makeMeans,
  makeMessage,
  makeMessageIn,
  NOON_MS,
  refusalOf,
} from '../make.ts'

const ALERT: Alert = {
  id: '1',
  kind: 'warning',
  createdAtMs: NOON_MS,
  createdBy: AUTHOR.id,
  origin: { from: 'console' },
}
const LIVE = makeMessageIn('live', {
  version: 4,
  content: makeContent({ startMs: NOON_MS }),
  hands: ['P-WROTEFIRS'],
})
const SEEN = { version: 4 }

function factsOf(part: Partial<UpdateFacts> = {}): UpdateFacts {
  const message = part.message ?? LIVE
  return { alert: ALERT, thread: [message], message, ...part }
}

test('draftUpdate() begins as a copy of what is on air, to go out at once', () => {
  const { expects, writes, entries, claims } = draftUpdate(factsOf(), SEEN, AUTHOR, makeMeans())
  expect(claims).toEqual([])
  // The live one must not move meanwhile, nor may two drafts have one number.
  expect(expects).toEqual([
    { stream: 'message:1.1', version: 4 },
    { stream: 'message:1.2', version: 0 },
  ])
  const content = { ...LIVE.content, startMs: null }
  expect(writes).toMatchObject([
    {
      table: 'message',
      insert: {
        id: '1.2',
        n: 2,
        msgType: 'Update',
        state: 'draft',
        content,
        hands: [AUTHOR.id],
        plan: null,
        sentMs: null,
      },
    },
  ])
  expect(entries).toEqual([
    {
      what: 'message-drafted',
      actor: AUTHOR.id,
      message: '1.2',
      alert: ALERT,
      msgType: 'Update',
      content,
    },
  ])
})

test('draftUpdate() takes the number after the newest message, thrown away or not', () => {
  const discarded = makeMessage({ n: 2, msgType: 'Update', state: 'discarded' })
  const { writes } = draftUpdate(factsOf({ thread: [LIVE, discarded] }), SEEN, AUTHOR, makeMeans())
  expect(writes).toMatchObject([{ insert: { id: '1.3', n: 3 } }])
})

test('draftUpdate() is open to authors', () => {
  for (const role of ROLES) {
    const actor = makeActor('P-SOMEBODY', role)
    const refusal = refusalOf(() => draftUpdate(factsOf(), SEEN, actor, makeMeans()))
    expect([role, refusal]).toEqual([role, role === 'author' ? null : 'ROLE_REQUIRED'])
  }
})

test('draftUpdate() refuses what is not on air, was not seen, or is updated already', () => {
  const run = (part: Partial<UpdateFacts>, version = 4): string | null =>
    refusalOf(() => draftUpdate(factsOf(part), { version }, AUTHOR, makeMeans()))
  for (const state of MESSAGE_STATES) {
    const refusal = run({ message: { ...LIVE, state } })
    expect([state, refusal]).toEqual([state, state === 'live' ? null : 'STEP_REFUSED'])
  }
  const cancel = makeMessageIn('live', { n: 2, msgType: 'Cancel', version: 4 })
  expect(run({ message: cancel, thread: [LIVE, cancel] })).toBe('STEP_REFUSED')
  expect(run({}, 3)).toBe('STALE_VERSION')
  for (const state of ['draft', 'submitted', 'approved'] as const) {
    const inHand = makeMessage({ n: 2, msgType: 'Update', state })
    expect(run({ thread: [LIVE, inHand] })).toBe('UPDATE_IN_HAND')
  }
})

test('changeMessage() keeps an Update at the kind and the channel of what it updates', () => {
  const update = makeMessage({ n: 2, msgType: 'Update' })
  const change = (content = makeContent()): string | null =>
    refusalOf(() => changeMessage(update, { content, version: 1 }, AUTHOR))
  expect(change(makeContent({ minutes: 90 }))).toBeNull()
  expect(change(makeContent({ kind: 'exercise' }))).toBe('INPUT_INVALID')
  expect(change(makeContent({ channel: 'sms' }))).toBe('INPUT_INVALID')
  const first = makeMessage()
  const toSms = { content: makeContent({ channel: 'sms' }), version: 1 }
  expect(refusalOf(() => changeMessage(first, toSms, AUTHOR))).toBeNull()
})
