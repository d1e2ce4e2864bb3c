import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { FRONT_RULES } from '../../../src/domain/cap/rules-front.ts'

test('its rows stand in the table', () => {
  for (const row of FRONT_RULES) expect(CAP_RULES).toContain(row)
})
