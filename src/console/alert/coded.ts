import type { Page } from '../../domain/cb/pages.ts'
import type { PlanJson } from '../../formats/json/views.ts'

type PlannedCopy = PlanJson['copies'][number]

/** The pages of a planned copy as octets; a plan that is no hex gives no pages. */
export function pagesOf({ pages }: PlannedCopy): Page[] {
  return pages.map(({ hex, useful }) => ({ octets: octetsOf(hex), useful }))
}

/** The content hash in groups that two people can read to each other. */
export function groupHash(hash: string): string {
  return hash.match(/.{1,8}/g)?.join(' ') ?? ''
}

function octetsOf(hex: string): Uint8Array {
  const pairs = hex.match(/[0-9a-f]{2}/gi) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}
