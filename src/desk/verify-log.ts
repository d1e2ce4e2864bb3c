import { readFileSync } from 'node:fs'
import { sha256 } from '../audit/node.ts'
import { decodeChain } from '../audit/log.ts'
import { LogCheck } from '../audit/verify.ts'
import { signCheckpoint } from '../audit/checkpoint.ts'
import { formatBase64 } from '../audit/base64.ts'
import type { VerifyJson } from '../formats/json/views.ts'
import type { ReadStore, Store } from '../store/open.ts'
import type { Desk, DeskKeys } from './desk.ts'
import { loadLogTrust } from './keys.ts'

/**
 * Reads the whole log of a data folder and holds it against its head and every signed tree head.
 *
 * @param since a checkpoint kept elsewhere, which the log must bear out as well.
 */
export async function verifyFolder(store: ReadStore, since?: string): Promise<VerifyJson> {
  const checkpoints = [...(await store.loadCheckpoints())]
  if (since !== undefined) checkpoints.push(readFileSync(since, 'utf8'))
  const extent = await store.loadExtent()
  const check = new LogCheck({ sha256, checkpoints, trust: loadLogTrust(store.folder) })
  for await (const row of store.iterateEntries({ from: 0, to: extent.to }))
    if (!check.take(row)) break
  const { size, root, checkpoint, verified, problem } = check.finish(extent.head)
  return {
    size,
    root: formatBase64(root),
    checkpoint:
      checkpoint === null
        ? null
        : `${checkpoint.origin} ${checkpoint.size} ${formatBase64(checkpoint.root)}`,
    verified,
    problem,
  }
}

/** Signs the log's head where it has grown since the last signed one. */
export async function signHead(store: Store, keys: DeskKeys['log']): Promise<void> {
  const head = await store.loadHead()
  if (head === null || head.size === 0) return
  const { size } = head
  const chain = decodeChain(sha256, head.frontier)
  if (chain === null) throw new Error('The head of the log cannot be read: its frontier is damaged')
  const root = chain.tree.root()
  await store.saveCheckpoint(size, signCheckpoint({ origin: keys.origin, size, root }, keys.signer))
}

/** How long entries may stand before a signed tree head covers them. */
const CHECKPOINT_MS = 1_000

/** Signs the head now and then; dispatch never waits for it. */
export function startCheckpoints(
  desk: Pick<Desk, 'store' | 'keys'>,
  trouble: (error: unknown, what: string) => void,
): { stop(): Promise<void> } {
  let size = 0
  let signing: Promise<void> = Promise.resolve()
  const sign = (): void => {
    signing = signing
      .then(async () => {
        const head = await desk.store.loadHead()
        if (head === null || head.size === size) return
        await signHead(desk.store, desk.keys.log)
        size = head.size
      })
      .catch((error: unknown) => trouble(error, 'checkpoint'))
  }
  const timer = setInterval(sign, CHECKPOINT_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      sign()
      await signing
    },
  }
}
