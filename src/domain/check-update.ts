import { finding, type Finding } from './finding.ts'
import { instanceOf } from './identity.ts'
import type { Message } from './message.ts'
import { mayHold, type Order } from './order.ts'
import type { Plan, PlannedCopy } from './plan.ts'

/**
 * What the approver of an Update has to know besides its content: whether phones will sound again,
 * and where it stops what is on air.
 *
 * @param of.base what is on air.
 * @param of.orders those of all messages of the thread.
 * @param of.instance letters of this installation: after a restore even a text that stays gets a
 *   new serial number, since another may have been on air in between.
 * @param of.narrowed cells of each CBC that air what is on air and would not air the Update.
 */
export function* checkUpdate(
  plan: Plan,
  of: {
    readonly base: Message
    readonly orders: readonly Order[]
    readonly instance: string
    readonly narrowed: ReadonlyMap<string, number>
  },
): Generator<Finding> {
  const before = of.base.plan?.copies ?? []
  const { copies } = plan
  const same = copies.filter((copy) => before.some((each) => isSameCopy(each, copy)))
  const own = of.orders.filter(({ messageId }) => messageId === of.base.id)
  const isForeign = own.some(({ identifier }) => instanceOf(identifier) !== of.instance)
  if (isForeign && same.length > 0) {
    const language = same.map((copy) => copy.language).join(', ')
    yield finding('warning', 'update-restored', '/texts', { language })
  } else if (copies.length > 0 && same.length === copies.length) {
    yield finding('info', 'update-silent', '/texts')
  }
  const planned = new Set(plan.orders.map(({ cbc }) => cbc))
  const stopped = of.orders.filter((order) => mayHold(order) && !planned.has(order.cbc))
  const cbcs = [...new Set(stopped.map(({ cbc }) => cbc))].toSorted()
  if (cbcs.length > 0) yield finding('info', 'update-stops', '/area', { cbc: cbcs.join(', ') })
  for (const [cbc, cells] of of.narrowed) {
    yield finding('warning', 'update-narrows', '/area', { cbc, cells })
  }
}

/** True where phones that have shown the one have nothing new to show in the other. */
export function isSameCopy(before: PlannedCopy, copy: PlannedCopy): boolean {
  return (
    before.messageIdentifier === copy.messageIdentifier &&
    before.text === copy.text &&
    octetsOf(before) === octetsOf(copy)
  )
}

function octetsOf({ dcs, pages }: PlannedCopy): string {
  return [dcs, ...pages.map(({ useful, hex }) => `${useful}:${hex}`)].join()
}
