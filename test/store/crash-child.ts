import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/open.ts'
import { decision, drafted, started } from './rig.ts'

/**
 * Commits alerts until it is killed, and prints the number of each once it is durable. With a
 * second argument it kills itself at that salt: after the entry's decision was written, before
 * COMMIT.
 */
const [folder, diesAt] = [process.argv[2]!, Number(process.argv[3] ?? Infinity)]

let salts = 0
const store = await openStore(folder, {
  salt() {
    if (++salts === diesAt) process.kill(process.pid, 'SIGKILL')
    return randomBytes(32)
  },
  nowMs: () => 1_790_000_000_000,
})
for (;;) {
  const number = await store.nextAlertNumber()
  const numbers = [number, number + 1, number + 2]
  const batch = numbers.map((each) =>
    decision({ writes: drafted(each), entries: [started(String(each)), started('second')] }),
  )
  const results = await store.commit(batch)
  for (const [at, each] of numbers.entries()) {
    if (!('seq' in results[at]!)) throw new TypeError('refused')
    writeSync(1, `${each}\n`)
  }
}
