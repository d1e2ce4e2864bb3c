import { expect, onTestFinished, test } from 'vitest'
import { createThread } from '../../src/workers/thread.ts'

test('createThread() starts anew after a crash, and who asks at once is answered', async () => {
  const thread = createThread<string, string>(new URL('dying-thread.ts', import.meta.url), {})
  onTestFinished(() => thread.close())
  expect(await thread.ask('one')).toBe('one')
  // Its answer is on the way when the thread dies, and comes or not.
  const under = thread.ask('under way').catch(() => 'lost')
  const dies = thread.ask('die')
  expect(['under way', 'lost']).toContain(await under)
  // Asked when the crash is known and the thread's end is not yet: the next thread answers.
  const again = dies.catch(() => thread.ask('two'))
  expect(await again).toBe('two')
  expect(await thread.ask('three')).toBe('three')
})

test('createThread() rejects what is under way when it is closed', async () => {
  const thread = createThread<string, string>(new URL('dying-thread.ts', import.meta.url), {})
  const waiting = thread.ask('one').catch((error: unknown) => String(error))
  await thread.close()
  expect(await waiting).toContain('Worker thread ended')
})
