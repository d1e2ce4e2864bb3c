import { expect, test } from 'vitest'
import { FINDINGS_MAX, fewFindings, viewCapReport } from '../../src/desk/check-cap.ts'
import { finding, type Finding } from '../../src/domain/finding.ts'

const at = (line: number, level: Finding['level'] = 'info'): Finding =>
  finding(level, 'C04-silent', '/', { line, column: 3, identifier: 4380, status: 'Actual' })

test('fewFindings() keeps the gravest, in the order of the document', () => {
  const advice = Array.from({ length: FINDINGS_MAX }, (_, index) => at(index))
  expect(fewFindings(advice)).toBe(advice)
  const kept = fewFindings([...advice, at(FINDINGS_MAX, 'error'), at(FINDINGS_MAX + 1, 'warning')])
  expect(kept).toHaveLength(FINDINGS_MAX)
  expect(kept.at(-1)).toMatchObject({ level: 'error' })
  expect(kept[0]).toBe(advice[0])
})

test('viewCapReport() says where, in both languages, and what could stand there', () => {
  const mended = { ...at(7, 'error'), mend: '4371' }
  const report = { version: '1.2', valid: true, broadcastable: false, alert: null } as const
  expect(viewCapReport({ ...report, findings: [mended] })).toEqual({
    version: '1.2',
    valid: true,
    broadcastable: false,
    more: 0,
    findings: [
      {
        level: 'error',
        rule: 'C04-silent',
        path: '/',
        line: 7,
        column: 3,
        message: {
          id: expect.stringContaining('pengenal pesan 4380'),
          en: expect.stringContaining('message identifier 4380'),
        },
        mend: '4371',
      },
    ],
  })
  const many = Array.from({ length: FINDINGS_MAX + 2 }, (_, index) => at(index))
  expect(viewCapReport({ ...report, findings: many }).more).toBe(2)
})
