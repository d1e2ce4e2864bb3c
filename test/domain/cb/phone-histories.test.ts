import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhone, type Phone, type Power } from '../../../src/domain/cb/phone.ts'
import {
  createRadioNetwork,
  ride,
  type RadioCell,
  type RadioNetwork,
} from '../../../src/domain/cb/radio-network.ts'
import { MINUTE_MS, Publisher, restored, START_MS, type Ledger } from './publisher.ts'

const [TSEL, IOH] = ['510-10', '510-01']
const CELLS: readonly RadioCell[] = [
  { cell: 't0', areaCode: 7001, plmns: [TSEL], rat: 'GSM' },
  { cell: 't1', areaCode: 7002, plmns: [TSEL], rat: 'LTE' },
  { cell: 'm2', areaCode: 7002, plmns: [TSEL, IOH], rat: 'NR' },
  { cell: 'i0', areaCode: 9001, plmns: [IOH], rat: 'GSM' },
  { cell: 'i1', areaCode: 9001, plmns: [IOH], rat: 'LTE' },
]
const PLACES: Readonly<Record<string, readonly string[]>> = {
  [TSEL]: ['t0', 't1', 'm2'],
  [IOH]: ['i0', 'i1', 'm2'],
}
const STEP_MINUTES = 10

const RELEASES = [
  'none',
  'none',
  'alert',
  'update',
  'update',
  'cancel',
  'reair',
  'restore',
] as const
const POWERS: readonly Power[] = ['on', 'on', 'on', 'off', 'airplane']

/** Ten minutes: what is done at their beginning, and where the phone spends them. */
const step = fc.record({
  release: fc.constantFrom(...RELEASES),
  power: fc.constantFrom(...POWERS),
  places: fc.tuple(fc.nat(2), fc.nat(2)),
  covered: fc.tuple(fc.boolean(), fc.boolean()),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What the world does, and what is on air in it by a book of the test's own. */
class World {
  readonly network: RadioNetwork = createRadioNetwork(CELLS)
  #publisher = new Publisher(
    [this.network],
    CELLS.map(({ cell }) => cell),
  )
  #backup: Ledger = this.#publisher.ledger
  #isRestored = false
  #count = 0
  #live: string | null = null
  readonly onAir = new Set<string>()

  release(kind: Step['release'], atMs: number): void {
    if (kind === 'alert' || kind === 'update') return this.#air(kind, atMs)
    if (kind === 'cancel') {
      this.#publisher.cancel(atMs)
      this.#end()
    }
    if (kind === 'reair' && this.#live !== null) {
      this.#publisher.reair(atMs)
      for (const each of this.onAir) if (each !== this.#live) this.onAir.delete(each)
    }
    // One restore a history: of several each must know of the others.
    if (kind === 'restore' && !this.#isRestored) {
      const cells = CELLS.map(({ cell }) => cell)
      this.#publisher = new Publisher([this.network], cells, restored(this.#backup, atMs))
      this.#isRestored = true
      this.#live = null
    }
  }

  #air(kind: 'alert' | 'update', atMs: number): void {
    const text = `Naskah ${this.#count++}. ${'Jauhi pantai, naik ke bukit. '.repeat(4)}`
    if (kind === 'alert') this.#publisher.alert(text, atMs)
    else {
      this.#publisher.update(text, atMs)
      this.#end()
    }
    this.#live = text
    this.onAir.add(text)
    // Every third release is in the backup.
    if (this.#count % 3 === 1 && !this.#isRestored) this.#backup = this.#publisher.ledger
  }

  #end(): void {
    if (this.#live !== null) this.onAir.delete(this.#live)
    this.#live = null
  }
}

/** What the phone must have shown: whatever was on air where it could hear it. */
function live(steps: readonly Step[], phone: Phone, plmns: readonly string[]): Set<string> {
  const world = new World()
  const due = new Set<string>()
  for (const [index, { release, power, places, covered }] of steps.entries()) {
    const fromMs = START_MS + index * STEP_MINUTES * MINUTE_MS
    world.release(release, fromMs)
    phone.power(power)
    const camps = plmns.map((plmn, slot) => {
      const cell = PLACES[plmn]?.[places[slot] ?? 0] ?? ''
      return covered[slot] === true ? world.network.campOf(cell, plmn) : null
    })
    ride(phone, world.network, [{ camps, fromMs, untilMs: fromMs + STEP_MINUTES * MINUTE_MS }])
    const isHearing = power === 'on' && camps.some((camp) => camp !== null)
    if (isHearing) for (const text of world.onAir) due.add(text)
  }
  return due
}

test.for([[[TSEL]], [[TSEL, IOH]], [[TSEL, TSEL]]] as const)(
  'whatever happens, SIMs of %j: each text that could be heard is shown exactly once',
  ([plmns]) => {
    let shown = 0
    const history = fc.array(step, { minLength: 5, maxLength: 40 })
    fc.assert(
      fc.property(history, (steps) => {
        const phone = createPhone({ sims: plmns.map((plmn) => ({ plmn })) })
        const due = live(steps, phone, plmns)
        expect(phone.shown.map(({ text }) => text).toSorted()).toEqual([...due].toSorted())
        shown += due.size
      }),
      { numRuns: 150 },
    )
    expect(shown).toBeGreaterThan(150)
  },
)

test('the same histories, were the comparison between SIMs off, would sound more often', () => {
  const history = fc.array(step, { minLength: 20, maxLength: 20 })
  const steps = fc.sample(history, { numRuns: 20, seed: 4 })
  const extra = steps.map((each) => {
    const sims = [{ plmn: TSEL }, { plmn: IOH }]
    const phone = createPhone({ sims, rule: { crossSim: false } })
    const due = live(each, phone, [TSEL, IOH])
    return phone.shown.length - due.size
  })
  expect(Math.max(...extra)).toBeGreaterThan(0)
  expect(Math.min(...extra)).toBeGreaterThanOrEqual(0)
})
