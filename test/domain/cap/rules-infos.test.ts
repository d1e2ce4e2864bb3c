import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { INFO_RULES } from '../../../src/domain/cap/rules-infos.ts'

test('its rows stand in the table', () => {
  for (const row of INFO_RULES) expect(CAP_RULES).toContain(row)
})
