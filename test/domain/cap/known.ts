import type { KnownCap } from '../../../src/domain/cap/rules.ts'
import { reference } from './cases.ts'

/** A message that came before the sample alert and is in force still. */
export function known(change: Partial<KnownCap> = {}): KnownCap {
  return {
    ...reference(),
    msgType: 'Alert',
    status: 'Actual',
    languages: ['id-ID'],
    expiresMs: Date.UTC(2026, 10, 25, 3),
    references: [],
    sha256: 'aa',
    ...change,
  }
}
