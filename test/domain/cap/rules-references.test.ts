import { expect, test } from 'vitest'
import { reference, rulesOf, withInfo, type Case } from './cases.ts'
import { sampleAlert } from './sample.ts'

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  [
    'A10-references-missing',
    sampleAlert({ msgType: 'Update' }),
    sampleAlert({ msgType: 'Update', references: [reference()] }),
  ],
  [
    'A12-self',
    sampleAlert({ references: [reference({ identifier: sampleAlert().identifier })] }),
    sampleAlert({
      references: [reference({ identifier: sampleAlert().identifier, sender: 'lain@x.invalid' })],
    }),
  ],
  [
    'A13-later',
    sampleAlert({ references: [reference({ sent: '2026-11-25T08:00:01+07:00' })] }),
    sampleAlert({ references: [reference({ sent: '2026-11-25T09:00:00+08:00' })] }),
  ],
  ['I03-expires-missing', withInfo({ expires: null }), sampleAlert()],
  [
    'I03-expires-order',
    withInfo({ onset: '2026-11-25T11:00:00+08:00' }),
    withInfo({ onset: '2026-11-25T10:59:59+08:00' }),
  ],
  [
    'I03-expires-order',
    withInfo({ effective: '2026-11-25T10:00:00+07:00' }),
    withInfo({ effective: '2026-11-25T09:59:59+07:00' }),
  ],
  [
    'I04-expired',
    withInfo({ expires: '2026-11-25T08:30:00+07:00' }),
    withInfo({ expires: '2026-11-25T08:30:01+07:00' }),
  ],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})
