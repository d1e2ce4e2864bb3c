import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { RESOURCE_RULES } from '../../../src/domain/cap/rules-resource.ts'

test('its rows stand in the table', () => {
  for (const row of RESOURCE_RULES) expect(CAP_RULES).toContain(row)
})
