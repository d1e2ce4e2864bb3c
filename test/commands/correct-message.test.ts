import { expect, test } from 'vitest'
import {
  type CorrectionFacts,
  correctMessage,
  isCorrectable,
} from '../../src/commands/correct-message.ts'
import { reviewMessage } from '../../src/commands/review-message.ts'
import { ROLES } from '../../src/domain/account.ts'
import type { EndReason, Message } from '../../src/domain/message.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import { correctionContent } from '../../src/domain/ready-text.ts'
import {
  APPROVER,
  AUTHOR,
  HOUR_MS,
  makeActor,
  makeCbc,
  makeContent,
  makeMeans,
  makeMessage,
  makeMessageIn,
  makeOrder,
  makePlan,
  MINUTE_MS,
  NOON_MS,
  refusalOf,
} from '../make.ts'

const LIVE = makeMessageIn('live')
const SEEN = { version: 1, text: 'false-alarm' } as const
const AT = makeMeans(NOON_MS + MINUTE_MS)
const CANCEL = makeMessageIn('live', { n: 2, msgType: 'Cancel' })

function factsOf(part: Partial<CorrectionFacts> = {}): CorrectionFacts {
  const message = part.message ?? LIVE
  const content = correctionContent(message.content, { text: 'false-alarm', isBare: false })
  return {
    alert: {
      id: '1',
      kind: 'warning',
      createdAtMs: NOON_MS,
      createdBy: AUTHOR.id,
      origin: { from: 'console' },
    },
    message,
    thread: [message],
    threadOrders: [makeOrder({ state: 'on-air' })],
    content,
    plan: makePlan(content, { cbcs: ['TSEL'] }),
    instance: 'ABCDEF',
    lastSentMs: NOON_MS,
    liveSetVersion: 1,
    cbcs: [makeCbc('TSEL')],
    serials: new Map([[4370, { nextTurn: null, taken: new Set<number>() }]]),
    ...part,
  }
}

function ended(endReason: EndReason): Message {
  return makeMessageIn('ended', { endReason })
}

test('correctMessage() is written, frozen and out in one decision, approved by nobody', () => {
  const { correction, decision, orders } = correctMessage(factsOf(), SEEN, AUTHOR, AT)
  expect(correction).toMatchObject({
    id: '1.2',
    msgType: 'Update',
    state: 'live',
    review: 'needed',
    hands: [AUTHOR.id],
    approvers: [],
    approvedAtMs: null,
    expiresMs: AT.nowMs + HOUR_MS,
  })
  expect(correction.contentHash).toMatch(/^[0-9a-f]{64}$/)
  expect(decision.entries.map(({ what }) => what)).toEqual([
    'message-drafted',
    'message-submitted',
    'review-needed',
    'message-ended',
    'order-ended',
  ])
  expect(decision.entries.slice(0, 3)).toMatchObject([
    { actor: AUTHOR.id },
    { actor: AUTHOR.id },
    { actor: AUTHOR.id, why: 'false-alarm' },
  ])
  // The row first, then its release.
  const writes = decision.writes.filter(({ table }) => table === 'message')
  expect(writes[0]).toMatchObject({ insert: { id: '1.2' } })
  expect(decision.expects).toContainEqual({ stream: 'message:1.1', version: 1 })
  expect(decision.expects).toContainEqual({ stream: 'message:1.2', version: 0 })
  expect(orders).toMatchObject([
    { id: '1.2-TSEL', msgType: 'Update', copies: [{ replaces: 0x4000 }] },
  ])
})

test('correctMessage() is open to authors and approvers, also to who wrote the alert', () => {
  for (const role of ROLES) {
    const actor = makeActor(LIVE.hands[0]!, role)
    const refusal = refusalOf(() => correctMessage(factsOf(), SEEN, actor, AT))
    const may = role === 'author' || role === 'approver'
    expect([role, refusal]).toEqual([role, may ? null : 'ROLE_REQUIRED'])
  }
})

test('correctMessage() refuses what was not seen, and what nobody has heard', () => {
  const run = (part: Partial<CorrectionFacts>, version = 1): string | null =>
    refusalOf(() => correctMessage(factsOf(part), { ...SEEN, version }, AUTHOR, AT))
  expect(run({}, 2)).toBe('STALE_VERSION')
  for (const state of MESSAGE_STATES) {
    if (state === 'live' || state === 'ended') continue
    expect([state, run({ message: makeMessage({ state }) })]).toEqual([state, 'STEP_REFUSED'])
  }
})

test('correctMessage() says each text once, until two people have approved something again', () => {
  const saying = (text: 'false-alarm' | 'all-clear', n: number): Message =>
    makeMessageIn('ended', {
      n,
      msgType: 'Update',
      approvers: [],
      content: correctionContent(LIVE.content, { text, isBare: false }),
    })
  const approved = makeMessageIn('ended')
  const run = (...later: Message[]): string | null => {
    const thread = [approved, ...later]
    const message = { ...thread.at(-1)!, state: 'live' } as const
    return refusalOf(() => correctMessage(factsOf({ thread, message }), SEEN, AUTHOR, AT))
  }
  expect(run(saying('all-clear', 2))).toBe(null)
  // On air again for an hour, with the same serial number.
  expect(run(saying('false-alarm', 2))).toBe(null)
  expect(run(saying('false-alarm', 2), saying('all-clear', 3))).toBe('CORRECTION_REPEATED')
  const update = makeMessageIn('ended', { n: 4, msgType: 'Update' })
  expect(run(saying('false-alarm', 2), saying('all-clear', 3), update)).toBe(null)
})

test('isCorrectable() is true of what is on air, and for a day of what has run out or was cancelled', () => {
  const later = NOON_MS + 2 * HOUR_MS
  expect(isCorrectable(LIVE, [LIVE], later)).toBe(true)
  const reasons = ['expired', 'cancelled', 'replaced', 'withdrawn'] as const
  const may = reasons.filter((reason) =>
    isCorrectable(ended(reason), [ended(reason), CANCEL], later),
  )
  expect(may).toEqual(['expired', 'cancelled'])
  const over = ended('expired')
  expect(isCorrectable(over, [over], over.endedAtMs! + 24 * HOUR_MS)).toBe(true)
  expect(isCorrectable(over, [over], over.endedAtMs! + 24 * HOUR_MS + 1)).toBe(false)
  expect(isCorrectable(CANCEL, [LIVE, CANCEL], later)).toBe(false)
  const sms = makeMessageIn('live', { content: makeContent({ channel: 'sms' }) })
  expect(isCorrectable(sms, [sms], later)).toBe(false)
})

test('correctMessage() ends an Update that is approved and has not begun', () => {
  const approved = makeMessageIn('approved', { n: 2, msgType: 'Update' })
  const { correction, decision } = correctMessage(
    factsOf({ thread: [LIVE, approved] }),
    SEEN,
    AUTHOR,
    AT,
  )
  expect(correction.id).toBe('1.3')
  expect(decision.entries).toContainEqual({
    what: 'message-ended',
    actor: AUTHOR.id,
    message: '1.2',
    reason: 'withdrawn',
    note: null,
  })
})

test('reviewMessage() is for an approver who had no hand in it, once', () => {
  const sent = makeMessageIn('live', { n: 2, msgType: 'Update', review: 'needed' })
  const why = { version: 1, reason: 'benar' }
  expect(reviewMessage(sent, why, APPROVER)).toMatchObject({
    writes: [{ table: 'message', id: '1.2', set: { review: 'done' } }],
    entries: [{ what: 'message-reviewed', actor: APPROVER.id, message: '1.2', note: 'benar' }],
  })
  const run = (message: Message, actor = APPROVER, version = 1): string | null =>
    refusalOf(() => reviewMessage(message, { ...why, version }, actor))
  for (const role of ROLES) {
    const refusal = run(sent, makeActor('P-SOMEBODY', role))
    expect([role, refusal]).toEqual([role, role === 'approver' ? null : 'ROLE_REQUIRED'])
  }
  expect(run(sent, makeActor(AUTHOR.id, 'approver'))).toBe('SELF_APPROVAL')
  expect(run({ ...sent, review: 'done' })).toBe('STEP_REFUSED')
  expect(run({ ...sent, review: null })).toBe('STEP_REFUSED')
  expect(run(sent, APPROVER, 2)).toBe('STALE_VERSION')
})
