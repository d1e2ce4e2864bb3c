/**
 * `npm run fuzz -- [--minutes 10] [--seed 1]`: mutated documents, judged one by one in a thread of
 * their own, so that one that hangs is named too. Ends with 1 when there was trouble; the seeds of
 * trouble go into `test/fuzz/seeds.json`, which `npm test` judges for ever after.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { judge } from './judge.ts'
import { documentOf } from './mutate.ts'

const SEEDS = new URL('seeds.json', import.meta.url)
/** What the thread says after each batch: a silence of this long is a hang. */
const SILENCE_MS = 10_000
const BATCH = 500
const TROUBLES_MAX = 50

interface Report {
  readonly next: number
  readonly troubles: readonly { readonly seed: number; readonly what: string }[]
}

function judgeFrom(first: number): void {
  for (let batch = first; ; batch += BATCH) {
    const troubles: Report['troubles'][number][] = []
    for (let seed = batch; seed < batch + BATCH; seed++) {
      const trouble = judge(documentOf(seed))
      if (trouble !== null) troubles.push({ seed, what: `${trouble.what}: ${trouble.detail}` })
    }
    parentPort?.postMessage({ next: batch + BATCH, troubles } satisfies Report)
  }
}

async function watch(first: number, minutes: number): Promise<void> {
  const began = performance.now()
  const troubles: Report['troubles'][number][] = []
  const note = (trouble: Report['troubles'][number]): void => {
    troubles.push(trouble)
    say(`seed ${trouble.seed}: ${trouble.what}`)
  }
  let next = first
  const worker = new Worker(new URL(import.meta.url), { workerData: first })
  await new Promise<void>((done) => {
    let silence = setTimeout(hang, SILENCE_MS)
    function hang(): void {
      note({ seed: next, what: `hang: within ${BATCH} seeds from here` })
      done()
    }
    worker.on('error', (error) => {
      note({ seed: next, what: `crash within ${BATCH} seeds: ${String(error.stack)}` })
      done()
    })
    worker.on('message', (report: Report) => {
      clearTimeout(silence)
      silence = setTimeout(hang, SILENCE_MS)
      next = report.next
      report.troubles.forEach(note)
      const elapsed = (performance.now() - began) / 60_000
      if (next % 20_000 === 0) say(`${next - first} documents, ${elapsed.toFixed(1)} min`)
      if (elapsed < minutes && troubles.length < TROUBLES_MAX) return
      clearTimeout(silence)
      done()
    })
  })
  await worker.terminate()
  say(`${next - first} documents from seed ${first}, ${troubles.length} in trouble`)
  if (troubles.length === 0) return
  process.exitCode = 1
  const kept = JSON.parse(readFileSync(SEEDS, 'utf8')) as number[]
  const all = new Set([...kept, ...troubles.map((each) => each.seed)])
  writeFileSync(SEEDS, `${JSON.stringify([...all].toSorted((a, b) => a - b))}\n`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (isMainThread) {
  const options = {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  } as const
  const { values } = parseArgs({ options })
  await watch(Number(values.seed), Number(values.minutes))
} else {
  judgeFrom(Number(workerData))
}
