import { expect, test } from 'vitest'
import { ELEMENTS } from '../../../src/domain/cb/cbsp/elements.ts'
import { MESSAGE_KINDS, type CbspMessage } from '../../../src/domain/cb/cbsp/messages.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import { CBSP_ROWS, describeCbsp } from '../../../src/domain/words/cbsp.ts'
import * as fc from 'fast-check'
import { anyMessage } from '../cb/cbsp/arbitraries.ts'
import { testRows } from './rows.ts'

testRows(CBSP_ROWS, /^[a-z][a-zA-Z]*$/)

test('describeCbsp() says elements in their order, and leaves pages out', () => {
  const { dcs, pages } = encodeText('Naik ke bukit')
  const message: CbspMessage = {
    kind: 'write-replace',
    messageIdentifier: 4370,
    newSerial: 0x4011,
    oldSerial: 0x4010,
    cells: { by: 'lai', cells: [{ by: 'lai', plmn: '510-10', lac: 7 }] },
    channel: 'basic',
    category: 'high',
    repetitionUnits: 30,
    broadcasts: 'unlimited',
    dcs,
    pages,
  }
  expect(describeCbsp(message, 'id')).toEqual([
    'pengenal pesan 4370',
    'nomor seri baru 0x4011',
    'nomor seri lama 0x4010',
    'sel plmn 510-10 lac 7',
    'tanda kanal basic',
    'kategori high',
    'periode pengulangan 30',
    'jumlah siaran yang diminta unlimited',
    'skema pengodean data 0x0f',
  ])
  expect(describeCbsp(message, 'en').slice(0, 2)).toEqual([
    'message identifier 4370',
    'new serial number 0x4011',
  ])
})

test('describeCbsp() tells what a BSC could not, cell by cell', () => {
  const message: CbspMessage = {
    kind: 'write-replace-failure',
    messageIdentifier: 4370,
    newSerial: 0x4011,
    failures: [
      { cell: { by: 'ci', ci: 9 }, cause: 7 },
      { cell: { by: 'bss' }, cause: 200 },
    ],
    completed: {
      by: 'ci',
      cells: [
        { cell: { by: 'ci', ci: 1 }, broadcasts: 3, information: 0 },
        { cell: { by: 'ci', ci: 2 }, broadcasts: 4, information: 1 },
      ],
    },
  }
  expect(describeCbsp(message, 'id').slice(2)).toEqual([
    'gagal ci 9: 7 cell-memory-exceeded',
    'gagal seluruh BSS: 200 tidak dikenal',
    'selesai ci 1: 3 siaran',
    'selesai ci 2: 4 siaran, jumlah meragukan: 1',
  ])
})

test('describeCbsp() has no English label left in Indonesian, whatever the message', () => {
  const labels = Object.values(ELEMENTS).map(({ label }) => label)
  const kinds = new Set<string>()
  fc.assert(
    fc.property(anyMessage, (message) => {
      kinds.add(message.kind)
      const [id, en] = [describeCbsp(message, 'id'), describeCbsp(message, 'en')]
      expect(id.length).toBe(en.length)
      for (const line of id) {
        expect(labels.filter((label) => line.startsWith(`${label} `))).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
  expect(kinds.size).toBe(MESSAGE_KINDS.length)
})
