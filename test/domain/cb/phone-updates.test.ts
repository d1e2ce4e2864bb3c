import { beforeEach, expect, test } from 'vitest'
import { encodeSerialNumber } from '../../../src/domain/cb/serial-number.ts'
import { createPhone, type Phone } from '../../../src/domain/cb/phone.ts'
import {
  createRadioNetwork,
  ride,
  type RadioCell,
  type RadioNetwork,
} from '../../../src/domain/cb/radio-network.ts'
import {
  HOUR_MS,
  LONGEST_MS,
  messageOf,
  MINUTE_MS,
  Publisher,
  restored,
  START_MS,
} from './publisher.ts'

// An operator's GSM cell, and an LTE cell beside it.
const CELLS: readonly RadioCell[] = [
  { cell: 'gsm', areaCode: 7001, plmns: ['510-10'], rat: 'GSM' },
  { cell: 'lte', areaCode: 8001, plmns: ['510-10'], rat: 'LTE' },
]
const ALL = ['gsm', 'lte']
/** Several pages, so that GSM has something to put together. */
const textOf = (name: string): string => `${name}. ${'Jauhi pantai, naik ke bukit. '.repeat(5)}`

let network: RadioNetwork
let publisher: Publisher
beforeEach(() => {
  network = createRadioNetwork(CELLS)
  publisher = new Publisher([network], ALL)
})

function newPhone(): Phone {
  return createPhone({ sims: [{ plmn: '510-10' }] })
}

/** Stays on a cell between two times, counted in minutes from the start. */
function stay(phone: Phone, cell: string, [from, until]: readonly [number, number]): void {
  const camps = [network.campOf(cell, '510-10')]
  const [fromMs, untilMs] = [from, until].map((each) => START_MS + each * MINUTE_MS)
  ride(phone, network, [{ camps, fromMs: fromMs!, untilMs: untilMs! }])
}

const at = (minutes: number): number => START_MS + minutes * MINUTE_MS
const textsOf = ({ shown }: Phone): readonly string[] => shown.map(({ text }) => text)

test.for([
  ['gsm', 3],
  ['lte', 3],
  ['gsm', 60],
  ['lte', 60],
] as const)('on %s an alert with 20 updates, %i minutes apart: each text once', ([cell, apart]) => {
  const texts = Array.from({ length: 21 }, (_, index) => textOf(`Naskah ${index}`))
  publisher.alert(texts[0]!, at(0))
  for (let each = 1; each <= 20; each++) publisher.update(texts[each]!, at(apart * each))
  const phone = newPhone()
  stay(phone, cell, [0, 40 * 60])
  expect(textsOf(phone)).toEqual(texts)
  const numbers = publisher.serials.map(({ updateNumber }) => updateNumber)
  const codes = new Set(publisher.serials.map(({ messageCode }) => messageCode))
  expect(codes.size).toBeGreaterThan(1)
  // Quick ones use up the numbers; slow ones take a new code before, lest a turn comes round.
  if (apart === 3) expect(numbers.slice(13, 19)).toEqual([13, 14, 15, 0, 1, 2])
})

test.for(ALL)('a cancel is silent, and the correction that follows is shown once (%s)', (cell) => {
  publisher.alert(textOf('Tsunami'), at(0))
  const phone = newPhone()
  stay(phone, cell, [0, 20])
  publisher.cancel(at(20))
  stay(phone, cell, [20, 40])
  expect(textsOf(phone)).toEqual([textOf('Tsunami')])
  publisher.alert(textOf('Peringatan keliru'), at(40))
  stay(phone, cell, [40, 22 * 60])
  expect(textsOf(phone)).toEqual([textOf('Tsunami'), textOf('Peringatan keliru')])
})

test.for(ALL)(
  'a CBC that was restarted airs the same again: nobody hears it twice (%s)',
  (cell) => {
    publisher.alert(textOf('Gempa'), at(0))
    const phone = newPhone()
    for (let restart = 0; restart < 10; restart++) {
      stay(phone, cell, [30 * restart, 30 * restart + 30])
      publisher.reair(at(30 * restart + 30))
    }
    stay(phone, cell, [300, 600])
    expect(textsOf(phone)).toEqual([textOf('Gempa')])
    // The cells did send it again after the last restart.
    expect(network.sentBy(cell, at(300), at(310))).not.toEqual([])
  },
)

test('the longest time on air sounds once; the model shows that 25 hours would not', () => {
  publisher.alert(textOf('Banjir'), at(0))
  const phone = newPhone()
  stay(phone, 'lte', [0, 48 * 60])
  expect(textsOf(phone)).toEqual([textOf('Banjir')])
  const message = messageOf(textOf('Lahar'), 0x4ff0)
  network.start({ cells: ALL, message, periodSeconds: 60, atMs: at(0), untilMs: at(25 * 60) })
  const other = newPhone()
  stay(other, 'lte', [0, 48 * 60])
  expect(textsOf(other).filter((text) => text === textOf('Lahar'))).toHaveLength(2)
})

test.for(['off', 'airplane'] as const)('a phone that was %s hears what is on air then', (state) => {
  publisher.alert(textOf('Satu'), at(0))
  publisher.update(textOf('Dua'), at(30))
  const phone = newPhone()
  phone.power(state)
  stay(phone, 'lte', [0, 60])
  expect(textsOf(phone)).toEqual([])
  phone.power('on')
  stay(phone, 'lte', [60, 120])
  publisher.update(textOf('Tiga'), at(120))
  stay(phone, 'lte', [120, 22 * 60])
  expect(textsOf(phone)).toEqual([textOf('Dua'), textOf('Tiga')])
})

test('two alerts at once are two texts, each shown once', () => {
  publisher.alert(textOf('Gempa'), at(0))
  publisher.alert(textOf('Kebakaran'), at(0))
  publisher.periodSeconds = 30
  publisher.alert(textOf('Banjir'), at(1))
  for (const cell of ALL) {
    const phone = newPhone()
    stay(phone, cell, [0, 20 * 60])
    expect(textsOf(phone).toSorted()).toEqual(['Banjir', 'Gempa', 'Kebakaran'].map(textOf))
  }
})

test('a restore of last night: what it has forgotten takes no text away from what comes next', () => {
  publisher.alert(textOf('Sebelum cadangan'), at(0))
  const backup = publisher.ledger
  publisher.alert(textOf('Terlupa satu'), at(60))
  publisher.alert(textOf('Terlupa dua'), at(61))
  const phone = newPhone()
  stay(phone, 'lte', [0, 12 * 60])
  const again = new Publisher([network], ALL, restored(backup, at(12 * 60)))
  again.alert(textOf('Sesudah pulih'), at(12 * 60))
  again.update(textOf('Pembaruan'), at(13 * 60))
  stay(phone, 'lte', [12 * 60, 30 * 60])
  expect(textsOf(phone)).toEqual(
    ['Sebelum cadangan', 'Terlupa satu', 'Terlupa dua', 'Sesudah pulih', 'Pembaruan'].map(textOf),
  )
})

test('the model shows what would go wrong: a restore that counts on from its backup is silent', () => {
  const first = { scope: 'plmn', messageCode: 5, updateNumber: 0 } as const
  const forgotten = messageOf(textOf('Terlupa'), encodeSerialNumber(first))
  const times = { periodSeconds: 60, atMs: at(0), untilMs: at(60) }
  network.start({ cells: ALL, message: forgotten, ...times })
  const reused = messageOf(textOf('Sesudah pulih'), encodeSerialNumber(first))
  network.start({ cells: ALL, message: reused, ...times, atMs: at(120), untilMs: at(180) })
  for (const cell of ALL) {
    const phone = newPhone()
    stay(phone, cell, [0, 240])
    expect(textsOf(phone)).toEqual([textOf('Terlupa')])
  }
})

test('the model shows what would go wrong: a cancel, and the same pair once more, is silent', () => {
  const message = messageOf(textOf('Gempa'), 0x4050)
  const airing = { cells: ALL, message, periodSeconds: 60 }
  network.start({ ...airing, atMs: at(0) })
  const phone = newPhone()
  stay(phone, 'lte', [0, 10])
  network.kill({ cells: ALL, messageIdentifier: 4370, serial: 0x4050, atMs: at(10) })
  const changed = messageOf(textOf('Gempa susulan'), 0x4050)
  expect(network.start({ ...airing, message: changed, atMs: at(20) })).toEqual([])
  stay(phone, 'lte', [20, 600])
  expect(textsOf(phone)).toEqual([textOf('Gempa')])
})

test('a pair comes back no sooner than phones have forgotten it, in four days of alerts', () => {
  const phone = newPhone()
  const texts: string[] = []
  for (let hour = 0; hour < 96; hour += 3) {
    const text = textOf(`Jam ${hour}`)
    texts.push(text)
    publisher.alert(text, at(hour * 60))
    stay(phone, 'lte', [hour * 60, hour * 60 + 20])
    publisher.cancel(at(hour * 60 + 20))
  }
  expect(textsOf(phone)).toEqual(texts)
  const codes = publisher.serials.map(({ messageCode }) => messageCode)
  const twice = codes.flatMap((code, index) => {
    const before = codes.lastIndexOf(code, index - 1)
    return index > 0 && before >= 0 ? [(index - before) * 3 * HOUR_MS] : []
  })
  for (const apart of twice) expect(apart).toBeGreaterThan(24 * HOUR_MS + LONGEST_MS)
})
