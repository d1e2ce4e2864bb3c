import { expect, test } from 'vitest'
import { encodeSerialNumber, type Scope } from '../../../src/domain/cb/serial-number.ts'
import { encodeUmts } from '../../../src/domain/cb/message.ts'
import { createPhone, type Phone, type PhoneOptions } from '../../../src/domain/cb/phone.ts'
import {
  createRadioNetwork,
  ride,
  type Leg,
  type RadioCell,
  type RadioNetwork,
} from '../../../src/domain/cb/radio-network.ts'
import { messageOf, MINUTE_MS, Publisher, START_MS } from './publisher.ts'

const TSEL = '510-10'
const IOH = '510-01'
const TEXT = `Gempa. ${'Jauhi pantai, naik ke bukit. '.repeat(5)}`

const names = (prefix: string): string[] => Array.from({ length: 20 }, (_, n) => `${prefix}${n}`)

/** Twenty cells along a road: the first ten in one area, the others in the next. */
function roadOf(prefix: string, plmns: readonly string[], rat: RadioCell['rat']): RadioCell[] {
  return names(prefix).map((cell, n) => ({ cell, areaCode: n < 10 ? 7001 : 7002, plmns, rat }))
}

interface Ride {
  /** For each slot the network and the road that it camps on. */
  readonly slots: readonly { readonly plmn: string; readonly prefix: string }[]
  readonly minutesPerCell: number
  /** Cells passed, by number; there and back again by default. */
  readonly stops?: readonly number[]
}
const THERE = Array.from({ length: 20 }, (_, n) => n)
const THERE_AND_BACK = [...THERE, ...THERE.toReversed()]

function rideAlong(phone: Phone, network: RadioNetwork, trip: Ride): void {
  const { slots, minutesPerCell, stops = THERE_AND_BACK } = trip
  const legs = stops.map((stop, index): Leg => {
    const camps = slots.map(({ plmn, prefix }) => network.campOf(`${prefix}${stop}`, plmn))
    const [fromMs, untilMs] = [index, index + 1].map(
      (each) => START_MS + each * minutesPerCell * MINUTE_MS,
    )
    return { camps, fromMs: fromMs!, untilMs: untilMs! }
  })
  ride(phone, network, legs)
}

const textsOf = ({ shown }: Phone): readonly string[] => shown.map(({ text }) => text)
const phoneOf = (plmns: readonly string[], rest: Partial<PhoneOptions> = {}): Phone =>
  createPhone({ sims: plmns.map((plmn) => ({ plmn })), ...rest })

test.for(['GSM', 'UMTS', 'LTE', 'NR'] as const)(
  'a bus ride through 20 cells of two areas on %s, there and back: the text once',
  (rat) => {
    const network = createRadioNetwork(roadOf('c', [TSEL], rat))
    new Publisher([network], names('c')).alert(TEXT, START_MS)
    const phone = phoneOf([TSEL])
    rideAlong(phone, network, { slots: [{ plmn: TSEL, prefix: 'c' }], minutesPerCell: 3 })
    expect(textsOf(phone)).toEqual([TEXT])
  },
)

test('a bus from GSM to LTE and back has the text once: the form makes no difference', () => {
  const mixed = roadOf('c', [TSEL], 'LTE').map((cell, n) =>
    n % 2 === 0 ? cell : { ...cell, rat: 'GSM' as const },
  )
  const network = createRadioNetwork(mixed)
  new Publisher([network], names('c')).alert(TEXT, START_MS)
  const phone = phoneOf([TSEL])
  rideAlong(phone, network, { slots: [{ plmn: TSEL, prefix: 'c' }], minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual([TEXT])
})

test('an update during the ride is shown once too, wherever the bus is', () => {
  for (const minute of [0, 7, 31, 59]) {
    const network = createRadioNetwork(roadOf('c', [TSEL], 'GSM'))
    const publisher = new Publisher([network], names('c'))
    publisher.alert(TEXT, START_MS - MINUTE_MS)
    publisher.update('Sudah aman', START_MS + (minute + 0.5) * MINUTE_MS)
    const phone = phoneOf([TSEL])
    const slots = [{ plmn: TSEL, prefix: 'c' }]
    rideAlong(phone, network, { slots, minutesPerCell: 2, stops: [...THERE, ...THERE, ...THERE] })
    expect(textsOf(phone).at(-1)).toBe('Sudah aman')
    expect(new Set(textsOf(phone)).size).toBe(phone.shown.length)
  }
})

test('a fast train hears no whole message on any GSM cell, until it stops', () => {
  const network = createRadioNetwork(roadOf('c', [TSEL], 'GSM'))
  const publisher = new Publisher([network], names('c'))
  publisher.periodSeconds = 30
  publisher.alert('x'.repeat(1_000), START_MS)
  const phone = phoneOf([TSEL])
  const slots = [{ plmn: TSEL, prefix: 'c' }]
  // Eleven pages take 20.7 s: in 15 s on each cell they are never all of one cell.
  rideAlong(phone, network, { slots, minutesPerCell: 0.25, stops: THERE })
  expect(textsOf(phone)).toEqual([])
  rideAlong(phone, network, { slots, minutesPerCell: 2, stops: [19] })
  expect(textsOf(phone)).toEqual(['x'.repeat(1_000)])
})

test.for<[Scope, number]>([
  ['plmn', 1],
  ['tracking-area', 2],
  ['cell', 20],
  ['cell-immediate', 20],
])('the model shows what other scopes would do: scope %s sounds %i times', ([scope, times]) => {
  const network = createRadioNetwork(roadOf('c', [TSEL], 'LTE'))
  const serial = encodeSerialNumber({ scope, messageCode: 9, updateNumber: 0 })
  const message = messageOf(TEXT, serial)
  network.start({ cells: names('c'), message, periodSeconds: 60, atMs: START_MS })
  const phone = phoneOf([TSEL])
  rideAlong(phone, network, { slots: [{ plmn: TSEL, prefix: 'c' }], minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual(Array.from({ length: times }, () => TEXT))
})

const TWO_ROADS = [...roadOf('t', [TSEL], 'LTE'), ...roadOf('i', [IOH], 'GSM')]
const BOTH = [
  { plmn: TSEL, prefix: 't' },
  { plmn: IOH, prefix: 'i' },
]
const ALL_CELLS = [...names('t'), ...names('i')]

test('SIMs of two operators, same text and serial at both: each text once', () => {
  const network = createRadioNetwork(TWO_ROADS)
  const publisher = new Publisher([network], ALL_CELLS)
  publisher.alert(TEXT, START_MS)
  publisher.update('Sudah aman', START_MS + 60 * MINUTE_MS)
  const phone = phoneOf([TSEL, IOH])
  rideAlong(phone, network, { slots: BOTH, minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual([TEXT, 'Sudah aman'])
})

test('SIMs of two operators, one of them an hour late: each text once', () => {
  const network = createRadioNetwork(TWO_ROADS)
  const [first, second] = [messageOf(TEXT, 0x4090), messageOf('Sudah aman', 0x4091)]
  const air = (prefix: string, message: typeof first, minutes: number): void => {
    const atMs = START_MS + minutes * MINUTE_MS
    network.start({ cells: names(prefix), message, periodSeconds: 60, atMs })
  }
  air('t', first, 0)
  air('t', second, 30)
  air('i', first, 60)
  air('i', second, 90)
  const phone = phoneOf([TSEL, IOH])
  rideAlong(phone, network, { slots: BOTH, minutesPerCell: 4 })
  expect(textsOf(phone)).toEqual([TEXT, 'Sudah aman'])
})

test('the model shows what differing texts would do: two operators sound twice', () => {
  const network = createRadioNetwork(TWO_ROADS)
  const times = { periodSeconds: 60, atMs: START_MS }
  network.start({ cells: names('t'), message: messageOf(TEXT, 0x4090), ...times })
  network.start({ cells: names('i'), message: messageOf(`${TEXT}!`, 0x4090), ...times })
  const phone = phoneOf([TSEL, IOH])
  rideAlong(phone, network, { slots: BOTH, minutesPerCell: 3 })
  expect(textsOf(phone).toSorted()).toEqual([TEXT, `${TEXT}!`].toSorted())
})

test('the model shows what a maker can do: without comparison between SIMs it sounds twice', () => {
  const network = createRadioNetwork(TWO_ROADS)
  new Publisher([network], ALL_CELLS).alert(TEXT, START_MS)
  const phone = phoneOf([TSEL, IOH], { rule: { crossSim: false } })
  rideAlong(phone, network, { slots: BOTH, minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual([TEXT, TEXT])
})

test('the model shows why a correction must not repeat an earlier text letter by letter', () => {
  const network = createRadioNetwork(TWO_ROADS)
  const at = (minutes: number) => ({ periodSeconds: 60, atMs: START_MS + minutes * MINUTE_MS })
  network.start({ cells: names('t'), message: messageOf(TEXT, 0x4090), ...at(0) })
  // Only the second operator airs it again, under a new serial number.
  network.start({ cells: names('i'), message: messageOf(TEXT, 0x40a0), ...at(60) })
  const phone = phoneOf([TSEL, IOH])
  rideAlong(phone, network, { slots: BOTH, minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual([TEXT])
})

// A shared road (MOCN): every cell belongs to both operators, each orders through its own CBC.
const SHARED = roadOf('m', [TSEL, IOH], 'LTE')

test.for([[[TSEL]], [[IOH]], [[TSEL, IOH]]] as const)(
  'shared cells, both operators order the same pair: once on a phone with SIMs of %j',
  ([plmns]) => {
    const network = createRadioNetwork(SHARED)
    const order = { cells: names('m'), message: messageOf(TEXT, 0x4090), periodSeconds: 60 }
    expect(network.start({ ...order, atMs: START_MS })).toEqual([])
    const failures = network.start({ ...order, atMs: START_MS + MINUTE_MS })
    expect(failures).toHaveLength(20)
    expect(failures[0]?.cause).toBe('reference-in-use')
    const phone = phoneOf(plmns)
    const slots = plmns.map((plmn) => ({ plmn, prefix: 'm' }))
    rideAlong(phone, network, { slots, minutesPerCell: 3 })
    expect(textsOf(phone)).toEqual([TEXT])
  },
)

test('the model shows what different serials would do on shared cells: one SIM sounds twice', () => {
  const network = createRadioNetwork(SHARED)
  const times = { cells: names('m'), periodSeconds: 60, atMs: START_MS }
  network.start({ ...times, message: messageOf(TEXT, 0x4090) })
  network.start({ ...times, message: messageOf(TEXT, 0x40a0) })
  const phone = phoneOf([TSEL])
  rideAlong(phone, network, { slots: [{ plmn: TSEL, prefix: 'm' }], minutesPerCell: 3 })
  expect(textsOf(phone)).toEqual([TEXT, TEXT])
})

test('a phone that roams to another operator hears the alert of that one as new', () => {
  const network = createRadioNetwork(TWO_ROADS)
  new Publisher([network], ALL_CELLS).alert(TEXT, START_MS)
  const phone = phoneOf([TSEL])
  rideAlong(phone, network, { slots: [BOTH[0]!], minutesPerCell: 3, stops: [0, 1] })
  const later = { fromMs: START_MS + 10 * MINUTE_MS, untilMs: START_MS + 20 * MINUTE_MS }
  ride(phone, network, [{ camps: [network.campOf('i5', IOH)], ...later }])
  expect(textsOf(phone)).toEqual([TEXT, TEXT])
})

test('English beside Indonesian sounds twice, and no oftener on two SIMs', () => {
  const network = createRadioNetwork(TWO_ROADS)
  const times = { cells: ALL_CELLS, periodSeconds: 60, atMs: START_MS }
  network.start({ ...times, message: messageOf(TEXT, 0x4090) })
  network.start({ ...times, message: messageOf('Go to high ground', 0x4090, 4383) })
  for (const plmns of [[TSEL], [TSEL, IOH]]) {
    const phone = phoneOf(plmns)
    rideAlong(phone, network, { slots: BOTH.slice(0, plmns.length), minutesPerCell: 3 })
    expect(textsOf(phone)).toEqual([TEXT, 'Go to high ground'])
  }
})

test('a ride into a warning area is a trap: the alert was heard outside, and stays unseen', () => {
  const network = createRadioNetwork(roadOf('c', [TSEL], 'LTE'))
  const wac = { maxWaitSec: 30, geo: [{ circle: [-7, 110, 5_000] as const }] }
  const message = { ...messageOf(TEXT, 0x4090), wac }
  network.start({ cells: names('c'), message, periodSeconds: 60, atMs: START_MS })
  const phone = phoneOf([TSEL])
  phone.locate([-7.5, 110])
  const slots = [{ plmn: TSEL, prefix: 'c' }]
  rideAlong(phone, network, { slots, minutesPerCell: 3, stops: THERE })
  phone.locate([-7, 110])
  const atMs = START_MS + 100 * MINUTE_MS
  expect(phone.hear(0, encodeUmts(message), atMs)).toEqual({ shown: false, reason: 'repeat' })
  expect(textsOf(phone)).toEqual([])
})
