/** Time and randomness as this room is handed them. */
export interface Clock {
  /** Epoch ms. */
  nowMs(): number
  /** 0 <= random() < 1: for jitter. */
  random(): number
}
