import { expect, test } from 'vitest'
import {
  kindsOf,
  MESSAGE_KINDS,
  MESSAGES,
  slotsOf,
} from '../../../../src/domain/cb/cbsp/messages.ts'
import { KINDS } from './arbitraries.ts'

// 3GPP TS 48.049 §8.2.2, as libosmocore, Wireshark and Osmocom's TTCN-3 tests have it; all agree.
const NAMES: Readonly<Record<number, string>> = {
  0x01: 'WRITE-REPLACE',
  0x02: 'WRITE-REPLACE COMPLETE',
  0x03: 'WRITE-REPLACE FAILURE',
  0x04: 'KILL',
  0x05: 'KILL COMPLETE',
  0x06: 'KILL FAILURE',
  0x07: 'LOAD QUERY',
  0x08: 'LOAD QUERY COMPLETE',
  0x09: 'LOAD QUERY FAILURE',
  0x0a: 'MESSAGE STATUS QUERY',
  0x0b: 'MESSAGE STATUS QUERY COMPLETE',
  0x0c: 'MESSAGE STATUS QUERY FAILURE',
  0x0d: 'SET-DRX',
  0x0e: 'SET-DRX COMPLETE',
  0x0f: 'SET-DRX FAILURE',
  0x10: 'RESET',
  0x11: 'RESET COMPLETE',
  0x12: 'RESET FAILURE',
  0x13: 'RESTART',
  0x14: 'FAILURE',
  0x15: 'ERROR INDICATION',
  0x16: 'KEEP-ALIVE',
  0x17: 'KEEP-ALIVE COMPLETE',
}

test('the types are 0x01..0x17, each with its name', () => {
  const found = MESSAGE_KINDS.map((kind) => [MESSAGES[kind].code, MESSAGES[kind].name])
  expect(Object.fromEntries(found)).toEqual(NAMES)
})

test('kindsOf() gives one kind a type, two of WRITE-REPLACE, none of what is no type', () => {
  for (let code = 0; code <= 255; code++) {
    const wanted = code === 1 ? 2 : Number(code >= 1 && code <= 0x17)
    expect([code, kindsOf(code).length]).toEqual([code, wanted])
  }
  expect(kindsOf(1)).toEqual(['write-replace', 'write-replace-emergency'])
})

// Presence in SET-DRX and its answers is from memory, not checked.
test.for(MESSAGE_KINDS)('slotsOf() says what %s may leave out', (kind) => {
  const slots = slotsOf(kind).filter(({ element }) => element !== 'pageCount')
  const said = slots.map(({ element, isMandatory }) => element + (isMandatory ? '' : '?'))
  expect(said.toSorted()).toEqual(KINDS[kind].toSorted())
})
