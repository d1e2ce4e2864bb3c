import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { SIGNATURE_RULES } from '../../../src/domain/cap/rules-signature.ts'

test('its rows stand in the table', () => {
  for (const row of SIGNATURE_RULES) expect(CAP_RULES).toContain(row)
})
