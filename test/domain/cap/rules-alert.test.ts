import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { ALERT_RULES } from '../../../src/domain/cap/rules-alert.ts'

test('its rows stand in the table', () => {
  for (const row of ALERT_RULES) expect(CAP_RULES).toContain(row)
})
