import { join } from 'node:path'
import { expect, test } from 'vitest'
import { randomOctets } from '../../src/clock.ts'
import { backupUse } from '../../src/desk/backup.ts'
import { draftUpdateUse } from '../../src/desk/draft-update.ts'
import { approveUse, cancelUse, changeUse, submitUse } from '../../src/desk/message-steps.ts'
import { restoreUse } from '../../src/desk/restore.ts'
import { createPhone, type Phone } from '../../src/domain/cb/phone.ts'
import type { Content } from '../../src/domain/message.ts'
import { openStore } from '../../src/store/open.ts'
import { checkInvariants } from '../invariants.ts'
import { APPROVER, AUTHOR, MINUTE_MS, tempFolder } from '../make.ts'
import { connect, importCells, openRig, publish, type Rig, testContent } from '../http/rig.ts'

function saying(body: string): Content {
  const [text] = testContent().texts
  return testContent({ texts: [{ ...text!, body: `UJI COBA ${body}` }] })
}

/** Changes the text of what is live. @returns the id of the update. */
async function update({ desk, clock }: Rig, base: string, body: string): Promise<string> {
  const { version } = (await desk.store.loadMessage(base))!
  await draftUpdateUse(desk, base, { version }, AUTHOR)
  const { messages } = (await desk.store.loadAlert(base.split('.')[0]!))!
  const draft = messages.at(-1)!
  const { texts } = saying(body)
  const content = { ...draft.content, texts }
  await changeUse(desk, draft.id, { content, version: draft.version }, AUTHOR)
  await submitUse(desk, draft.id, { version: draft.version + 1 }, AUTHOR)
  const submitted = (await desk.store.loadMessage(draft.id))!
  const seen = { version: submitted.version, contentHash: submitted.contentHash ?? '' }
  await approveUse(desk, draft.id, seen, APPROVER)
  clock.nowMs += MINUTE_MS
  return draft.id
}

/** What a message puts on air at Telkomsel, heard in a bus that passes twenty cells of it. */
async function ride({ desk, clock }: Rig, phone: Phone, messageId: string): Promise<void> {
  const message = (await desk.store.loadMessage(messageId))!
  const [copy] = (await desk.store.loadOrder(`${messageId}-TSEL`))!.copies
  for (let cell = 0; cell < 20; cell++) {
    const place = { plmn: '510-10', areaCode: 7_000 + (cell >> 2), cell }
    phone.moveTo(place)
    phone.receive({
      ...place,
      messageIdentifier: copy!.messageIdentifier,
      serial: copy!.serial,
      text: message.content.texts[0]!.body,
      atMs: clock.nowMs,
    })
  }
}

/** The rig with another folder under it: a restored one, or its own after a restart. */
async function livingIn(
  rig: Rig,
  folder: string,
  work: (rig: Rig) => Promise<void>,
): Promise<void> {
  const nowMs = (): number => rig.clock.nowMs
  const store = await openStore(folder, { nowMs, salt: () => randomOctets(32) })
  try {
    await work({ ...rig, folder, desk: { ...rig.desk, store } })
    await checkInvariants(store)
  } finally {
    await store.close()
  }
}

test('over updates, a cancel, a restart and restores a phone shows every text, and each once', async () => {
  const rig = await openRig()
  const phone = createPhone({ sims: [{ plmn: '510-10' }], testAlerts: true })
  const said: string[] = []
  const air = async (on: Rig, id: string, body: string): Promise<void> => {
    said.push(`UJI COBA ${body}`)
    await ride(on, phone, id)
  }
  const alert = async (on: Rig, body: string): Promise<string> => {
    const id = `${await publish(on, saying(body))}.1`
    await air(on, id, body)
    on.clock.nowMs += MINUTE_MS
    return id
  }
  const change = async (on: Rig, base: string, body: string): Promise<string> => {
    const id = await update(on, base, body)
    await air(on, id, body)
    return id
  }
  await connect(rig, 'TSEL', 'token-of-tsel-01234')
  await importCells(rig, 3_000)
  const first = await alert(rig, 'satu')
  const second = await change(rig, first, 'dua')
  const file = join(tempFolder(), 'night.backup')
  await backupUse(rig.folder, file, { withKeys: true, nowMs: rig.clock.nowMs })

  // Forgotten by every restore: the next update number, a code, and a cancel.
  const third = await change(rig, second, 'tiga')
  const other = await alert(rig, 'empat')
  const { version } = (await rig.desk.store.loadMessage(other))!
  await cancelUse(rig.desk, other, { version, reason: 'salah kirim' }, AUTHOR)
  await livingIn(rig, rig.folder, async (again) => {
    await change(again, third, 'lima')
    await alert(again, 'enam')
  })

  for (const life of ['pertama', 'kedua', 'ketiga']) {
    const folder = join(tempFolder(), 'data')
    const salt = (): Uint8Array => randomOctets(32)
    const nowMs = (): number => rig.clock.nowMs
    const restored = await restoreUse({ file, folder, replace: false, nowMs, salt })
    expect(restored).toMatchObject({ live: ['1'], serialsClear: true })
    await livingIn(rig, folder, async (on) => {
      // What is on air by now is another text; the restored service knows of `second` alone.
      const changed = await change(on, second, `${life} satu`)
      await change(on, changed, `${life} dua`)
      const fresh = await alert(on, `${life} tiga`)
      await change(on, fresh, `${life} empat`)
    })
  }
  expect(phone.shown.map(({ text }) => text)).toEqual(said)
  expect(said.length).toBe(6 + 3 * 4)
})
