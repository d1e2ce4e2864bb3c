import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { addRoutes, createApp } from './app.ts'
import { admitCbc, CbcLoads } from './cbc-gate.ts'
import type { EdgeScene } from './edge-scene.ts'
import { EDGE_ROUTES } from './routes/edge-table.ts'

/** A receipt of a whole batch of cells (`CELLS_PER_BATCH_MAX`, in every language). */
const RECEIPT_OCTETS_MAX = 8 * 1_048_576
const PUBLIC_REQUESTS_PER_MINUTE = 600
const REQUEST_TIMEOUT_MS = 30_000

/** The listener of CBCs and of the public, not yet listening. It writes nothing itself. */
export function buildEdgeApp(of: EdgeScene & { readonly log: FastifyBaseLogger }): FastifyInstance {
  const { log, ...scene } = of
  const loads = new CbcLoads()
  const app = createApp({
    log,
    requestsPerMinute: PUBLIC_REQUESTS_PER_MINUTE,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  })
  app.decorateRequest('cbc', null)
  app.addHook('preClose', async () => scene.changes.stop())
  app.removeAllContentTypeParsers()
  // The octets are what is hashed and kept; the checker parses them.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_: unknown, body: unknown) => body,
  )
  app.register(async (inner) =>
    addRoutes(inner, EDGE_ROUTES, {
      scene,
      bodyLimit: RECEIPT_OCTETS_MAX,
      gate: async ({ reader }, request, { who, reply }) => {
        if (who !== 'cbc') return
        await admitCbc(reader.store, request)
        loads.admit(request, reply, RECEIPT_OCTETS_MAX)
      },
    }),
  )
  return app
}
