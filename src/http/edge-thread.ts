import { Worker } from 'node:worker_threads'
import type { FastifyBaseLogger } from 'fastify'
import type { Desk } from '../desk/desk.ts'
import { markFetched, receiveReceipt } from '../desk/receive-receipt.ts'
import { Refusal } from '../domain/error.ts'
import type { EdgeStart, ToEdge, ToMain } from './edge-messages.ts'

export interface Edge {
  /** Where it listens. */
  readonly url: string
  /** Wakes the long polls of these CBCs: their orders have moved. */
  notify(cbcs: readonly string[]): void
  stop(): Promise<void>
}

export interface EdgeOptions {
  readonly desk: Desk
  readonly folder: string
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly log: FastifyBaseLogger
  /** Told when the thread dies by itself; without it the process ends: CBCs would hear nothing. */
  readonly crashed?: (error: unknown) => void
}

const STOP_MS = 5_000

/**
 * Starts the listener of CBCs and of the public in its own thread, and answers what it asks of the
 * one writer. Rejects when it cannot listen.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { desk, log } = options
  const start: EdgeStart = {
    folder: options.folder,
    host: options.host,
    port: options.port,
    url: desk.settings.edgeUrl === '' ? null : desk.settings.edgeUrl,
    trustList: desk.keys.trustList,
    logLevel: log.level,
  }
  const worker = new Worker(new URL('../edge.ts', import.meta.url), {
    name: 'edge',
    workerData: start,
  })
  const post = (message: ToEdge): void => worker.postMessage(message, [])
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('message', (message: ToMain) => void answer(desk, { message, post, log }))
  const url = await listening(worker)
  let isStopping = false
  let cause: unknown = new Error('The edge ended by itself')
  worker.on('error', (error) => {
    cause = error
  })
  worker.once('exit', () => {
    if (isStopping) return
    log.fatal({ err: cause }, 'edge crashed')
    ;(options.crashed ?? die)(cause)
  })
  return {
    url,
    notify: (cbcs) => {
      if (cbcs.length > 0) post({ is: 'changed', cbcs })
    },
    stop: async () => {
      isStopping = true
      post({ is: 'stop' })
      const timer = setTimeout(() => void worker.terminate(), STOP_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

function die(): void {
  process.exit(1)
}

async function listening(worker: Worker): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const fail = (): void => reject(new Error('The edge ended before it listened'))
  worker.once('message', (message: ToMain) => {
    if (message.is === 'listening') resolve(message.url)
    else reject(new TypeError(`The edge says "${message.is}" before it listens`))
  })
  worker.once('error', reject)
  worker.once('exit', fail)
  try {
    return await promise
  } finally {
    worker.off('error', reject)
    worker.off('exit', fail)
  }
}

async function answer(
  desk: Desk,
  of: {
    readonly message: ToMain
    readonly post: (message: ToEdge) => void
    readonly log: FastifyBaseLogger
  },
): Promise<void> {
  const { message, post, log } = of
  if (message.is === 'listening') return
  const { id } = message
  try {
    const value = message.is === 'receipt' ? await receiveReceipt(desk, message.checked) : null
    if (message.is === 'fetched') await markFetched(desk, message.orderId)
    post({ is: 'done', id, value })
  } catch (error) {
    if (error instanceof Refusal) {
      post({ is: 'refused', id, code: error.code, params: error.params })
      return
    }
    log.error({ err: error }, 'receipt broke')
    post({ is: 'broken', id })
  }
}
