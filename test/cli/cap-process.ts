import { spawnSync } from 'node:child_process'

/** `kentongan cap` as a process of its own, with its lines of JSON read. */
export function cap(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/main.ts', 'cap', ...args], {
    encoding: 'utf8',
  })
  const lines = args.includes('--json') ? stdout.trim().split('\n').filter(Boolean) : []
  return { status, stdout, stderr, lines: lines.map((line): unknown => JSON.parse(line)) }
}
