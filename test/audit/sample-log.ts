import { signCheckpoint, type Trust } from '../../src/audit/checkpoint.ts'
import { encodeEntry } from '../../src/audit/leaf.ts'
import { Log, type EntryRow, type Head } from '../../src/audit/log.ts'
import { noteSigner, sha256, verifySignature } from '../../src/audit/node.ts'

export const ORIGIN = 'log.example/kentongan'
export const SIGNER = noteSigner(ORIGIN, new Uint8Array(32).fill(1))
export const TRUST: Trust = { origin: ORIGIN, keys: [SIGNER.key], verifySignature }

export interface SampleLog {
  readonly rows: readonly EntryRow[]
  readonly head: Head
  readonly checkpoints: readonly string[]
}

export const saltOf = (seq: number): Uint8Array => sha256(Buffer.from(`salt ${seq}`))

/** A log of `size` entries, a second apart, with checkpoints signed at the sizes named. */
export function sampleLog(size: number, checkpointSizes: readonly number[] = []): SampleLog {
  const log = Log.open(sha256, null)
  const rows: EntryRow[] = []
  const checkpoints: string[] = []
  const sign = (): void => {
    if (!checkpointSizes.includes(log.size)) return
    checkpoints.push(signCheckpoint({ origin: ORIGIN, size: log.size, root: log.root() }, SIGNER))
  }
  sign()
  for (let seq = 0; seq < size; seq++) {
    const body = encodeEntry({
      what: 'service-started',
      actor: 'system',
      release: '1',
      unknown: seq,
    })
    const visibility = seq % 3 === 0 ? 'published' : 'other'
    rows.push(
      log.append({ nowMs: 1_790_000_000_000 + 1000 * seq, visibility, salt: saltOf(seq), body }),
    )
    sign()
  }
  return { rows, head: log.head(), checkpoints }
}
