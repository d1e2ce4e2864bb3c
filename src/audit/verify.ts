/**
 * Verification of a whole log, and the name of the first entry that is wrong.
 *
 * Four kinds of evidence, each reaching where the one before does not:
 *
 * 1. A row against itself: seq, time, visibility and commitment of its leaf, its place after the
 *    row before. Names the row.
 * 2. The next row's link, or the head's after the last row (log.ts): a leaf made anew to fit a
 *    changed body fits its own row but not what later rows say of it. Names the row, as long as
 *    any later link was left as it was.
 * 3. The head: rows missing at the end or added beyond it.
 * 4. Signed checkpoints: who rewrites all rows, links and the head from some entry on cannot sign.
 *    The first checkpoint that differs names the first entry after the last one that agrees; all
 *    between the two are in doubt, and `what` is `checkpoint-differs`.
 *
 * What was appended, or rewritten, after the last checkpoint at hand by one who holds the whole
 * store cannot be told from the truth: hand in a checkpoint kept elsewhere.
 *
 * An erased entry (no salt, no body) stands as long as its leaf does, and is counted.
 */

import { openCheckpoint, parseCheckpoint, type Checkpoint, type Trust } from './checkpoint.ts'
import {
  HASH_OCTETS,
  SALT_OCTETS,
  commitmentInput,
  decodeLeaf,
  type Leaf,
  type Sha256,
} from './leaf.ts'
import { decodeChain, emptyChain, nextLink, type Chain, type EntryRow, type Head } from './log.ts'
import { hashLeaf, sameOctets, type Frontier } from './tree.ts'

/** Codes of what can be wrong, as `audit verify --json` gives them. Never renamed. */
export type ProblemKind =
  /** No row of this seq, though later rows, the head or a checkpoint count it. */
  | 'missing'
  /** More rows than the head counts. */
  | 'beyond-head'
  /** The row's leaf was made for another seq. */
  | 'moved'
  | 'leaf-unreadable'
  | 'time-changed'
  | 'visibility-changed'
  /** Salt or body do not give the commitment of the leaf. */
  | 'entry-changed'
  /** One of salt and body is gone and the other is not. */
  | 'half-erased'
  /** The leaf is not the one that later rows were linked over. */
  | 'leaf-changed'
  | 'link-changed'
  | 'time-backwards'
  /** The head is not that of these rows; either it or the last row was changed. */
  | 'head-differs'
  | 'checkpoint-differs'
  /** No trusted key signed it, or not for this log. */
  | 'checkpoint-refused'

export interface Problem {
  /** The first entry that is wrong. For a head or a checkpoint: the last entry it counts. */
  readonly seq: number
  readonly what: ProblemKind
}

export interface Verification {
  /** Rows read, up to the problem when there is one. */
  readonly size: number
  /** Root of the tree of their leaves. */
  readonly root: Uint8Array
  /** Entries without salt and body. */
  readonly erased: number
  /** The largest checkpoint that was signed as it must be and that these rows bear out. */
  readonly checkpoint: Checkpoint | null
  readonly verified: boolean
  readonly problem: Problem | null
}

export interface LogReading {
  /** In order of seq, from 0. */
  readonly entries: Iterable<EntryRow> | AsyncIterable<EntryRow>
  /** Null where there is none to read, as in public tiles: the last checkpoint must do. */
  readonly head: Head | null
  /** Signed notes, in any order. */
  readonly checkpoints: readonly string[]
  readonly sha256: Sha256
  readonly trust: Trust
}

/** Reads all entries once, in order, holding one at a time, and stops at the first wrong row. */
export async function verifyLog(reading: LogReading): Promise<Verification> {
  const check = new LogCheck(reading)
  // A plain loop where it will do: awaiting every row costs more than hashing it.
  if (Symbol.iterator in reading.entries) {
    for (const row of reading.entries) if (!check.take(row)) break
  } else {
    for await (const row of reading.entries) if (!check.take(row)) break
  }
  return check.finish(reading.head)
}

/** The same, for a caller that pushes rows: {@link LogCheck.take} each, then finish. */
export class LogCheck {
  readonly #sha256: Sha256
  readonly #tree: Frontier
  /** Link that the row to come should have. */
  #link: Uint8Array
  #lastMs = 0
  #erased = 0
  #problem: Problem | null = null
  #doubt: Doubt | null = null
  readonly #checkpoints: CheckpointRun

  constructor(means: Pick<LogReading, 'sha256' | 'checkpoints' | 'trust'>) {
    const chain = emptyChain(means.sha256)
    this.#sha256 = means.sha256
    this.#tree = chain.tree
    this.#link = chain.link
    this.#checkpoints = new CheckpointRun(means.checkpoints, means.trust)
    this.#checkpoints.meet(this.#tree)
  }

  /** @returns false when a wrong row is known, so that no more need be read. */
  take(row: EntryRow): boolean {
    if (this.#problem !== null) return false
    const seq = this.#tree.size
    const leafHash = hashLeaf(this.#sha256, row.leaf)
    const leaf = decodeLeaf(row.leaf)
    this.#settle(row.seq === seq ? row.link : null)
    this.#problem ??= misplaced(row, leaf, seq)
    if (this.#problem !== null || leaf === null) return false

    const own = this.#own(row, leaf)
    if (row.link === null || sameOctets(row.link, this.#link)) {
      this.#problem = own ?? (leaf.timeMs < this.#lastMs ? { seq, what: 'time-backwards' } : null)
    } else {
      this.#doubt = { seq, own, stored: row.link, made: this.#link, leafHash }
    }
    if (this.#problem !== null) return false

    this.#link = nextLink(this.#sha256, this.#link, leafHash)
    this.#lastMs = leaf.timeMs
    if (row.body === null) this.#erased += 1
    this.#tree.append(leafHash)
    this.#checkpoints.meet(this.#tree)
    return true
  }

  finish(head: Head | null): Verification {
    const size = this.#tree.size
    const chain = head === null ? null : decodeChain(this.#sha256, head.frontier)
    this.#settle(chain?.tree.size === size ? chain.link : null)
    if (this.#problem === null && head !== null) this.#problem = this.#compare(head, chain)
    this.#problem = this.#checkpoints.judge(this.#problem, size)
    return {
      size,
      root: this.#tree.root(),
      erased: this.#erased,
      checkpoint: this.#checkpoints.agreed,
      verified: this.#problem === null,
      problem: this.#problem,
    }
  }

  /** Whether the row agrees with its own leaf. */
  #own(row: EntryRow, leaf: Leaf): Problem | null {
    const { seq, salt, body } = row
    if (row.atMs !== leaf.timeMs) return { seq, what: 'time-changed' }
    if (row.visibility !== leaf.visibility) return { seq, what: 'visibility-changed' }
    if (salt === null && body === null) return null
    if (salt === null || body === null) return { seq, what: 'half-erased' }
    if (salt.length !== SALT_OCTETS) return { seq, what: 'entry-changed' }
    const commitment = this.#sha256(commitmentInput(salt, body))
    return sameOctets(commitment, leaf.commitment) ? null : { seq, what: 'entry-changed' }
  }

  /**
   * A row whose link is not what the rows before it give: either its link was changed, or the row
   * before was. The link after it was made over the true one of the two.
   */
  #settle(next: Uint8Array | null): void {
    if (this.#doubt === null) return
    const { seq, own, stored, made, leafHash } = this.#doubt
    this.#doubt = null
    const linkChanged: Problem = own ?? { seq, what: 'link-changed' }
    const before: Problem = { seq: seq - 1, what: 'leaf-changed' }
    const over = (link: Uint8Array): boolean =>
      next !== null && sameOctets(next, nextLink(this.#sha256, link, leafHash))

    // Nothing stands before the first row, and what a signed checkpoint bears out was not changed.
    const proven = seq === 0 || (this.#checkpoints.agreed?.size ?? 0) >= seq
    if (stored.length !== HASH_OCTETS || proven || over(made)) this.#problem = linkChanged
    else if (over(stored)) this.#problem = before
    // No later word for either: a row that is wrong by itself explains both, else the earlier one.
    else this.#problem = own ?? before
  }

  #compare(head: Head, chain: Chain | null): Problem | null {
    const size = this.#tree.size
    // Where the frontier counts these rows and the size beside it does not, the head is what lies.
    if (size < head.size && chain?.tree.size !== size) return { seq: size, what: 'missing' }
    if (size > head.size && chain?.tree.size !== size) {
      return { seq: Math.max(0, head.size), what: 'beyond-head' }
    }
    const agrees =
      head.size === size &&
      chain?.tree.size === size &&
      sameOctets(chain.link, this.#link) &&
      sameOctets(chain.tree.encode(), this.#tree.encode()) &&
      head.atMs === this.#lastMs
    return agrees ? null : { seq: Math.max(0, size - 1), what: 'head-differs' }
  }
}

/** What is wrong with the place of a row, where one of seq `seq` is due. */
function misplaced(row: EntryRow, leaf: Leaf | null, seq: number): Problem | null {
  if (row.seq > seq) return { seq, what: 'missing' }
  if (row.seq < seq) return { seq: row.seq, what: 'moved' }
  if (leaf === null) return { seq, what: 'leaf-unreadable' }
  return leaf.seq === seq ? null : { seq, what: 'moved' }
}

interface Doubt {
  readonly seq: number
  /** What is wrong with the row by itself. */
  readonly own: Problem | null
  readonly stored: Uint8Array
  /** The link that the rows before give. */
  readonly made: Uint8Array
  readonly leafHash: Uint8Array
}

/** Checkpoints in order of size, each met when the tree has grown to it. */
class CheckpointRun {
  readonly #waiting: Checkpoint[] = []
  readonly #refused: (Checkpoint | null)[] = []
  #agreed: Checkpoint | null = null
  #broken: { readonly from: number; readonly size: number } | null = null

  constructor(notes: readonly string[], trust: Trust) {
    for (const note of notes) {
      const checkpoint = openCheckpoint(note, trust)
      if (checkpoint === null) this.#refused.push(parseCheckpoint(note))
      else this.#waiting.push(checkpoint)
    }
    this.#waiting.sort((a, b) => b.size - a.size) // the next one last
  }

  get agreed(): Checkpoint | null {
    return this.#agreed
  }

  meet(tree: Frontier): void {
    while (this.#waiting.at(-1)?.size === tree.size) {
      const checkpoint = this.#waiting.pop()!
      if (sameOctets(checkpoint.root, tree.root())) this.#agreed = checkpoint
      else this.#broken ??= { from: this.#agreed?.size ?? 0, size: checkpoint.size }
    }
  }

  /** The problem to report, given what the rows and the head say and how many rows there are. */
  judge(found: Problem | null, size: number): Problem | null {
    // Rows that agree with each other up to a checkpoint that differs were rewritten together. A
    // problem within the range that is in doubt names the row better than the range does.
    const broken = this.#broken
    if (broken !== null && (found === null || found.seq >= broken.size)) {
      return {
        seq: Math.min(broken.from, Math.max(0, broken.size - 1)),
        what: 'checkpoint-differs',
      }
    }
    if (found !== null) return found
    if (this.#waiting.length > 0) return { seq: size, what: 'missing' }
    if (this.#refused.length === 0) return null
    const sizes = this.#refused.map((checkpoint) => checkpoint?.size ?? size)
    return { seq: Math.max(0, Math.min(size, ...sizes) - 1), what: 'checkpoint-refused' }
  }
}
