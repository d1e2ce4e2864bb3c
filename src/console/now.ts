/** The browser's clock, epoch ms: the only place in the console that reads it. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
