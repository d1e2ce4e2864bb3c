import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { alertPath, logPath, parseRoute } from '../../src/console/route.ts'

test.for([
  ['/', '', { page: 'alerts', state: null }],
  ['/', '?state=live', { page: 'alerts', state: 'live' }],
  ['/alerts/new', '', { page: 'write' }],
  ['/alerts/12', '', { page: 'alert', id: '12' }],
  ['/alerts/12/edit', '', { page: 'edit', id: '12' }],
  ['/log', '?alert=12', { page: 'log', query: { alert: '12' } }],
  ['/accounts', '', { page: 'accounts' }],
  ['/cap-check', '', { page: 'cap-check' }],
  ['/cap-check/more', '', { page: 'missing' }],
  ['/invites/abc-_9', '', { page: 'invite', token: 'abc-_9' }],
  ['/alerts', '', { page: 'missing' }],
  ['/alerts/12/erase', '', { page: 'missing' }],
  ['/alerts/12/edit/more', '', { page: 'missing' }],
  ['/elsewhere', '', { page: 'missing' }],
  ['/alerts/%E0%A4%A', '', { page: 'alert', id: '%E0%A4%A' }],
] as const)('parseRoute() reads %s%s', ([path, search, route]) => {
  expect(parseRoute(path, search)).toEqual(route)
})

test('parseRoute() undoes alertPath() for any id', () => {
  const ids = fc.string({ minLength: 1, unit: 'binary' }).filter((id) => id !== 'new')
  fc.assert(
    fc.property(ids, (id) => {
      expect(parseRoute(alertPath(id, 'edit'))).toEqual({ page: 'edit', id })
    }),
  )
})

test('logPath() leaves empty filters out', () => {
  expect(logPath({ alert: '3', what: '' })).toBe('/log?alert=3')
  expect(logPath({ alert: '' })).toBe('/log')
})
