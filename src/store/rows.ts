import { z } from 'zod'
import type { Account } from '../domain/account.ts'
import { ROLES } from '../domain/account.ts'
import { CODINGS } from '../domain/cb/dcs.ts'
import type { CbcSettings } from '../domain/decision.ts'
import type { Alert, Content, Message } from '../domain/message.ts'
import { MESSAGE_TYPES } from '../domain/message.ts'
import { MESSAGE_STATES } from '../domain/message-state.ts'
import {
  type Attempt,
  LINK_NAMES,
  type Order,
  ORDER_STATES,
  type OrderCopy,
  OUTCOME_KINDS,
  SERIAL_CHOICES,
  STAGES,
  type UsedPair,
} from '../domain/order.ts'
import type * as tables from './schema.ts'

/** Domain to row and back. What no longer reads as what was written is a {@link DamagedRow}. */

export type AlertRow = typeof tables.alert.$inferSelect
export type MessageRow = typeof tables.message.$inferSelect
export type OrderRow = typeof tables.orders.$inferSelect
export type CopyRow = typeof tables.orderCopy.$inferSelect
export type AttemptRow = typeof tables.attempt.$inferSelect
export type AccountRow = typeof tables.account.$inferSelect
export type CbcRow = typeof tables.cbc.$inferSelect

/** A row that this release cannot have written: a damaged disk, or a hand in the database. */
export class DamagedRow extends Error {
  override readonly name = 'DamagedRow'
  readonly table: string
  readonly id: string

  constructor(table: string, id: string, options?: ErrorOptions) {
    super(`Cannot read ${table} "${id}" as its row is damaged`, options)
    this.table = table
    this.id = id
  }
}

const Strings = z.array(z.string())
const Links = z.array(z.enum(LINK_NAMES))
const Roles = z.array(z.enum(ROLES))
const CbcLinks = z.array(
  z.discriminatedUnion('link', [
    z.object({ link: z.literal('cap-push'), url: z.string(), pushToken: z.string() }),
    z.object({ link: z.literal('cap-feed') }),
  ]),
)

export function alertToRow(alert: Alert): AlertRow {
  const number = Number(alert.id)
  if (!Number.isSafeInteger(number) || number < 1 || String(number) !== alert.id) {
    throw new RangeError(`Cannot keep alert "${alert.id}" as its id must be a number from 1`)
  }
  return { ...alert, number, origin: JSON.stringify(alert.origin) }
}

export function rowToAlert(row: AlertRow): Alert {
  return sound('alert', row.id, () => {
    const { number: _, ...rest } = row
    return { ...rest, origin: JSON.parse(row.origin) } as Alert
  })
}

/** As a row, whole or in part: the keys that are there are the ones that come out. */
export function messageToRow(message: Partial<Omit<Message, 'version'>>): Partial<MessageRow> {
  const { content, plan, hands, approvers, ...plain } = message
  const row: Partial<MessageRow> = { ...plain }
  if (content !== undefined) {
    row.content = JSON.stringify(content)
    row.startMs = content.startMs
  }
  if (plan !== undefined) row.plan = plan === null ? null : JSON.stringify(plan)
  if (hands !== undefined) row.hands = JSON.stringify(hands)
  if (approvers !== undefined) row.approvers = JSON.stringify(approvers)
  return row
}

export function rowToMessage(row: MessageRow, version: number): Message {
  return sound('message', row.id, () => {
    const { startMs: _, ...rest } = row
    return {
      ...rest,
      version,
      msgType: oneOf(MESSAGE_TYPES, row.msgType),
      state: oneOf(MESSAGE_STATES, row.state),
      content: JSON.parse(row.content) as Content,
      plan: row.plan === null ? null : (JSON.parse(row.plan) as Message['plan']),
      hands: Strings.parse(JSON.parse(row.hands)),
      approvers: Strings.parse(JSON.parse(row.approvers)),
    } as Message
  })
}

/** Without its copies, which are rows of their own. */
export function orderToRow(order: Partial<Omit<Order, 'version'>>): Partial<OrderRow> {
  const { links, used, copies: _, ...plain } = order
  const row: Partial<OrderRow> = { ...plain }
  if (links !== undefined) row.links = JSON.stringify(links)
  if (used !== undefined) row.used = JSON.stringify(used)
  return row
}

export function rowToOrder(row: OrderRow, version: number, copies: readonly CopyRow[]): Order {
  return sound('order', row.id, () => {
    const order = {
      ...row,
      version,
      msgType: oneOf(MESSAGE_TYPES, row.msgType),
      state: oneOf(ORDER_STATES, row.state),
      stage: row.stage === null ? null : oneOf(STAGES, row.stage),
      links: Links.parse(JSON.parse(row.links)),
      used: Links.parse(JSON.parse(row.used)),
      copies: copies.map(rowToCopy),
    }
    return order as Order
  })
}

export function copyToRow(orderId: string, n: number, copy: OrderCopy): CopyRow {
  const { counts, used, ...plain } = copy
  return { orderId, n, ...plain, ...counts, ...usedToRow(used) }
}

function rowToCopy(row: CopyRow): OrderCopy {
  const { orderId: _, n: __, usedIdentifier, usedSerial, ...rest } = row
  const { silent, failed, broadcasting, completed, cancelled, ...plain } = rest
  const copy = { ...plain, counts: { silent, failed, broadcasting, completed, cancelled } }
  if (usedIdentifier === null || usedSerial === null) return copy
  return { ...copy, used: { messageIdentifier: usedIdentifier, serial: usedSerial } }
}

export function usedToRow(used?: UsedPair): Pick<CopyRow, 'usedIdentifier' | 'usedSerial'> {
  return { usedIdentifier: used?.messageIdentifier ?? null, usedSerial: used?.serial ?? null }
}

export function rowToAttempt(row: AttemptRow): Attempt {
  return sound('attempt', `${row.orderId} ${row.n}`, () => ({
    ...row,
    link: oneOf(LINK_NAMES, row.link),
    outcome: row.outcome === null ? null : oneOf(OUTCOME_KINDS, row.outcome),
  }))
}

export function accountToRow(account: Partial<Account>): Partial<AccountRow> {
  const { roles, ...plain } = account
  return roles === undefined ? plain : { ...plain, roles: JSON.stringify(roles) }
}

export function rowToAccount(row: AccountRow): Account {
  return sound('account', row.id, () => ({ ...row, roles: Roles.parse(JSON.parse(row.roles)) }))
}

export function rowToCbc(row: CbcRow): CbcSettings {
  return sound('cbc', row.cbc, () => ({
    ...row,
    links: CbcLinks.parse(JSON.parse(row.links)),
    coding: oneOf(CODINGS, row.coding),
    serial: oneOf(SERIAL_CHOICES, row.serial),
  }))
}

// What is on the disk is little-endian, whatever the machine.
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1

export function timesToOctets(times: Uint32Array): Buffer {
  const octets = Buffer.from(times.buffer, times.byteOffset, times.byteLength)
  return IS_LITTLE_ENDIAN ? octets : Buffer.from(octets).swap32()
}

export function octetsToTimes(octets: Buffer): Uint32Array {
  const copy = Buffer.from(new ArrayBuffer(octets.length))
  octets.copy(copy)
  if (!IS_LITTLE_ENDIAN) copy.swap32()
  return new Uint32Array(copy.buffer)
}

export function sound<T>(table: string, id: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new DamagedRow(table, id, { cause: error })
  }
}

function oneOf<T extends string>(values: readonly T[], value: string): T {
  const found = values.find((each) => each === value)
  if (found !== undefined) return found
  throw new RangeError(`Cannot read "${value}" as it must be one of ${values.join(', ')}`)
}
