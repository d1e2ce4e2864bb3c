import type { ContentJson } from '../../formats/json/content.ts'

/**
 * Text that is not saved yet, kept in this tab so that neither an ended session nor a reload
 * loses it. It belongs to one person: whoever signs in next in the same tab does not see it.
 */
export interface Stashed {
  readonly account: string
  /** Version of the message it was written on; null for an alert that is new. */
  readonly version: number | null
  readonly content: ContentJson
  /** Fields that stood half filled: a start without its hour must not come back as "at once". */
  readonly unfinished: readonly string[]
}

/** What of `sessionStorage` is needed, so that a test can hand in its own. */
export interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export function stash(shelf: Shelf, subject: string, stashed: Stashed): void {
  try {
    shelf.setItem(keyOf(subject), JSON.stringify(stashed))
  } catch {
    // A full or closed shelf: the text is still on the screen.
  }
}

/** The text that this person left on `subject` (a message, or `new`), or null. */
export function unstash(shelf: Shelf, subject: string, account: string): Stashed | null {
  try {
    const text = shelf.getItem(keyOf(subject))
    if (text === null) return null
    const stashed = JSON.parse(text) as Partial<Stashed>
    const ours = stashed.account === account && stashed.content?.texts !== undefined
    return ours ? (stashed as Stashed) : null
  } catch {
    return null
  }
}

export function dropStash(shelf: Shelf, subject: string): void {
  try {
    shelf.removeItem(keyOf(subject))
  } catch {
    // Nothing was kept.
  }
}

function keyOf(subject: string): string {
  return `kentongan.draft.${subject}`
}
