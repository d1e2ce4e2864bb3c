import { expect, test } from 'vitest'
import { decodeMessage, type CbMessage } from '../../../src/domain/cb/message.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import { createPhone } from '../../../src/domain/cb/phone.ts'
import {
  createRadioNetwork,
  ride,
  type Airing,
  type RadioCell,
} from '../../../src/domain/cb/radio-network.ts'

const CELLS: readonly RadioCell[] = [
  { cell: 'g', areaCode: 1, plmns: ['510-10'], rat: 'GSM' },
  { cell: 'l', areaCode: 2, plmns: ['510-10', '510-01'], rat: 'LTE' },
]
function messageOf(serial: number, text = 'Naik'): CbMessage {
  const { dcs, pages } = encodeText(text)
  return { messageIdentifier: 4370, serial, dcs, pages }
}
const airingOf = (serial: number, rest: Partial<Airing> = {}): Airing => ({
  cells: ['g', 'l'],
  message: messageOf(serial),
  periodSeconds: 60,
  atMs: 0,
  ...rest,
})
const timesOf = (sent: readonly { readonly atMs: number }[]): number[] =>
  sent.map(({ atMs }) => Math.round(atMs))

test('a cell sends at once, and again every period until its end', () => {
  const network = createRadioNetwork(CELLS)
  expect(network.start(airingOf(0x4000, { atMs: 1_000, untilMs: 181_000 }))).toEqual([])
  expect(timesOf(network.sentBy('l', 0, 1_000_000))).toEqual([1_000, 61_000, 121_000])
  expect(timesOf(network.sentBy('l', 1_001, 61_001))).toEqual([61_000])
  expect(timesOf(network.sentBy('l', 61_000, 121_000))).toEqual([61_000])
})

test('GSM sends page by page, 1.883 s each, the others one message', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000, { message: messageOf(0x4000, 'x'.repeat(200)) }))
  const gsm = network.sentBy('g', 0, 60_000)
  expect(timesOf(gsm)).toEqual([0, 1_883, 3_766])
  expect(gsm.map(({ pdu }) => pdu.length)).toEqual([88, 88, 88])
  expect(decodeMessage(gsm.map(({ pdu }) => pdu))).toMatchObject({ text: 'x'.repeat(200) })
  // A round that began before somebody listens is heard from its second page on.
  expect(timesOf(network.sentBy('g', 1_000, 61_000))).toEqual([1_883, 3_766, 60_000])
  const [lte] = network.sentBy('l', 0, 60_000)
  expect(decodeMessage([lte!.pdu])).toMatchObject({ text: 'x'.repeat(200) })
  expect(() => network.start(airingOf(0x4010, { periodSeconds: 1 }))).toThrow(RangeError)
})

test('a pair that is on air is refused, and taken again when it has ended', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000, { cells: ['g'], untilMs: 120_000 }))
  expect(network.start(airingOf(0x4000, { atMs: 60_000 }))).toEqual([
    { cell: 'g', cause: 'reference-in-use' },
  ])
  expect(network.start(airingOf(0x4000, { cells: ['g'], atMs: 120_000 }))).toEqual([])
})

test('a replacement takes the place of the old one, where that is', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000, { cells: ['g'] }))
  const failures = network.start(airingOf(0x4001, { oldSerial: 0x4000, atMs: 90_000 }))
  expect(failures).toEqual([{ cell: 'l', cause: 'reference-not-identified' }])
  const serials = network
    .sentBy('g', 0, 200_000)
    .map(({ pdu }) => decodeMessage([pdu]))
    .map((each) => ('error' in each ? 0 : each.serial))
  expect(serials).toEqual([0x4000, 0x4000, 0x4001, 0x4001])
})

test('kill() stops what is there and names the cells where it is not', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000, { cells: ['l'] }))
  const reference = { cells: ['g', 'l'], messageIdentifier: 4370, serial: 0x4000, atMs: 30_000 }
  expect(network.kill(reference)).toEqual([{ cell: 'g', cause: 'reference-not-identified' }])
  expect(timesOf(network.sentBy('l', 0, 1_000_000))).toEqual([0])
  expect(network.kill(reference)).toHaveLength(2)
})

test('restart() empties a cell: what was there can be started again', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000))
  network.restart(['g'], 90_000)
  expect(timesOf(network.sentBy('g', 0, 1_000_000))).toEqual([0, 60_000])
  expect(network.start(airingOf(0x4000, { atMs: 200_000 }))).toEqual([
    { cell: 'l', cause: 'reference-in-use' },
  ])
})

test('campOf() knows the networks of a shared cell, and no others', () => {
  const network = createRadioNetwork(CELLS)
  expect(network.campOf('l', '510-01')).toEqual({ plmn: '510-01', areaCode: 2, cell: 'l' })
  expect(() => network.campOf('g', '510-01')).toThrow(RangeError)
  expect(() => network.campOf('x', '510-10')).toThrow(RangeError)
})

test('ride() lets every SIM hear its own cell, in order of time', () => {
  const network = createRadioNetwork(CELLS)
  network.start(airingOf(0x4000, { cells: ['g'], atMs: 30_000 }))
  network.start(airingOf(0x4990, { cells: ['l'], message: messageOf(0x4990, 'Aman') }))
  const phone = createPhone({ sims: [{ plmn: '510-10' }, { plmn: '510-01' }] })
  const camps = [network.campOf('g', '510-10'), network.campOf('l', '510-01')]
  ride(phone, network, [
    { camps, fromMs: 0, untilMs: 100_000 },
    { camps: [null, null], fromMs: 100_000, untilMs: 200_000 },
  ])
  expect(phone.shown.map(({ slot, text, atMs }) => [slot, text, atMs])).toEqual([
    [1, 'Aman', 0],
    [0, 'Naik', 30_000],
  ])
})
