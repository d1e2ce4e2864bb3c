/** One measurement, as `npm run bench -- NAME --json` prints it. `ratio` above 1: ours is better. */
export interface BenchLine {
  readonly bench: string
  readonly case: string
  readonly ours: number
  readonly peer: number
  readonly peerName: string
  readonly unit: string
  readonly ratio: number
  readonly goal: number
  readonly met: boolean
}

/** Two ways to do one thing, run in turn so that both meet the same machine. */
interface Duel {
  readonly bench: string
  readonly case: string
  readonly peerName: string
  readonly goal: number
  readonly ours: () => unknown
  readonly peer: () => unknown
}

const ROUNDS = 31
const ROUND_MS = 12

/** Microseconds of one call on each side: the median of rounds that alternate between them. */
export function fight({ bench, case: name, peerName, goal, ours, peer }: Duel): BenchLine {
  for (const side of [ours, peer, ours, peer]) round(side)
  const times = { ours: [] as number[], peer: [] as number[] }
  for (let at = 0; at < ROUNDS; at++) {
    times.ours.push(round(ours))
    times.peer.push(round(peer))
  }
  const [mine, theirs] = [median(times.ours), median(times.peer)]
  const ratio = digits(theirs / mine)
  return {
    bench,
    case: name,
    ours: digits(mine),
    peer: digits(theirs),
    peerName,
    unit: 'µs',
    ratio,
    goal,
    met: ratio >= goal,
  }
}

/** Microseconds of one call, the median of rounds, against what it may take. */
export function keep(of: {
  readonly bench: string
  readonly case: string
  readonly budgetUs: number
  readonly ours: () => unknown
}): BenchLine {
  for (let at = 0; at < 2; at++) round(of.ours)
  const ours = median(Array.from({ length: ROUNDS }, () => round(of.ours)))
  const ratio = digits(of.budgetUs / ours)
  return {
    bench: of.bench,
    case: of.case,
    ours: digits(ours),
    peer: of.budgetUs,
    peerName: 'the time it may take',
    unit: 'µs',
    ratio,
    goal: 1,
    met: ratio >= 1,
  }
}

/** Calls until the round is over; microseconds of one. */
function round(call: () => unknown): number {
  const began = performance.now()
  let [calls, elapsed] = [0, 0]
  do {
    call()
    calls += 1
    elapsed = performance.now() - began
  } while (elapsed < ROUND_MS)
  return (elapsed * 1000) / calls
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function digits(value: number): number {
  return Number(value.toPrecision(4))
}
