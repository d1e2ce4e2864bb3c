import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { ROOT } from '../sources.ts'

const OUTPUT_OCTETS_MAX = 64 * 1024 * 1024

/** What one of our commands said with `--json`, and how it ended. */
export interface Said {
  readonly code: number
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly complaints: string
}

/** Runs `kentongan …ARGUMENTS --json` as a process of its own. */
export async function kentongan(...args: readonly string[]): Promise<Said> {
  const run = promisify(execFile)
  const ended = await run(process.execPath, ['src/main.ts', ...args, '--json'], {
    cwd: ROOT,
    maxBuffer: OUTPUT_OCTETS_MAX,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code?: unknown; stdout?: string; stderr?: string }) => ({
      code: typeof error.code === 'number' ? error.code : -1,
      stdout: error.stdout ?? '',
      stderr: error.stderr ?? '',
    }),
  )
  return { code: ended.code, lines: linesOf(ended.stdout), complaints: ended.stderr }
}

/** JSON objects, one a line. */
export function linesOf(text: string): Said['lines'] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What a program of the system prints. @throws {Error} when it does not end with 0. */
export function outputOf(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: OUTPUT_OCTETS_MAX,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** How a program of the system ends, whatever it says. */
export function endOf(program: string, ...args: readonly string[]): number {
  try {
    outputOf(program, ...args)
    return 0
  } catch (error) {
    const { status } = error as { status?: number | null }
    return status ?? -1
  }
}
