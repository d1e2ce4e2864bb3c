import type { Actor } from '../domain/account.ts'
import { contentHashText } from '../domain/content-hash.ts'
import type { CellList, Decision, Means } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import { type Finding, isClear } from '../domain/finding.ts'
import type { Message } from '../domain/message.ts'
import { nextState } from '../domain/message-state.ts'
import type { Plan } from '../domain/plan.ts'
import { assertSeen, withHand } from './change-message.ts'
import { assertRole } from './roles.ts'

export interface SubmitFacts {
  readonly message: Message
  readonly plan: Plan
  /** All findings of this moment's check: content, text, policy, area, links. */
  readonly findings: readonly Finding[]
  readonly cellLists: readonly CellList[]
}

/**
 * Step 4: content and plan are frozen and hashed.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STALE_VERSION`, `STEP_REFUSED`, `CONTENT_REFUSED`
 */
export function submitMessage(
  facts: SubmitFacts,
  input: { readonly version: number },
  actor: Actor,
  means: Means,
): Decision {
  const { message, plan, findings, cellLists } = facts
  assertRole(actor, 'author')
  assertSeen(message, input.version)
  const state = nextState(message.state, 'submit')
  if (!isClear(findings)) {
    const rules = findings.filter((each) => each.level === 'error' || each.level === 'policy')
    throw new Refusal('CONTENT_REFUSED', { what: rules.map((each) => each.rule).join(', ') })
  }
  const contentHash = means.sha256Hex(contentHashText(message.content, plan))
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      ...cellLists.map((insert) => ({ table: 'cell-list', insert }) as const),
      {
        table: 'message',
        id: message.id,
        set: {
          state,
          plan,
          contentHash,
          hands: withHand(message.hands, actor),
          approvers: [],
          note: null,
          submittedAtMs: means.nowMs,
        },
      },
    ],
    entries: [
      { what: 'message-submitted', actor: actor.id, message: message.id, contentHash, plan },
    ],
  }
}
