import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeCbsp } from '../../../../src/domain/cb/cbsp/encode.ts'
import { BODY_OCTETS_MAX, CbspReader } from '../../../../src/domain/cb/cbsp/reader.ts'
import { anyMessage } from './arbitraries.ts'

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

test('CbspReader gives the same PDUs however the stream is cut', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 40 })
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 6 }), cuts, (messages, places) => {
      const sent = messages.map((message) => encodeCbsp(message))
      const stream = concat(sent)
      const sorted = places.map((place) => place % (stream.length + 1)).toSorted((a, b) => a - b)
      const edges = [0, ...sorted, stream.length]
      const reader = new CbspReader()
      const got = edges.slice(1).flatMap((end, index) => {
        const { pdus, error } = reader.push(stream.subarray(edges[index], end))
        expect(error).toBeNull()
        return pdus
      })
      expect(got).toEqual(sent)
      expect(reader.isBetweenPdus()).toBe(true)
    }),
  )
})

test('CbspReader gives each PDU with its last octet, not later', () => {
  const pdu = encodeCbsp({ kind: 'reset', cells: { by: 'bss', cells: [] } })
  const empty = encodeCbsp({ kind: 'keep-alive-complete' })
  const reader = new CbspReader()
  for (const octet of pdu.subarray(0, -1)) {
    expect(reader.push(Uint8Array.of(octet)).pdus).toEqual([])
    expect(reader.isBetweenPdus()).toBe(false)
  }
  expect(reader.push(pdu.subarray(-1)).pdus).toEqual([pdu])
  for (const octet of empty.subarray(0, -1))
    expect(reader.push(Uint8Array.of(octet)).pdus).toEqual([])
  expect(reader.push(empty.subarray(-1)).pdus).toEqual([empty])
  expect(reader.push(new Uint8Array()).pdus).toEqual([])
})

test('what CbspReader gives does not change with the segment', () => {
  const segment = encodeCbsp({ kind: 'keep-alive', keepAlivePeriod: 60 })
  const [pdu] = new CbspReader().push(segment).pdus
  segment.fill(0)
  expect(pdu).toEqual(Uint8Array.of(0x16, 0, 0, 2, 0x18, 0x1a))
})

test('CbspReader refuses a length that no message has, and stays so', () => {
  const most = Uint8Array.of(0x01, BODY_OCTETS_MAX >> 16, BODY_OCTETS_MAX >> 8, BODY_OCTETS_MAX)
  expect(new CbspReader().push(most)).toEqual({ pdus: [], error: null })
  const reader = new CbspReader()
  const good = encodeCbsp({ kind: 'keep-alive-complete' })
  const bad = Uint8Array.of(...good, 0x47, 0x45, 0x54, 0x20)
  const error = { rule: 'length', offset: 5 }
  expect(reader.push(bad)).toMatchObject({ pdus: [good], error })
  expect(reader.isBetweenPdus()).toBe(false)
  expect(reader.push(good)).toMatchObject({ pdus: [], error })
  const over = BODY_OCTETS_MAX + 1
  expect(new CbspReader().push(Uint8Array.of(0x01, over >> 16, over >> 8, over))).toMatchObject({
    error: { rule: 'length', offset: 1 },
  })
})

test('CbspReader takes a large PDU octet by octet without copying it each time', () => {
  const pdu = new Uint8Array(4 + 60_000)
  pdu.set([0x14, 0, 60_000 >> 8, 60_000 & 0xff])
  const reader = new CbspReader()
  const began = performance.now()
  let pdus: readonly Uint8Array[] = []
  for (let at = 0; at < pdu.length; at++) ({ pdus } = reader.push(pdu.subarray(at, at + 1)))
  expect(pdus).toEqual([pdu])
  // Copying it each time would be 1.8 GB.
  expect(performance.now() - began).toBeLessThan(1_000)
})
