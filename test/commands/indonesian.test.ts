import { expect, test } from 'vitest'
import { approveMessage } from '../../src/commands/approve-message.ts'
import { changeMessage } from '../../src/commands/change-message.ts'
import { assertRoles } from '../../src/commands/invite-account.ts'
import { civicIdentifier } from '../../src/domain/cb/choose-identifier.ts'
import { Refusal } from '../../src/domain/error.ts'
import { describeRefusal } from '../../src/domain/words/words.ts'
import {
  APPROVER,
  AUTHOR,
  HOUR_MS,
  makeContent,
  makeMeans,
  makeMessage,
  makeMessageIn,
  NOON_MS,
} from '../make.ts'

function saidBy(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return describeRefusal(error, 'id')
    throw error
  }
  return 'nothing'
}

const late = makeMessageIn('submitted', {
  content: makeContent({ startMs: NOON_MS - HOUR_MS, minutes: 60 }),
})
const approval = { version: late.version, contentHash: late.contentHash ?? '' }
const update = makeMessage({ msgType: 'Update' })

// What is said inside a refusal is Indonesian where its sentence is.
test.for([
  ['waktu siarnya sudah lewat', () => approveMessage(late, approval, APPROVER, makeMeans())],
  ['jenis tidak dapat diubah', () => changeMessage(makeMessage(), kindOf('exercise'), AUTHOR)],
  ['saluran pesan yang diperbarui', () => changeMessage(update, channelOf(), AUTHOR)],
  ['sebutkan paling sedikit satu peran', () => assertRoles([])],
  ['tidak dapat digabung dengan', () => assertRoles(['admin', 'author'])],
  ['pengenal sipil 0..999', () => civicIdentifier(4370)],
] as const)('a refusal says in Indonesian: %s', ([said, act]) => {
  expect(saidBy(act)).toContain(said)
})

function kindOf(kind: 'exercise') {
  return { content: makeContent({ kind }), version: 1 }
}

function channelOf() {
  return { content: makeContent({ channel: 'sms' }), version: 1 }
}
