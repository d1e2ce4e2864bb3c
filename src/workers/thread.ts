import { Worker } from 'node:worker_threads'

/** One thread that answers requests in the order they come; a crash costs those under way. */
export interface Thread<Request, Answer> {
  ask(request: Request): Promise<Answer>
  close(): Promise<void>
}

/** What travels: the number tells answers apart. */
export interface Envelope<T> {
  readonly id: number
  readonly body: T
}
export type Reply<T> =
  | { readonly id: number; readonly body: T }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } }

/**
 * A thread that is started at the first request, and anew after a crash.
 *
 * @param entry module of the thread; it answers every {@link Envelope} with a {@link Reply}.
 */
export function createThread<Request, Answer>(
  entry: URL,
  workerData: unknown,
): Thread<Request, Answer> {
  let worker: Worker | null = null
  let last = 0
  const waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: Error) => void }
  >()
  const fail = (error: Error): void => {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(entry, { workerData })
    started.on('message', (reply: Reply<Answer>) => {
      const asked = waiting.get(reply.id)
      waiting.delete(reply.id)
      // An idle thread keeps no process alive; one that somebody waits for does.
      if (waiting.size === 0) started.unref()
      if ('failure' in reply) asked?.reject(new ThreadFailure(reply.failure))
      else asked?.resolve(reply.body)
    })
    started.on('error', fail)
    started.on('exit', (code) => fail(new Error(`Worker thread ended with code ${code}`)))
    return started
  }
  return {
    ask: (body) =>
      new Promise((resolve, reject) => {
        worker ??= start()
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, body } satisfies Envelope<Request>)
      }),
    close: async () => {
      const running = worker
      worker = null
      await running?.terminate()
    },
  }
}

/** What went wrong in the thread, by the code it gave. */
export class ThreadFailure extends Error {
  override readonly name = 'ThreadFailure'
  readonly code: string

  constructor(failure: { readonly code: string; readonly message: string }) {
    super(failure.message)
    this.code = failure.code
  }
}
