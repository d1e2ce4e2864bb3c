import { parentPort } from 'node:worker_threads'
import type { Envelope, Reply } from './thread.ts'

/** The thread's side of `createThread`: answers each request, also with why there is no answer. */
export function answerRequests<Request, Answer>(
  answer: (request: Request) => Answer | Promise<Answer>,
): void {
  const reply = async ({ id, body }: Envelope<Request>): Promise<Reply<Answer>> => {
    try {
      return { id, body: await answer(body) }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAILED'
      return { id, failure: { code, message: String(error) } }
    }
  }
  parentPort?.on('message', (envelope: Envelope<Request>) => {
    void reply(envelope).then((each) => parentPort?.postMessage(each))
  })
}
