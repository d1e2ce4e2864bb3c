import { expect, test } from 'vitest'
import { checkCap } from '../../../src/domain/cap/rules.ts'
import { NOW_MS, reference, rulesOf, type Case } from './cases.ts'
import { known } from './known.ts'
import { sampleAlert } from './sample.ts'

const own = sampleAlert()
const refers = (...references: ReturnType<typeof reference>[]) => sampleAlert({ references })
const cancels = (sender: string, from = own.sender) =>
  sampleAlert({ sender: from, msgType: 'Cancel', references: [reference({ sender })] })

// What trips the rule, and the nearest thing that does not. CAP 1.2 §3.2, rule table.
const CASES: readonly Case[] = [
  [
    'A10-references-missing',
    sampleAlert({ msgType: 'Update' }),
    sampleAlert({ msgType: 'Update', references: [reference()] }),
  ],
  ['A10-references-missing', sampleAlert({ msgType: 'Ack' }), sampleAlert()],
  [
    'A12-self',
    refers(reference(), reference({ identifier: own.identifier, sent: own.sent })),
    refers(reference({ identifier: own.identifier })),
  ],
  [
    'A12-self',
    refers(reference({ identifier: own.identifier, sent: '2026-11-25T09:00:00+08:00' })),
    refers(reference({ identifier: own.identifier, sent: own.sent, sender: 'lain@x.invalid' })),
  ],
  [
    'A12-reused',
    refers(reference({ identifier: own.identifier })),
    refers(reference({ identifier: own.identifier, sender: 'lain@x.invalid' })),
  ],
  [
    'A12-reused',
    refers(reference({ identifier: own.identifier })),
    refers(reference({ identifier: own.identifier, sent: own.sent })),
  ],
  [
    'A13-later',
    refers(reference({ sent: '2026-11-25T08:00:01+07:00' })),
    refers(reference({ sent: '2026-11-25T09:00:00+08:00' })),
  ],
  [
    'A14-twice',
    refers(reference(), reference({ sent: '2026-11-25T08:00:00+08:00' })),
    refers(reference(), reference({ sent: '2026-11-25T07:00:01+07:00' })),
  ],
  ['A15-foreign', cancels('lain@lain.invalid'), cancels(own.sender)],
  [
    'A15-foreign',
    cancels('cuaca@bnpb.go.id', 'x@bmkg.go.id'),
    cancels('x@bnpb.go.id', 'x@bnpb.go.id'),
  ],
  ['A15-foreign', cancels('a@gmail.com', 'b@gmail.com'), cancels('a@gmail.com', 'a@gmail.com')],
  [
    'A15-office',
    cancels('cuaca@warning.bmkg.go.id', 'gempa@bmkg.go.id'),
    cancels('cuaca@bnpb.go.id', 'gempa@bmkg.go.id'),
  ],
  ['A15-unclear', cancels('PAAQ', 'x@bmkg.go.id'), cancels('PAAQ', 'PAAQ')],
  ['A15-unclear', cancels('x@bmkg.go.id', 'PAAQ'), cancels('x@bnpb.go.id', 'y@bmkg.go.id')],
  [
    'A15-answer',
    sampleAlert({ msgType: 'Ack', references: [reference({ sender: 'lain@x.invalid' })] }),
    sampleAlert({ msgType: 'Ack', references: [reference()] }),
  ],
  ['A17-alert', refers(reference()), sampleAlert({ msgType: 'Update', references: [reference()] })],
]

test.for(CASES)('%s', ([rule, trips, passes]) => {
  expect(rulesOf(trips)).toContain(rule)
  expect(rulesOf(passes)).not.toContain(rule)
})

test('levels of A15: a stranger is stopped, an office is doubted, an answer is noted', () => {
  const levels = (alert: ReturnType<typeof cancels>) =>
    checkCap(alert, { nowMs: NOW_MS, live: false })
      .filter(({ rule }) => rule.startsWith('A15'))
      .map(({ level }) => level)
  expect(levels(cancels('lain@lain.invalid'))).toEqual(['error'])
  expect(levels(cancels('a@satu.bmkg.go.id', 'b@bmkg.go.id'))).toEqual(['warning'])
  expect(levels({ ...cancels('lain@lain.invalid'), msgType: 'Error' })).toEqual(['info'])
  expect(levels({ ...cancels('lain@lain.invalid'), msgType: 'Alert' })).toEqual([])
})

test('mend of A12 and A14 is the references without what is too many', () => {
  const mend = (rule: string, alert: ReturnType<typeof refers>) =>
    checkCap(alert, { nowMs: NOW_MS, live: false }).find((each) => each.rule === rule)?.mend
  const self = reference({ identifier: own.identifier, sent: own.sent })
  const { sender, identifier, sent } = reference()
  const one = `${sender},${identifier},${sent}`
  expect(mend('A12-self', refers(self, reference()))).toBe(one)
  expect(mend('A12-self', refers(self))).toBeUndefined()
  expect(mend('A14-twice', refers(reference(), reference(), reference()))).toBe(one)
})

test('A12-loop: what is named names, at last, the message itself', () => {
  const [first, second] = [reference({ identifier: 'A' }), reference({ identifier: 'B' })]
  const alert = sampleAlert({ msgType: 'Update', references: [first] })
  const loops = (to: typeof first) => {
    const earlier = [
      known({ ...first, references: [second] }),
      known({ ...second, references: [to] }),
    ]
    const check = { nowMs: NOW_MS, live: false, known: earlier }
    return checkCap(alert, check).some((each) => each.rule === 'A12-loop')
  }
  expect(loops(reference({ identifier: own.identifier, sent: own.sent }))).toBe(true)
  expect(loops(reference({ identifier: own.identifier }))).toBe(false)
  expect(loops(first)).toBe(false)
})
