import { approversNeeded } from '../commands/approve-message.ts'
import { isCorrectable } from '../commands/correct-message.ts'
import type { Actor, Role } from '../domain/account.ts'
import type { Message } from '../domain/message.ts'
import { MESSAGE_STEPS, type MessageStep, STEPS } from '../domain/message-state.ts'
import { follows, lastOut, type Thread, updateInHand } from '../domain/message-thread.ts'
import type { MessageJson } from '../formats/json/views.ts'

type Step = MessageJson['may'][number]

/** Which roles may take a step; the clock takes those that are not here. */
const STEP_ROLES: Partial<Record<Step, readonly Role[]>> = {
  change: ['author'],
  submit: ['author'],
  discard: ['author'],
  approve: ['approver'],
  return: ['approver'],
  reject: ['approver'],
  withdraw: ['author', 'approver'],
  update: ['author'],
  correct: ['author', 'approver'],
  cancel: ['author', 'approver'],
  review: ['approver'],
}

const STEPS_ALL: readonly Step[] = ['change', 'update', 'correct', ...MESSAGE_STEPS, 'review']

/** What the console offers a person. The commands decide again, on what is true then. */
export function stepsFor(message: Message, actor: Actor, thread: Thread): MessageJson['may'] {
  return STEPS_ALL.filter(
    (step) =>
      (STEP_ROLES[step] ?? []).some((role) => actor.roles.includes(role)) &&
      isOpenTo(step, { message, actor, thread }),
  )
}

interface Asked {
  readonly message: Message
  readonly actor: Actor
  readonly thread: Thread
}

function isOpenTo(step: Step, { message, actor, thread }: Asked): boolean {
  const isLast = lastOut(thread)?.id === message.id
  switch (step) {
    case 'change':
      return message.state === 'draft'
    case 'update':
      return isLast && message.state === 'live' && updateInHand(thread) === null
    case 'correct':
      // How long ago it ended the command knows: a page may be looked at for hours.
      return isCorrectable(message, thread, message.endedAtMs ?? 0)
    case 'review':
      return message.review === 'needed' && !message.hands.includes(actor.id)
    case 'cancel':
      return isLast && isInRow(step, message) && !isReplacedOrCancelled(message)
    case 'approve': {
      const isFresh = !message.hands.includes(actor.id) && !message.approvers.includes(actor.id)
      const isMissing = message.approvers.length < approversNeeded(message)
      return isInRow(step, message) && isFresh && isMissing && mayGoOn(message, thread)
    }
    case 'submit':
      return isInRow(step, message) && mayGoOn(message, thread)
    case 'discard':
    case 'return':
    case 'reject':
    case 'withdraw':
    case 'start':
    case 'replace':
    case 'expire':
      return isInRow(step, message)
  }
}

function isInRow(step: MessageStep, { state }: Message): boolean {
  const row: Partial<Record<MessageStep, unknown>> = STEPS[state]
  return row[step] !== undefined
}

function isReplacedOrCancelled({ endReason }: Message): boolean {
  return endReason === 'cancelled' || endReason === 'replaced'
}

/** An Update that was overtaken can only be thrown away. */
function mayGoOn(message: Message, thread: Thread): boolean {
  return message.msgType !== 'Update' || follows(message, thread)
}
