/** A sequence that its seed decides: for making synthetic data, never for secrets. */
export interface Prng {
  /** 0 <= next() < 1, in steps of 2^-32. */
  next(): number
  /** Whole number from 0 to `count` - 1. */
  below(count: number): number
  between(low: number, high: number): number
  /** About normal, mean 0 and deviation 1, never beyond 4: by sums, so exact on every machine. */
  normal(): number
}

/** sfc32 (Doty-Humphrey, PractRand), seeded with any whole number below 2^53. */
export function createPrng(seed: number): Prng {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`Cannot use seed as it must be 0..2^53-1: current value is ${seed}`)
  }
  let a = seed >>> 0
  let b = Math.floor(seed / 0x100000000) >>> 0
  let c = 0x9e3779b9
  let counter = 1
  const step = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  // Neighbouring seeds give like numbers until the state is mixed.
  for (let i = 0; i < 20; i++) step()
  const next = (): number => step() / 0x100000000
  return {
    next,
    below: (count) => Math.floor(next() * count),
    between: (low, high) => low + next() * (high - low),
    // Variance of the sum of three is 3/12; scaled to 1.
    normal: () => (next() + next() + next() - 1.5) * 2,
  }
}
