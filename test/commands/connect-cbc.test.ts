import { expect, test } from 'vitest'
import { connectCbc } from '../../src/commands/connect-cbc.ts'
import { ROLES } from '../../src/domain/account.ts'
import { ADMIN, makeActor, makeCbc, refusalOf } from '../make.ts'

test('connectCbc() keeps the settings and says in the log which links, never their secrets', () => {
  const settings = makeCbc('TSEL')
  const decision = connectCbc(settings, 3, ADMIN)
  expect(decision.expects).toEqual([{ stream: 'cbc:TSEL', version: 3 }])
  expect(decision.writes).toEqual([{ table: 'cbc', upsert: settings }])
  expect(decision.entries).toEqual([
    {
      what: 'cbc-changed',
      actor: ADMIN.id,
      cbc: 'TSEL',
      change: 'links cap-push http://127.0.0.1:9, cap-feed',
    },
  ])
  expect(JSON.stringify(decision.entries)).not.toContain('push TSEL')
  expect(connectCbc(makeCbc('TSEL', []), 4, ADMIN).entries).toMatchObject([
    { change: 'disconnected' },
  ])
  expect(connectCbc({ ...settings, coding: 'prefix' }, 5, ADMIN).entries).toMatchObject([
    { change: 'links cap-push http://127.0.0.1:9, cap-feed; coding prefix' },
  ])
})

test('connectCbc() is for administrators alone', () => {
  for (const role of ROLES) {
    const connect = (): unknown => connectCbc(makeCbc('TSEL'), 0, makeActor('P-X', role))
    expect(refusalOf(connect), role).toBe(role === 'admin' ? null : 'ROLE_REQUIRED')
  }
})
