import { expect, test } from 'vitest'
import { LINK_FACTS } from '../../src/domain/link-facts.ts'
import { CHANNELS } from '../../src/domain/message.ts'
import { AIRED_CHANNELS, capFeed, TEXT_CHANNELS } from '../../src/operators/cap-feed/adapter.ts'
import { operatorContract } from '../contract/operator.ts'

operatorContract('cap-feed', () => capFeed)

test('every channel has one feed, and what is aired has one of its own', () => {
  expect([...AIRED_CHANNELS, ...TEXT_CHANNELS]).toEqual(CHANNELS)
  expect(AIRED_CHANNELS).toEqual(['cell-broadcast'])
  expect(LINK_FACTS['cap-feed'].channels).toEqual(CHANNELS)
})
