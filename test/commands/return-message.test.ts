import { expect, test } from 'vitest'
import { returnMessage } from '../../src/commands/return-message.ts'
import { withdrawMessage } from '../../src/commands/withdraw-message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import {
  APPROVER,
  AUTHOR,
  makeActor,
  makeMeans,
  makeMessageIn,
  NOON_MS,
  refusalOf,
} from '../make.ts'

const back = { version: 1, reason: 'salah wilayah' }

test.for([
  ['return', 'draft', 'message-returned'],
  ['reject', 'rejected', 'message-rejected'],
] as const)('returnMessage() by %s makes it %s and voids hash and approvals', (row) => {
  const [step, state, what] = row
  const message = makeMessageIn('submitted', { approvers: ['P-A'] })
  expect(returnMessage(message, { ...back, step }, APPROVER)).toEqual({
    expects: [{ stream: 'message:1.1', version: 1 }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: '1.1',
        set: { state, note: back.reason, approvers: [], contentHash: null },
      },
    ],
    entries: [{ what, actor: APPROVER.id, message: '1.1', note: back.reason }],
  })
})

test('returnMessage() refuses who is no approver, another state, an old version', () => {
  for (const step of ['return', 'reject'] as const) {
    const run = (part: object, by = APPROVER): string | null =>
      refusalOf(() => returnMessage(makeMessageIn('submitted', part), { ...back, step }, by))
    expect(run({}, AUTHOR)).toBe('ROLE_REQUIRED')
    expect(run({ version: 2 })).toBe('STALE_VERSION')
    for (const state of MESSAGE_STATES) {
      expect(run({ state }), state).toBe(state === 'submitted' ? null : 'STEP_REFUSED')
    }
  }
})

test('withdrawMessage() makes a submitted message a draft, without hash and approvals', () => {
  const message = makeMessageIn('submitted', { approvers: ['P-A'] })
  const { writes, entries } = withdrawMessage(message, back, AUTHOR, makeMeans())
  const set = { state: 'draft', note: back.reason, approvers: [], contentHash: null }
  expect(writes).toEqual([{ table: 'message', id: '1.1', set }])
  expect(entries.map(({ what }) => what)).toEqual(['message-withdrawn'])
})

test('withdrawMessage() ends an approved message before its start', () => {
  const { writes, entries } = withdrawMessage(
    makeMessageIn('approved'),
    back,
    APPROVER,
    makeMeans(),
  )
  const set = {
    state: 'ended',
    note: back.reason,
    endedAtMs: NOON_MS,
    endReason: 'withdrawn',
  }
  expect(writes).toEqual([{ table: 'message', id: '1.1', set }])
  expect(entries.map(({ what }) => what)).toEqual(['message-withdrawn', 'message-ended'])
})

test('withdrawMessage() refuses what has gone out, another role, an old version', () => {
  const run = (part: object, by = AUTHOR): string | null =>
    refusalOf(() => withdrawMessage(makeMessageIn('approved', part), back, by, makeMeans()))
  for (const state of MESSAGE_STATES) {
    const may = state === 'submitted' || state === 'approved'
    expect(run({ state }), state).toBe(may ? null : 'STEP_REFUSED')
  }
  expect(run({}, makeActor('P-X', 'requester', 'auditor', 'admin'))).toBe('ROLE_REQUIRED')
  expect(run({ version: 2 })).toBe('STALE_VERSION')
})
