import { appendFileSync, readFileSync } from 'node:fs'

/**
 * The list beside a backup, of when it was restored and from which turn serial numbers went on: a
 * backup that is restored twice knows nothing of its first life but by this. A JSON object a line.
 */

export interface RestoreNoted {
  readonly turn: number
  readonly atMs: number
}

/** Restores of a backup so far; what cannot be read is left out. */
export function readRestoreList(file: string): readonly RestoreNoted[] {
  let text = ''
  try {
    text = readFileSync(listOf(file), 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => noted(line) ?? [])
}

/** Adds a line, and returns once it is on the disk: false where nothing can be written there. */
export function noteRestore(
  file: string,
  of: RestoreNoted & { readonly instance: string },
): boolean {
  const at = new Date(of.atMs).toISOString()
  try {
    const line = `${JSON.stringify({ at, turn: of.turn, instance: of.instance })}\n`
    appendFileSync(listOf(file), line, { mode: 0o600, flush: true })
    return true
  } catch {
    return false
  }
}

function listOf(file: string): string {
  return `${file}.restores`
}

function noted(line: string): RestoreNoted | null {
  try {
    const { at, turn } = JSON.parse(line) as { readonly at: unknown; readonly turn: unknown }
    const atMs = Date.parse(String(at))
    if (Number.isSafeInteger(turn) && Number.isSafeInteger(atMs))
      return { turn: turn as number, atMs }
  } catch {
    // A line that was cut by a crash: the restore that wrote it came to nothing.
  }
  return null
}
