import { expect, test } from 'vitest'
import { readCellList } from '../../src/simulator/cells.ts'
import { parseScript } from '../../src/simulator/script.ts'
import { createHash } from 'node:crypto'

test.for([
  ['refuse', { kind: 'refuse', reason: 'Refused as scripted' }],
  ['refuse:No: capacity', { kind: 'refuse', reason: 'No: capacity' }],
  ['unreachable-for:3', { kind: 'unreachable-for', seconds: 3 }],
  ['unreachable-for', null],
  ['unreachable-for:-1', null],
  ['no-answer', { kind: 'no-answer' }],
  ['no-answer:1', null],
  ['answer-lost', { kind: 'answer-lost', times: 1 }],
  ['answer-lost:2', { kind: 'answer-lost', times: 2 }],
  ['slow:10', { kind: 'slow', ms: 10 }],
  ['bad-serial', { kind: 'bad-serial' }],
  ['', null],
  ['constructor', null],
] as const)('parseScript() reads %j', ([text, script]) => {
  expect(parseScript(text)).toEqual(script)
})

function pin(text: string) {
  const hash = (name: string): string => createHash(name).update(text).digest('hex')
  const sizeOctets = Buffer.byteLength(text)
  return { uri: '/x', sizeOctets, sha1: hash('sha1'), sha256: hash('sha256') }
}

test('readCellList() gives each cell once', () => {
  const text = '510-10-1\r\n510-10-4660-22136\n\n510-10-1\n510-10-68719476735'
  const cells = ['510-10-1', '510-10-4660-22136', '510-10-68719476735']
  expect(readCellList(Buffer.from(text), pin(text))).toEqual({ cells })
})

test.for([
  ['is longer', (text: string) => pin(text.slice(1))],
  ['has another SHA-1', (text: string) => ({ ...pin(text), sha1: '0'.repeat(40) })],
  ['has another SHA-256', (text: string) => ({ ...pin(text), sha256: '0'.repeat(64) })],
] as const)('readCellList() refuses a list that %s', ([, pinned]) => {
  const text = '510-10-1\n'
  expect(readCellList(Buffer.from(text), pinned(text))).toHaveProperty('problem')
})

test.for(['', 'cell\n510-10-1', '510-10-1,2', '<html>'])('readCellList() takes no %j', (text) => {
  expect(readCellList(Buffer.from(text), pin(text))).toHaveProperty('problem')
})
