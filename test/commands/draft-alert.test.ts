import { expect, test } from 'vitest'
import { documentKey, draftAlert } from '../../src/commands/draft-alert.ts'
import { ROLES } from '../../src/domain/account.ts'
import { AUTHOR, makeActor, makeContent, makeMeans, NOON_MS, refusalOf } from '../make.ts'

const input = { content: makeContent(), origin: { from: 'console' } } as const
const cap = {
  from: 'cap',
  sender: 'bmkg@example.invalid',
  identifier: 'X-1',
  sent: '2026-11-25T11:00:00+07:00',
  language: 'id-ID',
  sha256: 'ab'.repeat(32),
} as const

test('draftAlert() makes an alert and its first message, under a number that is claimed', () => {
  const decision = draftAlert({ nextNumber: 7 }, input, AUTHOR, makeMeans())
  expect(decision.expects).toEqual([{ stream: 'message:7.1', version: 0 }])
  expect(decision.claims).toMatchObject([
    { space: 'number', key: 'alert:7', untilMs: null, refusal: 'STALE_VERSION' },
  ])
  const alert = {
    id: '7',
    kind: 'warning',
    createdAtMs: NOON_MS,
    createdBy: AUTHOR.id,
    origin: input.origin,
  }
  expect(decision.writes).toEqual([
    { table: 'alert', insert: alert },
    {
      table: 'message',
      insert: expect.objectContaining({
        id: '7.1',
        n: 1,
        state: 'draft',
        hands: [AUTHOR.id],
        approvers: [],
        content: input.content,
      }),
    },
  ])
  expect(decision.entries).toEqual([
    {
      what: 'message-drafted',
      actor: AUTHOR.id,
      message: '7.1',
      alert,
      msgType: 'Alert',
      content: input.content,
    },
  ])
})

test('draftAlert() takes a document from outside once, and says first that it came', () => {
  const of = { ...input, origin: cap }
  const { claims, entries } = draftAlert({ nextNumber: 1 }, of, AUTHOR, makeMeans())
  expect(claims[1]).toMatchObject({ space: 'request', key: documentKey(cap), untilMs: null })
  expect(entries.map(({ what }) => what)).toEqual(['document-received', 'message-drafted'])
  // The same identifier with other octets is another document: one a language, as BMKG does it.
  expect(documentKey({ ...cap, language: 'en-US' })).not.toBe(documentKey(cap))
})

test('draftAlert() is for authors alone', () => {
  for (const role of ROLES) {
    const draft = (): unknown =>
      draftAlert({ nextNumber: 1 }, input, makeActor('P-X', role), makeMeans())
    expect(refusalOf(draft), role).toBe(role === 'author' ? null : 'ROLE_REQUIRED')
  }
})
