import { instantOfLocal, type Zone } from '../time.ts'

/** What the log can be filtered by, as the address of the page holds it. */
export interface LogFilter {
  readonly alert: string
  readonly order: string
  readonly cbc: string
  readonly operator: string
  readonly actor: string
  readonly what: string
  /** `YYYY-MM-DDTHH:MM` in WIB, as a date-time input has it; empty for no limit. */
  readonly from: string
  readonly until: string
}

const EMPTY: LogFilter = {
  alert: '',
  order: '',
  cbc: '',
  operator: '',
  actor: '',
  what: '',
  from: '',
  until: '',
}
const ZONE: Zone = 'WIB'

/** The filter that an address names; anything else in it is left out. */
export function readLogFilter(query: Readonly<Record<string, string>>): LogFilter {
  const known = Object.keys(EMPTY).flatMap((key) => {
    const value = query[key]
    return value === undefined ? [] : [[key, value.trim()] as const]
  })
  return { ...EMPTY, ...Object.fromEntries(known) }
}

/** The path that gives one page of the log; a limit in time that is no time is left out. */
export function logQuery(filter: LogFilter, before: number | null): string {
  const query = new URLSearchParams({ limit: '50' })
  for (const [key, value] of Object.entries(filter) as [keyof LogFilter, string][]) {
    const sent = key === 'from' || key === 'until' ? instantOf(value) : value
    if (sent !== null && sent !== '') query.set(key, sent)
  }
  if (before !== null) query.set('before', String(before))
  return `/api/v1/log?${query}`
}

function instantOf(value: string): string | null {
  const [date = '', time = ''] = value.split('T')
  return instantOfLocal({ date, time }, ZONE)
}
