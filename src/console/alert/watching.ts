import type { MessageState } from '../../domain/message-state.ts'
import type { OrderState } from '../../domain/order.ts'
import type { AlertJson, OrderJson } from '../../formats/json/views.ts'

const RETRY_MOST = 30

/** Seconds before the next try after so many failures in a row: 1, 2, 4 … 30. */
export function retrySeconds(failures: number): number {
  return Math.min(RETRY_MOST, 2 ** Math.max(0, failures - 1))
}

/** Something that happened to an alert while it was being watched, worth saying aloud. */
export type Change =
  | { readonly of: 'message'; readonly n: number; readonly state: MessageState }
  | { readonly of: 'order'; readonly cbc: string; readonly state: OrderState }

/** What is new in `after`; nothing is new in the first thing seen. */
export function changesBetween(before: AlertJson | null, after: AlertJson): Change[] {
  if (before === null) return []
  return after.messages.flatMap((message): Change[] => {
    const old = before.messages.find(({ id }) => id === message.id)
    const orders = message.orders.flatMap(({ id, cbc, state }): Change[] => {
      const was = old?.orders.find((order) => order.id === id)?.state
      return was === state || was === undefined ? [] : [{ of: 'order', cbc, state }]
    })
    const { n, state } = message
    return old?.state === state ? orders : [{ of: 'message', n, state }, ...orders]
  })
}

/** What the cells of an order say; every figure is about the cells in its plan. */
export interface Reach {
  readonly cells: number
  /** On air now. */
  readonly broadcasting: number
  /** On air now, or done: completed, or stopped by a Cancel. */
  readonly answered: number
  readonly failed: number
  readonly silent: number
  /** Whole per cent answered, rounded down: 100 only when every cell has. */
  readonly percent: number
}

/**
 * How far an order has come. With two copies the worse one counts in each figure, since a cell
 * that airs only one of them is not done.
 */
export function reachOf({ cells, copies }: OrderJson): Reach {
  const counts = copies.map((copy) => copy.counts)
  const least = (of: (each: Counts) => number) =>
    counts.length === 0 ? 0 : Math.min(...counts.map(of))
  const most = (of: (each: Counts) => number) => Math.max(0, ...counts.map(of))
  return withPercent({
    cells,
    broadcasting: least((each) => each.broadcasting),
    answered: least((each) => each.broadcasting + each.completed + each.cancelled),
    failed: most((each) => each.failed),
    silent: most((each) => each.silent),
  })
}

/** The reach of all orders together. */
export function totalReach(orders: readonly OrderJson[]): Reach {
  const none = { cells: 0, broadcasting: 0, answered: 0, failed: 0, silent: 0 }
  const total = orders.map(reachOf).reduce<Omit<Reach, 'percent'>>(
    (sum, each) => ({
      cells: sum.cells + each.cells,
      broadcasting: sum.broadcasting + each.broadcasting,
      answered: sum.answered + each.answered,
      failed: sum.failed + each.failed,
      silent: sum.silent + each.silent,
    }),
    none,
  )
  return withPercent(total)
}

type Counts = OrderJson['copies'][number]['counts']

function withPercent(reach: Omit<Reach, 'percent'>): Reach {
  const percent = reach.cells === 0 ? 0 : Math.floor((reach.answered * 100) / reach.cells)
  return { ...reach, percent }
}

/** True once the CBC has said yes. */
export function isAccepted({ state, acceptedAt }: OrderJson): boolean {
  return acceptedAt !== null || state === 'accepted' || state === 'on-air'
}
