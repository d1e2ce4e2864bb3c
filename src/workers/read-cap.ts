import { parentPort } from 'node:worker_threads'
import { readCap, type ReadCap } from '../formats/cap/read.ts'
import type { Envelope, Reply } from './thread.ts'

/** Reads CAP documents that are too long for a serving thread. */
parentPort?.on('message', ({ id, body }: Envelope<Uint8Array>) => {
  let reply: Reply<ReadCap>
  try {
    reply = { id, body: readCap(body) }
  } catch (error) {
    reply = { id, failure: { code: 'FAILED', message: String(error) } }
  }
  parentPort?.postMessage(reply)
})
