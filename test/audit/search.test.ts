import { expect, test } from 'vitest'
import { PAGE_MAX, SEARCH_NAMES, nextPage, parseSearch } from '../../src/audit/search.ts'
import { Refusal } from '../../src/domain/error.ts'

test('parseSearch() asks for the newest page of everything when nothing is given', () => {
  const all = parseSearch({})
  expect(all.limit).toBe(50)
  expect(Object.entries(all).filter(([, value]) => value !== null)).toEqual([['limit', 50]])
  expect(parseSearch({ alert: '', from: '', limit: undefined })).toEqual(all)
})

test('parseSearch() reads every parameter', () => {
  const params = {
    alert: 'AB12',
    order: 'AB12.1-tsel-1',
    cbc: 'tsel-1',
    operator: 'tsel',
    actor: 'P-ABCDEFGH',
    what: 'message-approved',
    from: '2026-07-01T00:00:00+07:00',
    to: '2026-06-30T17:00:00.001Z',
    before: '120',
    limit: '500',
  }
  expect(Object.keys(params).sort()).toEqual([...SEARCH_NAMES].sort())
  expect(parseSearch(params)).toEqual({
    alert: 'AB12',
    order: 'AB12.1-tsel-1',
    cbc: 'tsel-1',
    operator: 'tsel',
    actor: 'P-ABCDEFGH',
    what: 'message-approved',
    fromMs: 1782838800000,
    toMs: 1782838800001,
    beforeSeq: 120,
    limit: PAGE_MAX,
  })
})

test.for([
  [{ limit: '0' }, 'limit'],
  [{ limit: '501' }, 'limit'],
  [{ limit: '-1' }, 'limit'],
  [{ limit: '1e2' }, 'limit'],
  [{ before: '9007199254740992' }, 'before'],
  [{ before: 'x' }, 'before'],
  [{ from: '2026-07-01' }, 'from'],
  [{ from: '2026-07-01T00:00:00' }, 'from'],
  [{ to: '2026-13-01T00:00:00Z' }, 'to'],
  [{ from: '2026-07-01T00:00:00Z', to: '2026-07-01T07:00:00+07:00' }, 'to'],
  [{ actor: "x' OR 1=1" }, 'actor'],
  [{ actor: 'x'.repeat(129) }, 'actor'],
  [{ cbc: '%' }, 'cbc'],
  [{ kind: 'warning' }, 'kind'],
  [{ constructor: 'x' }, 'constructor'],
] as const)('parseSearch() refuses %o, naming it', ([params, path]) => {
  try {
    parseSearch(params)
    expect.fail('taken')
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect(error).toMatchObject({ code: 'INPUT_INVALID', params: { path } })
  }
})

test('nextPage() goes on below the last seq, and ends with a page that is not full', () => {
  const query = parseSearch({ limit: '3', cbc: 'tsel-1' })
  expect(nextPage(query, [9, 7, 4])).toEqual({ ...query, beforeSeq: 4 })
  expect(nextPage(query, [9, 7])).toBeNull()
  expect(nextPage(query, [])).toBeNull()
  expect(nextPage(query, [2, 1, 0])).toBeNull()
})
