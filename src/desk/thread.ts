import type { Decision } from '../domain/decision.ts'
import { Refusal } from '../domain/error.ts'
import type { Alert, Message } from '../domain/message.ts'
import { expectBase, type Thread } from '../domain/message-thread.ts'
import type { Order } from '../domain/order.ts'
import type { Desk } from './desk.ts'

/** An alert with everything of it that a step may have to know. */
export interface LoadedThread {
  readonly alert: Alert
  readonly thread: Thread
  /** Of all messages, oldest first. */
  readonly orders: readonly Order[]
}

/** @throws {Refusal} `ALERT_NOT_FOUND` */
export async function loadThread(desk: Desk, alertId: string): Promise<LoadedThread> {
  const found = await desk.store.loadAlert(alertId)
  if (found === null) throw new Refusal('ALERT_NOT_FOUND', { alert: alertId })
  const { alert, messages: thread } = found
  const orders = await Promise.all(thread.map(({ id }) => desk.store.loadOrdersOfMessage(id)))
  return { alert, thread, orders: orders.flat() }
}

/** @throws {Refusal} `MESSAGE_NOT_FOUND` */
export async function loadMessage(desk: Desk, messageId: string): Promise<Message> {
  const message = await desk.store.loadMessage(messageId)
  if (message === null) throw new Refusal('MESSAGE_NOT_FOUND', { message: messageId })
  return message
}

/**
 * A step of an Update rests on what it updates: it is refused where that has moved.
 *
 * @throws {Refusal} `UPDATE_OVERTAKEN`
 */
export async function onBase(desk: Desk, message: Message, decision: Decision): Promise<Decision> {
  if (message.msgType !== 'Update') return decision
  const { thread } = await loadThread(desk, message.alertId)
  return { ...decision, expects: [...decision.expects, ...expectBase(message, thread)] }
}
