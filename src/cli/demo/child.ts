import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url))
/** A process that has not ended so long after SIGTERM does not want to. */
const STOP_MS = 10_000

/** One of our own programs as a process of its own; it speaks one JSON object a line. */
export interface Child {
  readonly name: string
  /** The first event of that kind, also one that has come already. */
  event(kind: string, withinMs: number): Promise<Record<string, unknown>>
  /** Settles when the process is gone, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>
  /** At once, as a power cut would. */
  kill(): void
  stop(): Promise<void>
}

/**
 * Starts `kentongan ARGUMENTS --json` under the very Node that runs us.
 *
 * @param environment settings of the child: nothing of ours that begins with `KENTONGAN_` comes through.
 */
export function startChild(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Child {
  const process_ = spawn(process.execPath, [MAIN, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1', ...environment },
  })
  const seen: Record<string, unknown>[] = []
  const waiting = new Set<(event: Record<string, unknown>) => void>()
  const complaints: string[] = []
  createInterface({ input: process_.stdout }).on('line', (line) => {
    const event = parseLine(line)
    if (event === null) return
    seen.push(event)
    for (const each of waiting) each(event)
  })
  createInterface({ input: process_.stderr }).on('line', (line) => {
    complaints.push(line)
    if (complaints.length > 20) complaints.shift()
  })
  const ended = once(process_, 'exit').then(() => process_.signalCode)
  return {
    name,
    ended,
    kill: () => void process_.kill('SIGKILL'),
    event: (kind, withinMs) =>
      waitFor({ process_, seen, waiting }, kind, withinMs).catch((cause: unknown) => {
        const said = complaints.join('\n')
        throw new Error(`${name} did not say "${kind}" in ${withinMs} ms\n${said}`, { cause })
      }),
    stop: () => stopChild(process_),
  }
}

function waitFor(
  of: {
    process_: ChildProcess
    seen: readonly Record<string, unknown>[]
    waiting: Set<(event: Record<string, unknown>) => void>
  },
  kind: string,
  withinMs: number,
): Promise<Record<string, unknown>> {
  const known = of.seen.find((each) => each['event'] === kind)
  if (known !== undefined) return Promise.resolve(known)
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      of.waiting.delete(take)
      act()
    }
    const take = (event: Record<string, unknown>): void => {
      if (event['event'] === kind) settle(() => resolve(event))
    }
    const timer = setTimeout(() => settle(() => reject(new Error('timed out'))), withinMs)
    of.waiting.add(take)
    of.process_.once('exit', (code) => settle(() => reject(new Error(`it ended with ${code}`))))
  })
}

async function stopChild(process_: ChildProcess): Promise<void> {
  if (process_.exitCode !== null || process_.signalCode !== null) return
  const ended = once(process_, 'exit')
  process_.kill('SIGTERM')
  const timer = setTimeout(() => process_.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(timer)
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
