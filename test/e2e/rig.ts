import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from '../../src/cli/demo/child.ts'
import {
  type Person,
  prepareStage,
  type Stage,
  type StagedCbc,
} from '../../src/cli/demo/prepare.ts'
import { signIn, type Staff } from '../../src/cli/staff-client.ts'
import { ContentJson } from '../../src/formats/json/content.ts'
import type { AlertJson } from '../../src/formats/json/views.ts'
import type { CbcState } from '../../src/simulator/events.ts'

/** Enough for every province and RAT, few enough for a process to start in a second. */
const CELLS = 2_000
const START_MS = 30_000

/** A service and its CBCs as real processes, on a folder of their own. */
export interface Rig {
  readonly stage: Stage
  readonly folder: string
  startService(dieAt?: string): Promise<Child>
  startCbcs(): Promise<void>
  /** What every CBC holds, by its own word. */
  states(): Promise<readonly CbcState[]>
  signIn(person: Person): Promise<Staff>
  /** Ends everything that this rig has started, and removes its folder. */
  stop(): Promise<void>
}

export async function createRig(): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-rig-'))
  const stage = await prepareStage(folder, { cells: CELLS, seed: 7, progress: () => undefined })
  const children: Child[] = []
  const controls = new Map<string, string>()
  const start = (name: string, args: string[], env: Record<string, string>): Child => {
    const child = startChild(name, args, env)
    children.push(child)
    return child
  }
  const staffUrl = `http://127.0.0.1:${stage.staffPort}`
  return {
    stage,
    folder,
    startService: async (dieAt) => {
      const die = dieAt === undefined ? [] : ['--die-at', dieAt]
      const child = start('service', ['serve', '--demo', '--data', folder, ...die], {
        KENTONGAN_EDGE_PORT: String(stage.edgePort),
        KENTONGAN_STAFF_PORT: String(stage.staffPort),
        KENTONGAN_LOG_LEVEL: 'warn',
      })
      await child.event('up', START_MS)
      return child
    },
    startCbcs: async () => {
      await Promise.all(
        stage.cbcs.map(async (cbc) => {
          const child = start(`CBC ${cbc.cbc}`, cbcArguments(stage, cbc), {})
          const event = await child.event('listening', START_MS)
          controls.set(cbc.cbc, String(event['control']))
        }),
      )
    },
    states: () =>
      Promise.all(
        [...controls.values()].map(async (url) => (await (await fetch(url)).json()) as CbcState),
      ),
    signIn: (person) => signIn(staffUrl, stage.people[person]),
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function cbcArguments(stage: Stage, cbc: StagedCbc): string[] {
  const own = ['cbc', '--id', cbc.cbc, '--url', `http://127.0.0.1:${stage.edgePort}`]
  const trust = ['--token', cbc.token, '--link', cbc.link, '--root', stage.rootPem]
  const state = ['--state', join(stage.folder, `cbc-${cbc.cbc}.ndjson`), '--control', '0']
  const air = ['--fail-rate', '0', '--silent-rate', '0', '--delay', '30']
  const push = ['--listen', String(cbc.pushPort), '--push-token', cbc.pushToken]
  return [...own, ...trust, ...state, ...air, ...(cbc.link === 'push' ? push : [])]
}

export function healthEmergency(): ContentJson {
  const text = readFileSync('fixtures/alerts/health-emergency.json', 'utf8')
  return ContentJson.parse(JSON.parse(text))
}

/** A submitted alert, ready to be approved. */
export async function submitAlert(author: Staff, content = healthEmergency()): Promise<AlertJson> {
  const drafted = await author.draft(content)
  const [draft] = drafted.messages
  if (draft === undefined) throw new Error('An alert has a message')
  return author.step(draft.id, 'submit', { version: draft.version })
}

/** Polls until `probe` gives something. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | null>,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await probe().catch(() => null)
    if (found !== null) return found
    if (performance.now() > end) throw new Error(`Waited ${withinMs} ms for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
