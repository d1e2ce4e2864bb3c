/** `npm run bench -- NAME… [--json]`: measures against named peers; without a name, everything. */
import { measureCap } from './cap.ts'
import { measureCb } from './cb.ts'
import type { BenchLine } from './line.ts'

const BENCHES: ReadonlyMap<string, () => AsyncIterable<BenchLine>> = new Map([
  ['cap', measureCap],
  ['cb', measureCb],
])

const words = process.argv.slice(2)
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => !BENCHES.has(name))
if (unknown.length > 0) {
  process.stderr.write(`No bench ${unknown.join(', ')}: ${[...BENCHES.keys()].join(', ')}\n`)
  process.exit(2)
}
for (const name of names.length > 0 ? names : BENCHES.keys()) {
  for await (const line of BENCHES.get(name)!()) say(line)
}

function say(line: BenchLine): void {
  if (words.includes('--json')) {
    process.stdout.write(`${JSON.stringify(line)}\n`)
    return
  }
  const { bench, case: name, ours, peer, peerName, unit, ratio, goal, met } = line
  const verdict = met ? 'met' : 'MISSED'
  const times = `${ours} ${unit} against ${peer} ${unit} of ${peerName}`
  process.stdout.write(`${bench} ${name}: ${times}, ratio ${ratio} (goal ${goal}, ${verdict})\n`)
}
