import { execFile } from 'node:child_process'
import { globSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import type { Child } from '../../src/cli/demo/child.ts'
import type { Staff } from '../../src/cli/staff-client.ts'
import { createPhone, type Phone } from '../../src/domain/cb/phone.ts'
import type { ContentJson } from '../../src/formats/json/content.ts'
import type { MessageJson } from '../../src/formats/json/views.ts'
import { openStore } from '../../src/store/open.ts'
import { checkInvariants } from '../invariants.ts'
import { createRig, healthEmergency, type Rig, submitAlert, until } from './rig.ts'

// One alert in two languages, from its first word to its last: updates, a service killed as it
// releases one, a backup at night and its restore in the morning, a correction and a cancel. All
// the while a bus drives past twenty cells, over and over, and its passengers' phones hear what
// the reference CBCs say they have on air.
const PLMNS = { TSEL: '510-10', IOH: '510-01', XL: '510-11', SF: '510-09' } as const
type Cbc = keyof typeof PLMNS
const CELLS = 20
const FIRST = 'Gempa kuat di Aceh. Jauhi bangunan retak.'
const SECOND = 'Gempa susulan di Aceh. Tetap di luar bangunan.'
const THIRD = 'Gempa susulan kuat di Aceh. Jauhi pantai.'
const FOURTH = 'Pantai Aceh ditutup. Tetap di tempat tinggi.'
const ENGLISH = 'Strong earthquake in Aceh. Keep away from cracked buildings.'
const ENGLISH_SECOND = 'Aftershocks in Aceh and North Sumatra. Stay outside.'
const ENGLISH_THIRD = 'The beaches of Aceh are closed. Stay on high ground.'

let rig: Rig
let service: Child
let author: Staff
let approver: Staff
let bus: Bus

beforeAll(async () => {
  rig = await createRig()
  service = await rig.startService()
  await rig.startCbcs()
  await signIn()
  bus = startBus(rig)
}, 60_000)
afterAll(async () => {
  await bus?.stop()
  await rig?.stop()
  for (const beside of globSync(`${rig.folder}.*`)) rmSync(beside, { recursive: true })
})

async function signIn(): Promise<void> {
  ;[author, approver] = [await rig.signIn('author'), await rig.signIn('approver')]
}

interface Bus {
  /** Switches one more phone on. */
  board(sims: readonly Cbc[]): Phone
  /** Returns when every passenger has been past every cell since. */
  round(): Promise<void>
  stop(): Promise<void>
}

/** Asks every CBC what is on air, again and again, and drives one cell on each time. */
function startBus(of: Rig): Bus {
  const passengers: { readonly sims: readonly Cbc[]; readonly phone: Phone }[] = []
  let stops = 0
  let isOver = false
  const drive = async (): Promise<void> => {
    while (!isOver) {
      const states = await of.states()
      for (const { sims, phone } of passengers) {
        // Now one operator's cell is the first to be heard, now the other's.
        for (const cbc of stops % 2 === 0 ? sims : sims.toReversed()) {
          const cell = stops % CELLS
          const place = { plmn: PLMNS[cbc], areaCode: 7_000 + (cell >> 2), cell }
          phone.moveTo(place)
          const held = states.find((each) => each.cbc === cbc)?.held ?? []
          const onAir = held.filter(({ state }) => state === 'broadcasting')
          for (const { messageIdentifier, serial, text } of onAir.flatMap(({ copies }) => copies)) {
            phone.receive({ ...place, messageIdentifier, serial, text, atMs: nowMs() })
          }
        }
      }
      stops += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const driving = drive()
  return {
    board: (sims) => {
      const phone = createPhone({ sims: sims.map((cbc) => ({ plmn: PLMNS[cbc] })) })
      passengers.push({ sims, phone })
      return phone
    },
    round: async () => {
      const until_ = stops + CELLS + 1
      await until('the bus is round', async () => (stops >= until_ ? true : null))
    },
    stop: async () => {
      isOver = true
      await driving
    },
  }
}

function content(texts: readonly [string, string], regions: string[] = ['11']): ContentJson {
  const base = healthEmergency()
  return {
    ...base,
    texts: base.texts.map((each, at) => ({ ...each, body: texts[at]! })),
    area: { regions, polygons: [], circles: [] },
    areaName: 'Aceh',
    minutes: 60,
  }
}

async function newest(): Promise<MessageJson> {
  return (await author.alert('1')).messages.at(-1)!
}

async function approveNewest(): Promise<void> {
  const { id, version, contentHash } = await newest()
  await approver.step(id, 'approve', { version, contentHash })
}

/** Writes an update of what is on air and has it checked. */
async function submitUpdate(of: ContentJson): Promise<void> {
  const { id, version } = await newest()
  await author.step(id, 'updates', { version })
  const draft = await newest()
  await author.change(draft.id, { version: draft.version, content: of })
  const changed = await newest()
  await author.step(changed.id, 'submit', { version: changed.version })
}

/** Every CBC has done what the newest message asks for, and the bus is round once more. */
async function settled(): Promise<void> {
  await until('every CBC has done it', async () => {
    const { state, orders, msgType } = await newest()
    const isDone = orders.every((order) =>
      msgType === 'Cancel'
        ? order.stage === 'accepted'
        : order.copies.every(({ counts }) => counts.broadcasting === order.cells),
    )
    return state === 'live' && orders.length === 4 && isDone ? true : null
  })
  await bus.round()
}

/** One of our own commands, to its end. @returns the last line that it prints. */
async function run(...args: string[]): Promise<Record<string, unknown>> {
  const command = ['src/main.ts', ...args, '--data', rig.folder, '--json']
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { PATH: '/usr/bin:/bin', NODE_NO_WARNINGS: '1' },
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, unknown>
}

async function killService(): Promise<void> {
  service.kill()
  expect(await service.ended).toBe('SIGKILL')
}

test(
  'phones on a bus show each text once, and every changed text, through updates, death and restore',
  { timeout: 120_000 },
  async () => {
    const phones = [
      bus.board(['TSEL', 'IOH']),
      bus.board(['SF', 'XL']),
      bus.board(['IOH']),
      bus.board(['XL']),
    ]
    const heard = (phone: Phone): string[] => phone.shown.map(({ text }) => text)
    const said: string[] = []
    const expectHeard = async (...texts: string[]): Promise<void> => {
      said.push(...texts)
      await settled()
      for (const phone of phones) expect(heard(phone)).toEqual(said)
    }

    await submitAlert(author, content([FIRST, ENGLISH]))
    await approveNewest()
    await expectHeard(FIRST, ENGLISH)

    // Only the Indonesian text changes: the English one does not sound again.
    await submitUpdate(content([SECOND, ENGLISH]))
    await approveNewest()
    await expectHeard(SECOND)

    // Only the English one, and the area: the service dies as it releases that.
    await submitUpdate(content([SECOND, ENGLISH_SECOND], ['11', '12']))
    const approval = approveNewest().catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, 30))
    await killService()
    await approval
    service = await rig.startService()
    await signIn()
    // The approval was in the log or was lost with its answer: then it is given again.
    if ((await newest()).state === 'submitted') await approveNewest()
    await expectHeard(ENGLISH_SECOND)

    // Who comes late hears what is on air, and nothing older.
    const late = bus.board(['TSEL', 'XL'])
    await bus.round()
    expect(heard(late)).toEqual([SECOND, ENGLISH_SECOND])

    // At night a backup is made; after it one more update goes out, and the disk is lost.
    const file = `${rig.folder}.backup`
    expect(await run('backup', '--out', file)).toMatchObject({ backup: file })
    await submitUpdate(content([THIRD, ENGLISH_SECOND], ['11', '12']))
    await approveNewest()
    await expectHeard(THIRD)
    await killService()

    // In the morning it is restored: what it still holds for live goes out again, unheard.
    const restored = await run('restore', file, '--replace')
    expect(restored).toMatchObject({ live: ['1'], returned: [], serials: { clear: true } })
    service = await rig.startService()
    await signIn()
    expect((await newest()).id).toBe('1.3')
    await expectHeard()

    // What it says next is heard, although it knows nothing of the update that came before.
    await submitUpdate(content([FOURTH, ENGLISH_THIRD], ['11', '12']))
    await approveNewest()
    await expectHeard(FOURTH, ENGLISH_THIRD)

    const live = await newest()
    await approver.step(live.id, 'corrections', { version: live.version, text: 'false-alarm' })
    const { texts } = (await newest()).content
    expect(texts.map(({ body }) => body.slice(0, 8))).toEqual(['KOREKSI:', 'CORRECTI'])
    await expectHeard(...texts.map(({ body }) => body))

    // A cancel is silent, and ends all that this service knows of.
    const { id, version } = await newest()
    await author.step(id, 'cancel', { version, reason: 'selesai' })
    await expectHeard()
    expect(heard(late)).toEqual(said.slice(2).filter((text) => text !== ENGLISH))
    for (const { cbc, held, refused } of await rig.states()) {
      const onAir = held.filter(({ state }) => state === 'broadcasting')
      // Only what was released after the backup stays, to its end: `restore` tells to look for it.
      expect([cbc, onAir.map(({ copies }) => copies[0]?.text)]).toEqual([cbc, [THIRD]])
      expect([cbc, refused]).toEqual([cbc, []])
    }
    expect(await run('audit', 'verify')).toMatchObject({ verified: true, problem: null })
    const store = await openStore(rig.folder, { readonly: true, nowMs })
    try {
      expect(await checkInvariants(store)).toMatchObject({ messages: 6 })
    } finally {
      await store.close()
    }
  },
)
