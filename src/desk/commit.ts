import type { Decision } from '../domain/decision.ts'
import { type ErrorCode, Refusal } from '../domain/error.ts'
import type { Committed, Store } from '../store/open.ts'

/** @throws {Refusal} when the decision is refused; nothing of it is stored then. */
export async function commitOne(store: Store, decision: Decision): Promise<Committed> {
  const [outcome] = await store.commit([decision])
  if (outcome === undefined) throw new TypeError('A commit of one decision has one outcome')
  if (outcome instanceof Refusal) throw outcome
  return outcome
}

/** How often a step of the service itself is made again when somebody else was first. */
const TRIES = 8
/** Refusals that say no more than that somebody else was first. */
const RACES: readonly ErrorCode[] = ['STALE_VERSION', 'SERIAL_TAKEN', 'RECEIPT_CHANGED']

/**
 * Decides and commits until nobody else gets in between: for what the service does by itself.
 * People are told instead (`STALE_VERSION`), since they decided on what they saw.
 *
 * @param decide loads the facts anew each time; null when there is nothing left to do.
 * @throws {Refusal}
 */
export async function commitAgain(
  store: Store,
  decide: () => Promise<Decision | null>,
): Promise<Committed | null> {
  for (let turn = 1; ; turn++) {
    const decision = await decide()
    if (decision === null) return null
    const [outcome] = await store.commit([decision])
    if (outcome !== undefined && !(outcome instanceof Refusal)) return outcome
    const raced = RACES.some((code) => code === outcome?.code)
    if (outcome !== undefined && (!raced || turn >= TRIES)) throw outcome
  }
}
