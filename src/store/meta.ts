import { eq, sql } from 'drizzle-orm'
import { type Engine, prepared } from './handle.ts'
import { DamagedRow } from './rows.ts'
import { meta } from './schema.ts'
import { insertInto } from './statements.ts'

/** What a data folder is by itself. */
export interface Instance {
  /** Six upper-case letters: part of every CAP identifier made here (design §5). */
  readonly letters: string
  readonly createdAtMs: number
}

const LETTERS = 6

const selectMeta = prepared((db) =>
  db
    .select({ value: meta.value })
    .from(meta)
    .where(eq(meta.key, sql.placeholder('key')))
    .prepare(),
)
const keepMeta = insertInto(meta, 'keep')
const upsertMeta = insertInto(meta, { upsert: ['key'] })

/** Gives a new folder its letters and its birthday; an old one keeps them. */
export function createMeta(engine: Engine, salt: () => Uint8Array): void {
  if (selectMeta(engine).get({ key: 'instance' }) !== undefined) return
  keepMeta(engine).run({ key: 'instance', value: drawLetters(salt) })
  keepMeta(engine).run({ key: 'created_at', value: String(engine.nowMs()) })
}

export async function loadInstance(engine: Engine): Promise<Instance> {
  const letters = selectMeta(engine).get({ key: 'instance' })?.value ?? ''
  const createdAtMs = Number(selectMeta(engine).get({ key: 'created_at' })?.value)
  if (!/^[A-Z]{6}$/.test(letters)) throw new DamagedRow('meta', 'instance')
  if (!Number.isSafeInteger(createdAtMs)) throw new DamagedRow('meta', 'created_at')
  return { letters, createdAtMs }
}

export function renewInstance(engine: Engine, salt: () => Uint8Array): void {
  upsertMeta(engine).run({ key: 'instance', value: drawLetters(salt) })
}

const RESTORED = 'restored'

/** From which turn a restored folder takes serial numbers, and when it was restored. */
export interface Restored {
  readonly turn: number
  readonly atMs: number
}

/** Null for a folder that is the first of its line. */
export function loadRestored(engine: Engine): Restored | null {
  return restoredAt((key) => selectMeta(engine).get({ key })?.value)
}

/** The same of a folder that is read by hand. */
export function restoredAt(read: (key: string) => string | undefined): Restored | null {
  const value = read(RESTORED)
  if (value === undefined) return null
  const [turn = NaN, atMs = NaN] = value.split(' ').map(Number)
  if (Number.isSafeInteger(turn) && Number.isSafeInteger(atMs)) return { turn, atMs }
  throw new DamagedRow('meta', RESTORED)
}

export function keepRestored(engine: Engine, { turn, atMs }: Restored): void {
  upsertMeta(engine).run({ key: RESTORED, value: `${turn} ${atMs}` })
}

function drawLetters(octets: () => Uint8Array): string {
  let letters = ''
  while (letters.length < LETTERS) {
    // Octets from 234 on are left out: 256 is no multiple of 26.
    const fair = [...octets()].filter((octet) => octet < 234)
    letters += String.fromCharCode(...fair.map((octet) => 65 + (octet % 26)))
  }
  return letters.slice(0, LETTERS)
}
