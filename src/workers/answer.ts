import { parentPort } from 'node:worker_threads'
import type { Envelope, Reply } from './thread.ts'

/** The thread's side of `createThread`: answers each request, also with why there is no answer. */
export function answerRequests<Request, Answer>(answer: (request: Request) => Answer): void {
  parentPort?.on('message', ({ id, body }: Envelope<Request>) => {
    let reply: Reply<Answer>
    try {
      reply = { id, body: answer(body) }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAILED'
      reply = { id, failure: { code, message: String(error) } }
    }
    parentPort?.postMessage(reply)
  })
}
