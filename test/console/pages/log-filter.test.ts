import { expect, test } from 'vitest'
import { logQuery, readLogFilter } from '../../../src/console/pages/log-filter.ts'

test('logQuery() sends limits in time with their offset, and the page to go on from', () => {
  const filter = readLogFilter({
    alert: ' 12 ',
    from: '2026-11-25T08:00',
    until: 'kemarin',
    x: '1',
  })
  const query = new URLSearchParams(logQuery(filter, 40).split('?')[1])
  expect(Object.fromEntries(query)).toEqual({
    limit: '50',
    alert: '12',
    from: '2026-11-25T08:00:00+07:00',
    before: '40',
  })
})
