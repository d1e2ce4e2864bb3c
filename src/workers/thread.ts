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
  let running: Running<Answer> | null = null
  let last = 0
  const start = (): Running<Answer> => {
    const worker = new Worker(entry, { workerData })
    // Its own: one that died must not take with it what was asked of the next.
    const waiting: Running<Answer>['waiting'] = new Map()
    const started = { worker, waiting }
    const fail = (error: Error): void => {
      if (running === started) running = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    worker.on('message', (reply: Reply<Answer>) => {
      const asked = waiting.get(reply.id)
      waiting.delete(reply.id)
      // An idle thread keeps no process alive; one that somebody waits for does.
      if (waiting.size === 0) worker.unref()
      if ('failure' in reply) asked?.reject(new ThreadFailure(reply.failure))
      else asked?.resolve(reply.body)
    })
    worker.on('error', fail)
    worker.on('exit', (code) => fail(new Error(`Worker thread ended with code ${code}`)))
    return started
  }
  return {
    ask: (body) =>
      new Promise((resolve, reject) => {
        running ??= start()
        const { worker, waiting } = running
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, body } satisfies Envelope<Request>)
      }),
    close: async () => {
      const closing = running
      running = null
      await closing?.worker.terminate()
    },
  }
}

/** A worker, and who waits for which of its answers. */
interface Running<Answer> {
  readonly worker: Worker
  readonly waiting: Map<
    number,
    { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }
  >
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
