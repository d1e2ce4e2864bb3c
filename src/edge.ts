import { parentPort, workerData } from 'node:worker_threads'
import { pino } from 'pino'
import { nowMs } from './clock.ts'
import { createCellReader } from './desk/cell-lists.ts'
import { createReceiptChecker } from './desk/check-receipt.ts'
import { Changes } from './http/changes.ts'
import { buildEdgeApp } from './http/edge-app.ts'
import type { EdgeStart, ToEdge, ToMain } from './http/edge-messages.ts'
import { MainPort } from './http/main-port.ts'
import { openStore } from './store/open.ts'

/** The edge's thread: a listener over a store that it can only read. Main does what is written. */
const port = parentPort
if (port === null) throw new TypeError('edge.ts is a thread of the service, not a program')
const start = workerData as EdgeStart
const post = (message: ToMain): void => port.postMessage(message)

const store = await openStore(start.folder, { readonly: true, nowMs })
const reader = createCellReader(store)
const main = new MainPort(post)
const changes = new Changes(nowMs)
const log = pino(
  { level: start.logLevel, base: { thread: 'edge' } },
  // Written at once: the thread may be ended before a buffer is.
  pino.destination({ fd: 2, sync: true }),
)
let bound = ''
const app = buildEdgeApp({
  reader,
  checker: createReceiptChecker(reader, nowMs),
  main,
  changes,
  trustList: start.trustList,
  baseUrl: () => start.url ?? bound,
  nowMs,
  log,
})

port.on('message', (message: ToEdge) => {
  if (main.take(message)) return
  if (message.is === 'changed') changes.tell(message.cbcs)
  else if (message.is === 'stop') void stop()
})
bound = await app.listen({ host: start.host, port: start.port })
post({ is: 'listening', url: bound })

async function stop(): Promise<void> {
  await app.close()
  await store.close()
  port?.close()
}
