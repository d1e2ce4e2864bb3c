import { expect, test } from 'vitest'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { changeMessage } from '../../src/commands/change-message.ts'
import { returnMessage } from '../../src/commands/return-message.ts'
import { submitMessage } from '../../src/commands/submit-message.ts'
import { withdrawMessage } from '../../src/commands/withdraw-message.ts'
import type { Actor } from '../../src/domain/account.ts'
import type { Decision } from '../../src/domain/decision.ts'
import type { Message } from '../../src/domain/message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import {
  APPROVER,
  AUTHOR,
  HOUR_MS,
  makeActor,
  makeContent,
  makeMeans,
  makeMessage,
  makeMessageIn,
  makePlan,
  MINUTE_MS,
  NOON_MS,
  refusalOf,
} from '../make.ts'

/** Everyone here may write and approve: only what they did counts. */
const [ani, budi, citra, dewi] = ['P-ANI', 'P-BUDI', 'P-CITRA', 'P-DEWI'].map((id) =>
  makeActor(id, 'author', 'approver'),
) as [Actor, Actor, Actor, Actor]

/** The message as the store would have it after the decision. */
function after(message: Message, decision: Decision): Message {
  return decision.writes.reduce(
    (now, write) => (write.table === 'message' && 'set' in write ? { ...now, ...write.set } : now),
    { ...message, version: message.version + 1 },
  )
}

function submitted(message: Message, by: Actor): Message {
  const facts = { message, plan: makePlan(message.content), findings: [], cellLists: [] }
  return after(message, submitMessage(facts, { version: message.version }, by, makeMeans()))
}

function approve(message: Message, by: Actor, nowMs = NOON_MS): Decision {
  const { version, contentHash } = message
  return approveMessage(message, { version, contentHash: contentHash ?? '' }, by, makeMeans(nowMs))
}

test('approveMessage() approves exactly the hash that was seen', () => {
  const message = submitted(makeMessage(), AUTHOR)
  expect(approve(message, APPROVER)).toEqual({
    expects: [{ stream: 'message:1.1', version: 2 }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: '1.1',
        set: { state: 'approved', approvers: [APPROVER.id], approvedAtMs: NOON_MS },
      },
    ],
    entries: [
      {
        what: 'message-approved',
        actor: APPROVER.id,
        message: '1.1',
        contentHash: message.contentHash,
        complete: true,
      },
    ],
  })
})

test('approveMessage() refuses whoever wrote, changed or submitted any version', () => {
  const drafted = makeMessage({ hands: [ani.id] })
  const input = { content: makeContent({ minutes: 90 }), version: 1 }
  const changed = after(drafted, changeMessage(drafted, input, budi))
  const first = submitted(changed, citra)
  for (const [who, code] of [
    [ani, 'SELF_APPROVAL'],
    [budi, 'SELF_APPROVAL'],
    [citra, 'SELF_APPROVAL'],
    [dewi, null],
  ] as const) {
    expect(
      refusalOf(() => approve(first, who)),
      who.id,
    ).toBe(code)
  }
  // Withdrawn by one and submitted anew by another: the hands of the first version still count.
  const reason = 'lebih baik'
  const withdrawn = after(
    first,
    withdrawMessage(first, { version: first.version, reason }, citra, makeMeans()),
  )
  expect(refusalOf(() => approve(submitted(withdrawn, ani), citra))).toBe('SELF_APPROVAL')
  const back = { version: first.version, reason, step: 'return' } as const
  const returned = after(first, returnMessage(first, back, dewi))
  expect(refusalOf(() => approve(submitted(returned, ani), citra))).toBe('SELF_APPROVAL')
  expect(refusalOf(() => approve(submitted(returned, ani), dewi))).toBeNull()
  // Who withdrew it and submits it as their own has a hand in it from then on.
  expect(refusalOf(() => approve(submitted(withdrawn, dewi), dewi))).toBe('SELF_APPROVAL')
})

test('approveMessage() refuses another role, another state, other content, an old version', () => {
  const message = makeMessageIn('submitted')
  for (const role of ['requester', 'author', 'auditor', 'admin'] as const) {
    expect(refusalOf(() => approve(message, makeActor('P-X', role)))).toBe('ROLE_REQUIRED')
  }
  for (const state of MESSAGE_STATES) {
    const code = state === 'submitted' ? null : 'STEP_REFUSED'
    expect(
      refusalOf(() => approve({ ...message, state }, APPROVER)),
      state,
    ).toBe(code)
  }
  const seen = { version: 1, contentHash: message.contentHash! }
  const other = { ...seen, contentHash: '0'.repeat(64) }
  expect(refusalOf(() => approveMessage(message, other, APPROVER, makeMeans()))).toBe(
    'CONTENT_CHANGED',
  )
  const old = { ...seen, version: 0 }
  expect(refusalOf(() => approveMessage(message, old, APPROVER, makeMeans()))).toBe('STALE_VERSION')
})

test('approveMessage() of a public test needs two different people', () => {
  const texts = [{ ...makeContent().texts[0]!, body: 'UJI COBA nasional.' }]
  const content = makeContent({ kind: 'public-test', level: null, texts })
  const message = submitted(makeMessage({ content, hands: [ani.id] }), ani)
  const first = approve(message, budi)
  expect(first.writes).toMatchObject([{ set: { approvers: [budi.id] } }])
  expect(first.entries).toMatchObject([{ what: 'message-approved', complete: false }])
  const half = after(message, first)
  expect(half.state).toBe('submitted')
  expect(refusalOf(() => approve(half, budi))).toBe('SELF_APPROVAL')
  expect(refusalOf(() => approve(half, ani))).toBe('SELF_APPROVAL')
  const second = approve(half, citra)
  expect(after(half, second)).toMatchObject({
    state: 'approved',
    approvers: [budi.id, citra.id],
  })
  // Half an approval is worth nothing once the text has been back with its authors.
  const back = { version: half.version, reason: 'salah', step: 'return' } as const
  expect(after(half, returnMessage(half, back, dewi)).approvers).toEqual([])
})

test('approveMessage() refuses what would be over before it starts', () => {
  const content = makeContent({ startMs: NOON_MS - HOUR_MS, minutes: 60 })
  const message = makeMessageIn('submitted', { content })
  expect(refusalOf(() => approve(message, APPROVER))).toBe('CONTENT_REFUSED')
  expect(refusalOf(() => approve(message, APPROVER, NOON_MS - 1))).toBeNull()
  const immediate = makeMessageIn('submitted')
  expect(refusalOf(() => approve(immediate, APPROVER, NOON_MS + 999 * MINUTE_MS))).toBeNull()
})
