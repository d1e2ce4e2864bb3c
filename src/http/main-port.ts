import type { CheckedReceipt } from '../desk/check-receipt.ts'
import { Refusal } from '../domain/error.ts'
import type { ReceiptAnswerJson } from '../formats/json/receipt.ts'
import type { ToEdge, ToMain } from './edge-messages.ts'
import type { EdgeMain } from './edge-scene.ts'

interface Waiting {
  readonly resolve: (value: ReceiptAnswerJson | null) => void
  readonly reject: (error: unknown) => void
}

/** Orders whose fetch was told: a CBC that polls documents again costs main nothing. */
const TOLD_MAX = 10_000

/** The edge's end of the line to main: questions go out, answers come back by number. */
export class MainPort implements EdgeMain {
  readonly #post: (message: ToMain) => void
  readonly #waiting = new Map<number, Waiting>()
  readonly #told = new Set<string>()
  #last = 0

  constructor(post: (message: ToMain) => void) {
    this.#post = post
  }

  async receive(checked: CheckedReceipt): Promise<ReceiptAnswerJson> {
    const value = await this.#ask((id) => ({ is: 'receipt', id, checked }))
    if (value === null) throw new TypeError('A receipt that is recorded has an answer')
    return value
  }

  async fetched(orderId: string): Promise<void> {
    if (this.#told.has(orderId)) return
    this.#told.add(orderId)
    const [oldest] = this.#told
    if (this.#told.size > TOLD_MAX && oldest !== undefined) this.#told.delete(oldest)
    try {
      await this.#ask((id) => ({ is: 'fetched', id, orderId }))
    } catch (error) {
      // The next fetch tells it again.
      this.#told.delete(orderId)
      throw error
    }
  }

  /** True when the message was an answer. */
  take(message: ToEdge): boolean {
    if (!('id' in message)) return false
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.is === 'done') waiting?.resolve(message.value)
    else if (message.is === 'refused') waiting?.reject(new Refusal(message.code, message.params))
    else waiting?.reject(new Error('Main could not do it: its own log says why'))
    return true
  }

  #ask(question: (id: number) => ToMain): Promise<ReceiptAnswerJson | null> {
    const id = ++this.#last
    const { promise, resolve, reject } = Promise.withResolvers<ReceiptAnswerJson | null>()
    this.#waiting.set(id, { resolve, reject })
    this.#post(question(id))
    return promise
  }
}
