import fc from 'fast-check'
import { expect, test } from 'vitest'
import { releaseMessage, type ReleaseFacts } from '../../src/commands/release-message.ts'
import { releaseUpdate } from '../../src/commands/release-update.ts'
import { createPhone } from '../../src/domain/cb/phone.ts'
import type { SerialFacts } from '../../src/domain/cb/serials.ts'
import type { Decision } from '../../src/domain/decision.ts'
import type { Message } from '../../src/domain/message.ts'
import { isOrderOpen, type Order, type OrderState } from '../../src/domain/order.ts'
import {
  makeCbc,
  makeContent,
  makeMeans,
  makeMessageIn,
  makePlan,
  MINUTE_MS,
  NOON_MS,
} from '../make.ts'

/**
 * A thread over any number of releases, in memory: what is on air at each CBC, and what a phone
 * under it shows by Android's rule. Changed words are shown, always; the same words never twice.
 */
interface Step {
  readonly text: number
  /** Those that have cells. */
  readonly cbcs: readonly string[]
  /** What becomes of the orders before the next release. */
  readonly states: readonly OrderState[]
  /** A backup is put back before: what came after it is forgotten. */
  readonly isRestored: boolean
}

const CBCS = ['TSEL', 'IOH', 'XL'] as const
const PLMNS = { TSEL: '510-10', IOH: '510-01', XL: '510-11' } as const
const TEXTS = ['Gelombang pertama.', 'Gelombang kedua.', 'Tetap di tempat tinggi.']

const steps = fc.array(
  fc.record<Step>({
    text: fc.integer({ min: 0, max: TEXTS.length - 1 }),
    cbcs: fc.subarray([...CBCS], { minLength: 1 }),
    states: fc.tuple(
      ...CBCS.map(() => fc.constantFrom<OrderState>('on-air', 'accepted', 'unknown')),
    ),
    isRestored: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
  }),
  { minLength: 1, maxLength: 24 },
)

class Thread {
  readonly messages: Message[] = []
  orders: Order[] = []
  nowMs = NOON_MS
  instance = 'AAAAAA'
  #restores = 0
  readonly #serials: { nextTurn: number | null; taken: Set<number> } = {
    nextTurn: null,
    taken: new Set(),
  }

  release(step: Step): readonly Order[] {
    this.nowMs += MINUTE_MS
    if (step.isRestored) this.instance = `BBBBB${String.fromCodePoint(65 + this.#restores++)}`
    const text = { ...makeContent().texts[0]!, body: TEXTS[step.text]! }
    const content = makeContent({ texts: [text], minutes: 600 })
    const n = this.messages.length + 1
    const message = makeMessageIn('approved', {
      n,
      msgType: n === 1 ? 'Alert' : 'Update',
      content,
      plan: makePlan(content, { cbcs: step.cbcs }),
      approvedAtMs: this.nowMs,
    })
    const { sentMs, expiresMs, orders, decision } = this.#decide(message)
    this.#apply(decision)
    this.orders = this.orders.map((order) =>
      isOrderOpen(order.state) ? { ...order, state: 'ended' } : order,
    )
    for (const [at, each] of this.messages.entries()) {
      this.messages[at] = { ...each, state: 'ended', endReason: 'replaced' }
    }
    this.messages.push({ ...message, state: 'live', sentMs, expiresMs })
    const made = orders.map((order, at) => ({
      ...order,
      version: 1,
      state: step.states[at % step.states.length]!,
    }))
    this.orders.push(...made)
    return made
  }

  #decide(message: Message) {
    const facts: ReleaseFacts = {
      message,
      instance: this.instance,
      lastSentMs: this.messages.at(-1)?.sentMs ?? null,
      liveSetVersion: 1,
      cbcs: CBCS.map((cbc) => makeCbc(cbc)),
      serials: new Map<number, SerialFacts>([[4370, this.#serials]]),
    }
    const means = makeMeans(this.nowMs)
    if (message.n === 1) return releaseMessage(facts, means)
    const thread = [...this.messages, message]
    return releaseUpdate({ ...facts, thread, threadOrders: this.orders }, means)
  }

  #apply({ claims, writes }: Decision): void {
    for (const { key, renews } of claims) {
      const code = Number(key.split(':')[1])
      if (this.#serials.taken.has(code) !== (renews === true)) {
        throw new Error(`Code ${code} is claimed twice, or renewed and nobody's`)
      }
      this.#serials.taken.add(code)
    }
    for (const write of writes) {
      if (write.table === 'serial-cursor') this.#serials.nextTurn = write.nextTurn
    }
  }
}

test('over any updates a phone shows each changed text once, and never the same again', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const thread = new Thread()
      const phones = CBCS.map((cbc) => ({
        cbc,
        phone: createPhone({ sims: [{ plmn: PLMNS[cbc] }] }),
        wanted: [] as string[],
        heard: 0,
      }))
      let version = 0
      let before: Step | null = null
      for (const step of all) {
        // After a restore the pair may be out with other words: it is drawn anew.
        if (before === null || before.text !== step.text || step.isRestored) version += 1
        before = step
        const orders = thread.release(step)
        const pairs = orders.flatMap(({ copies }) => copies.map(({ serial }) => serial))
        expect(new Set(pairs).size, 'the same pair at all CBCs').toBe(1)
        for (const each of phones) {
          const order = orders.find(({ cbc }) => cbc === each.cbc)
          if (order === undefined || order.msgType === 'Cancel') continue
          const [copy] = order.copies
          const text = TEXTS[step.text]!
          // Again and again, as cells repeat it.
          for (let turn = 0; turn < 3; turn++) {
            each.phone.receive({
              plmn: PLMNS[each.cbc],
              areaCode: turn,
              cell: turn,
              messageIdentifier: copy!.messageIdentifier,
              serial: copy!.serial,
              text,
              atMs: thread.nowMs,
            })
          }
          if (each.heard !== version) each.wanted.push(text)
          each.heard = version
        }
      }
      for (const { phone, wanted } of phones) {
        expect(phone.shown.map(({ text }) => text)).toEqual(wanted)
      }
    }),
    { numRuns: 150 },
  )
})

test('over any updates every CBC that may hold a text is told, as what it is to it', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const thread = new Thread()
      const holds = new Set<string>()
      for (const step of all) {
        const orders = thread.release(step)
        const types = new Map(orders.map(({ cbc, msgType }) => [cbc, msgType]))
        for (const cbc of CBCS) {
          const isPlanned = step.cbcs.includes(cbc)
          const wanted = isPlanned ? (holds.has(cbc) ? 'Update' : 'Alert') : 'Cancel'
          // Nobody has said that the stop has arrived: it is said again with each update.
          expect(types.get(cbc)).toBe(isPlanned || holds.has(cbc) ? wanted : undefined)
          if (isPlanned) holds.add(cbc)
        }
      }
    }),
    { numRuns: 100 },
  )
})
