import type { OrderJson } from '../../formats/json/views.ts'

/** One order as the demo's last line and its table show it. */
export interface Row {
  readonly operator: string
  readonly cbc: string
  readonly channel: string
  readonly link: string
  readonly state: string
  readonly accepted: boolean
  readonly cells: number
  readonly broadcasting: number
  readonly failed: number
  readonly silent: number
}

/** Of an order with several copies the one that fewest cells air counts. */
export function rowOf(order: OrderJson): Row {
  const [worst] = order.copies
    .map((copy) => copy.counts)
    .sort((a, b) => a.broadcasting - b.broadcasting)
  return {
    operator: order.operator,
    cbc: order.cbc,
    channel: order.channel,
    link: order.used[0] ?? '–',
    state: order.state,
    accepted: order.acceptedAt !== null,
    cells: order.cells,
    broadcasting: worst?.broadcasting ?? 0,
    failed: worst?.failed ?? 0,
    silent: worst?.silent ?? 0,
  }
}

const HEAD = [
  'operator',
  'CBC',
  'link',
  'cells',
  'accepted',
  'broadcasting',
  'failed',
  'silent',
  'time',
]

/** The demo's table: time runs from the approval to the CBC's acceptance. */
export function formatTable(orders: readonly OrderJson[], approvedAtMs: number): string[] {
  const rows = orders.map((order) => {
    const row = rowOf(order)
    const ms = order.acceptedAt === null ? null : Date.parse(order.acceptedAt) - approvedAtMs
    return [
      row.operator,
      row.cbc,
      row.link,
      String(row.cells),
      row.accepted ? 'yes' : 'no',
      String(row.broadcasting),
      String(row.failed),
      String(row.silent),
      ms === null ? '–' : `${ms} ms`,
    ]
  })
  const widths = HEAD.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return [HEAD, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
