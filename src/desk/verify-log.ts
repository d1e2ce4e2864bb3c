import { readFileSync } from 'node:fs'
import { signCheckpoint } from '../audit/checkpoint.ts'
import { decodeChain } from '../audit/log.ts'
import { sha256 } from '../audit/node.ts'
import type { VerifyJson } from '../formats/json/views.ts'
import type { ReadStore, Store } from '../store/open.ts'
import { verifyStore, type VerifyRequest } from '../workers/verify-log.ts'
import type { Desk, DeskKeys } from './desk.ts'
import { loadLogPublicPem, logOriginOf } from './keys.ts'

/**
 * Verifies the log of a data folder in this thread: for the command line.
 *
 * @param of.since file of a checkpoint kept elsewhere, which the log must bear out as well.
 */
export async function verifyFolder(
  store: ReadStore,
  of: { readonly nowMs: number; readonly since?: string | undefined },
): Promise<VerifyJson> {
  const kept = of.since === undefined ? [] : [readFileSync(of.since, 'utf8')]
  return verifyStore(store, requestOf(store.folder, { ...of, kept }))
}

/** The same in a thread of its own, beside the running service. */
export async function verifyBeside(desk: Desk): Promise<VerifyJson> {
  const { nowMs } = desk.means()
  return desk.pool.verifyLog(requestOf(desk.store.folder, { nowMs, kept: [] }))
}

function requestOf(
  folder: string,
  of: { readonly nowMs: number; readonly kept: readonly string[] },
): VerifyRequest {
  const publicPem = loadLogPublicPem(folder)
  return { origin: logOriginOf(publicPem), publicPem, kept: of.kept, nowMs: of.nowMs }
}

/** Signs the log's head as it stands. */
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
