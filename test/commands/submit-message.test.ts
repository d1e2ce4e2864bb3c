import { expect, test } from 'vitest'
import { type SubmitFacts, submitMessage } from '../../src/commands/submit-message.ts'
import { contentHashText } from '../../src/domain/content-hash.ts'
import { finding } from '../../src/domain/finding.ts'
import { MESSAGE_STATES } from '../../src/domain/message-state.ts'
import {
  APPROVER,
  AUTHOR,
  BOTH,
  makeMeans,
  makeMessage,
  makePlan,
  NOON_MS,
  refusalOf,
  sha256Hex,
} from '../make.ts'

const plan = makePlan()
const list = { digest: 'd', inventoryVersion: 'inv-1', count: 1, octets: Uint8Array.of(0, 0, 0, 0) }

function factsOf(part: Partial<SubmitFacts> = {}): SubmitFacts {
  return { message: makeMessage(), plan, findings: [], cellLists: [list], ...part }
}

test('submitMessage() freezes content, plan and cell lists under the hash of both', () => {
  const message = makeMessage({ note: 'perbaiki', approvers: ['P-OLD'] })
  const decision = submitMessage(factsOf({ message }), { version: 1 }, BOTH, makeMeans())
  const contentHash = sha256Hex(contentHashText(message.content, plan))
  expect(decision.writes).toEqual([
    { table: 'cell-list', insert: list },
    {
      table: 'message',
      id: '1.1',
      set: {
        state: 'submitted',
        plan,
        contentHash,
        hands: [AUTHOR.id, BOTH.id],
        approvers: [],
        note: null,
        submittedAtMs: NOON_MS,
      },
    },
  ])
  expect(decision.entries).toEqual([
    { what: 'message-submitted', actor: BOTH.id, message: '1.1', contentHash, plan },
  ])
})

test('submitMessage() stops at errors and policy, and lets warnings and advice pass', () => {
  const submit = (level: 'error' | 'policy' | 'warning' | 'info'): string | null => {
    const findings = [finding(level, 'link-none', '/channel')]
    return refusalOf(() =>
      submitMessage(factsOf({ findings }), { version: 1 }, AUTHOR, makeMeans()),
    )
  }
  expect(['error', 'policy', 'warning', 'info'].map((each) => submit(each as 'error'))).toEqual([
    'CONTENT_REFUSED',
    'CONTENT_REFUSED',
    null,
    null,
  ])
})

test('submitMessage() refuses who is no author, another state, an old version', () => {
  const submit = (part: object, by = AUTHOR): string | null =>
    refusalOf(() =>
      submitMessage(factsOf({ message: makeMessage(part) }), { version: 1 }, by, makeMeans()),
    )
  expect(submit({}, APPROVER)).toBe('ROLE_REQUIRED')
  expect(submit({ version: 2 })).toBe('STALE_VERSION')
  for (const state of MESSAGE_STATES) {
    expect(submit({ state }), state).toBe(state === 'draft' ? null : 'STEP_REFUSED')
  }
})
