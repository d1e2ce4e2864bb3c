import { workerData } from 'node:worker_threads'
import { formatBase64 } from '../audit/base64.ts'
import type { Trust } from '../audit/checkpoint.ts'
import { publicKeyOctets, sha256, verifySignature } from '../audit/node.ts'
import { noteKey } from '../audit/note.ts'
import { LogCheck } from '../audit/verify.ts'
import type { VerifyJson } from '../formats/json/views.ts'
import { openStore, type ReadStore } from '../store/open.ts'
import { answerRequests } from './answer.ts'

/** Whose signed heads are believed, and heads kept elsewhere that the log must bear out as well. */
export interface VerifyRequest {
  readonly origin: string
  /** Ed25519 public key of the log, PEM. */
  readonly publicPem: string
  readonly kept: readonly string[]
  readonly nowMs: number
}

/** Reads a whole log and holds it against its head and every signed tree head. */
export async function verifyStore(store: ReadStore, request: VerifyRequest): Promise<VerifyJson> {
  const checkpoints = [...(await store.loadCheckpoints()), ...request.kept]
  const extent = await store.loadExtent()
  const check = new LogCheck({ sha256, checkpoints, trust: trustOf(request) })
  for await (const row of store.iterateEntries({ from: 0, to: extent.to })) {
    if (!check.take(row)) break
  }
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

function trustOf({ origin, publicPem }: VerifyRequest): Trust {
  const key = noteKey(sha256, origin, publicKeyOctets(publicPem))
  return { origin, keys: [key], verifySignature }
}

const started: unknown = workerData
if (typeof started === 'object' && started !== null && 'folder' in started) {
  const folder = String(started.folder)
  // Opened anew each time: one that stays open would keep the WAL from being folded back.
  answerRequests(async (request: VerifyRequest) => {
    const store = await openStore(folder, { readonly: true, nowMs: () => request.nowMs })
    try {
      return await verifyStore(store, request)
    } finally {
      await store.close()
    }
  })
}
