import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { BROADCAST_RULES } from '../../../src/domain/cap/rules-broadcast.ts'

test('its rows stand in the table', () => {
  for (const row of BROADCAST_RULES) expect(CAP_RULES).toContain(row)
})
