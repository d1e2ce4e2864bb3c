import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { vi } from 'vitest'
import { run } from '../../src/cli/run.ts'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

type Settings = Readonly<Record<string, string>>

/** One command line in this process, with what it writes. One at a time. */
export async function kentongan(args: readonly string[], settings: Settings = {}): Promise<Ran> {
  let [out, err] = ['', '']
  const written = [
    vi.spyOn(process.stdout, 'write').mockImplementation((part) => ((out += String(part)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((part) => ((err += String(part)), true)),
  ]
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  try {
    const code = await run(args)
    return { code, out, err }
  } finally {
    for (const each of written) each.mockRestore()
    vi.unstubAllEnvs()
  }
}

/** One command line as its user has it: a process of its own, which reads `input`. */
export async function kentonganProcess(args: readonly string[], input: string): Promise<Ran> {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
  })
  child.stdin.end(input)
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code: child.exitCode, out, err }
}

/** The one line that `--json` gives. */
export function lineOf({ out }: Ran): unknown {
  const [line, ...more] = out.trimEnd().split('\n')
  if (more.length > 0) throw new Error(`More than one line: ${out}`)
  return JSON.parse(line ?? '')
}
