import { expect, test } from 'vitest'
import { createCollector } from '../../src/cli/cap-memory.ts'

test('createCollector() gives back what was read, once half a megabyte was', async () => {
  const collect = createCollector()
  const gone = new WeakRef({ text: 'x'.repeat(1_000) })
  // A weak reference holds until the turn ends.
  await new Promise((resolve) => setImmediate(resolve))
  collect(512 * 1024 - 1)
  expect(gone.deref()).toBeDefined()
  await new Promise((resolve) => setImmediate(resolve))
  collect(1)
  expect(gone.deref()).toBeUndefined()
})
