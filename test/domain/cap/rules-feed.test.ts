import { expect, test } from 'vitest'
import { CAP_RULES } from '../../../src/domain/cap/rules.ts'
import { FEED_RULES } from '../../../src/domain/cap/rules-feed.ts'

test('its rows stand in the table', () => {
  for (const row of FEED_RULES) expect(CAP_RULES).toContain(row)
})
