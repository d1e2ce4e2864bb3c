import { alertIdentifier } from '../domain/cb/choose-identifier.ts'
import { repetitionFor } from '../domain/cb/repetition.ts'
import type { CbcSettings } from '../domain/decision.ts'
import type { Content, Message } from '../domain/message.ts'
import { registryAt } from '../domain/operators/registry.ts'
import { codedAs, type Plan, type PlannedCopy, type PlannedOrder } from '../domain/plan.ts'
import { correctionContent, type ReadyTextId } from '../domain/ready-text.ts'
import { planCopies, prefixedCbcs } from './plan-copies.ts'

export interface PlannedCorrection {
  readonly content: Content
  readonly plan: Plan
}

/**
 * A ready text over the cells and at the identifiers of what it corrects, whatever the table of
 * identifiers or a newer inventory would say today: who heard the one must hear the other.
 *
 * @throws {TypeError} when the message was never planned.
 */
export function planCorrection(
  corrected: Message,
  of: { readonly text: ReadyTextId; readonly nowMs: number; readonly cbcs: readonly CbcSettings[] },
): PlannedCorrection {
  const { plan: before } = corrected
  if (before === null) throw new TypeError(`Message ${corrected.id} has no plan`)
  const prefixed = prefixedCbcs(registryAt(of.nowMs), of.cbcs)
  const plan = (isBare: boolean): PlannedCorrection & { isWhole: boolean } => {
    const content = correctionContent(corrected.content, { text: of.text, isBare })
    const identifiers = content.texts.flatMap(({ language }) => {
      const copy = before.copies.find((each) => each.language === language)
      return copy === undefined ? [] : alertIdentifier(content.kind, copy.messageIdentifier)
    })
    const { copies, findings } = planCopies(content, identifiers, prefixed)
    const orders = before.orders.map((order) => planOrder(order, copies, { ...of, content }))
    const isWhole = copies.length === content.texts.length && findings.length === 0
    const made = { ...before, madeAtMs: of.nowMs, copies, orders, findings: [] }
    return { content, plan: made, isWhole }
  }
  const full = plan(false)
  const { content, plan: made } = full.isWhole ? full : plan(true)
  return { content, plan: made }
}

/** The order of the same cells, repeated as the new text and its time want it. */
function planOrder(
  order: PlannedOrder,
  copies: readonly PlannedCopy[],
  of: { readonly nowMs: number; readonly cbcs: readonly CbcSettings[]; readonly content: Content },
): PlannedOrder {
  const { nowMs, content } = of
  const coding = of.cbcs.find(({ cbc }) => cbc === order.cbc)?.coding ?? 'untagged'
  const pages = copies.reduce((sum, copy) => {
    const coded = coding === 'prefix' && copy.prefixed === null ? copy : codedAs(copy, coding)
    return sum + coded.pages.length
  }, 0)
  const fields = {
    nowMs,
    expiresMs: nowMs + content.minutes * 60_000,
    cbc: order.cbc,
    pages: Math.max(1, pages),
  }
  const repetition = order.repetition.map(({ rat, onAir }) => {
    const wantedSeconds = content.repetitionSeconds
    const planned = repetitionFor(rat, { ...fields, wantedSeconds, onAir })
    if (planned === null) throw new TypeError('A correction has time on air')
    return { rat, onAir, periodSeconds: planned.periodSeconds, broadcasts: planned.count }
  })
  const periods = repetition.map(({ periodSeconds }) => periodSeconds)
  const wantedSeconds = Math.max(...periods, periods.length === 0 ? content.repetitionSeconds : 0)
  const advice = repetitionFor('NR', { ...fields, wantedSeconds, onAir: { pages: 0, messages: 0 } })
  return {
    ...order,
    coding,
    repetition,
    repetitionSeconds: wantedSeconds,
    broadcasts: advice?.count ?? 1,
  }
}
