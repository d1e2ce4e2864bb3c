import { blockRelease } from '../commands/block-release.ts'
import { Refusal } from '../domain/error.ts'
import { describeRefusal } from '../domain/words/words.ts'
import { formatInstant } from '../formats/json/content.ts'
import type { Desk } from './desk.ts'

/** True where a release was refused for what only time can mend: a code that comes free. */
export function isExhausted(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'SERIALS_EXHAUSTED'
}

/**
 * Tells staff and the log that a release is held up, the first time. Somebody who was first, or a
 * message that has moved on, is no trouble: the next try tells it.
 */
export async function blockReleaseUse(
  desk: Pick<Desk, 'store' | 'means'>,
  messageId: string,
  refusal: Refusal,
): Promise<void> {
  const message = await desk.store.loadMessage(messageId)
  if (message?.state !== 'approved') return
  const [date = '', time = ''] = formatInstant(desk.means().nowMs).split('T')
  const at = { id: `${time.slice(0, 5).replace(':', '.')} WIB`, en: `${time.slice(0, 5)} WIB` }
  // Read by people of either language, in a field that is one person's words otherwise.
  const note =
    `${date} ${at.id}: belum dapat disiarkan, dicoba terus sampai waktunya habis. ${describeRefusal(refusal, 'id')} · ` +
    `${date} ${at.en}: cannot go out yet, tried again until its time is over. ${describeRefusal(refusal, 'en')}`
  await desk.store.commit([blockRelease(message, refusal, note)])
}
