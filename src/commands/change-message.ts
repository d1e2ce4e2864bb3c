import type { Actor } from '../domain/account.ts'
import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Content, Message } from '../domain/message.ts'
import { assertRole } from './roles.ts'

/**
 * Changes the content of a draft. Whoever does it has a hand in the message from now on.
 *
 * @throws {Refusal} `ROLE_REQUIRED`, `STEP_REFUSED`, `STALE_VERSION`, `INPUT_INVALID`
 */
export function changeMessage(
  message: Message,
  input: { readonly content: Content; readonly version: number },
  actor: Actor,
): Decision {
  assertRole(actor, 'author')
  assertSeen(message, input.version)
  if (message.state !== 'draft') {
    throw new Refusal('STEP_REFUSED', { step: 'change', state: message.state })
  }
  if (input.content.kind !== message.content.kind) {
    throw new Refusal('INPUT_INVALID', {
      path: '/content/kind',
      what: `the kind is fixed at creation: it is ${message.content.kind}`,
      whatId: `jenis tidak dapat diubah setelah peringatan dibuat: ${message.content.kind}`,
    })
  }
  if (message.msgType === 'Update' && input.content.channel !== message.content.channel) {
    throw new Refusal('INPUT_INVALID', {
      path: '/content/channel',
      what: `an update goes over the channel of what it updates: it is ${message.content.channel}`,
      whatId: `pembaruan memakai saluran pesan yang diperbarui: ${message.content.channel}`,
    })
  }
  return {
    expects: [{ stream: `message:${message.id}`, version: message.version }],
    claims: [],
    writes: [
      {
        table: 'message',
        id: message.id,
        set: { content: input.content, plan: null, hands: withHand(message.hands, actor) },
      },
    ],
    entries: [
      {
        what: 'message-changed',
        actor: actor.id,
        message: message.id,
        content: input.content,
      },
    ],
  }
}

/** @throws {Refusal} `STALE_VERSION` when the person did not see the newest version. */
export function assertSeen(message: Message, version: number): void {
  if (message.version !== version) {
    throw new Refusal('STALE_VERSION', { stream: `message:${message.id}` })
  }
}

export function withHand(hands: readonly string[], actor: Actor): readonly string[] {
  return hands.includes(actor.id) ? hands : [...hands, actor.id]
}
