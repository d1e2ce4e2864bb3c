import { canonicalJson } from './canonical-json.ts'
import type { Content } from './message.ts'
import type { CodedPages, Plan } from './plan.ts'

/**
 * The text whose SHA-256 is the content hash: what an approver approves (design §3.4), as RFC
 * 8785 JSON. Everything that decides what is sent, where, how and for how long is in it; what is
 * only told about it (population, outline, findings) is not.
 */
export function contentHashText(content: Content, plan: Plan): string {
  const orders = plan.orders.map((order) => ({
    cbc: order.cbc,
    operator: order.operator,
    inventoryVersion: order.inventoryVersion,
    cellsDigest: order.cellsDigest,
    geocodes: order.geocodes.map(({ valueName, value }) => `${valueName} ${value}`),
    cells: order.cells,
    coding: order.coding,
    repetitionSeconds: order.repetitionSeconds,
    repetition: order.repetition.map(({ rat, periodSeconds }) => `${rat} ${periodSeconds}`),
    forms: order.forms.map(({ link, kind }) => ({ link, kind })),
  }))
  const copies = plan.copies.map((copy) => ({
    language: copy.language,
    messageIdentifier: copy.messageIdentifier,
    ...hashedPages(copy),
    prefixed: copy.prefixed === null ? null : hashedPages(copy.prefixed),
  }))
  return canonicalJson({
    form: 2,
    content,
    copies,
    orders,
    regionVersion: plan.regionVersion,
    policyVersion: plan.policyVersion,
  })
}

function hashedPages({ dcs, pages }: CodedPages): { dcs: number; pages: string[] } {
  return { dcs, pages: pages.map(({ useful, hex }) => `${useful}:${hex}`) }
}
