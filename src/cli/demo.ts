import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import { verifyFolder } from '../desk/verify-log.ts'
import { CELLS_MAX } from '../domain/area/generate.ts'
import { Refusal } from '../domain/error.ts'
import type { AlertJson, OrderJson, VerifyJson } from '../formats/json/views.ts'
import { ContentJson } from '../formats/json/content.ts'
import { openStore } from '../store/open.ts'
import { parseWhole } from './cells.ts'
import { type Child, startChild } from './demo/child.ts'
import { saveDocuments, saveFeeds, saveUnheard } from './demo/keep.ts'
import { prepareStage, type Stage } from './demo/prepare.ts'
import { signIn, type Staff } from './staff-client.ts'
import { formatTable, rowOf } from './demo/table.ts'
import type { Io } from './io.ts'
import type { Act } from './run.ts'

interface Options {
  readonly keep?: boolean
  readonly cells: number
  readonly seed: number
  readonly operators?: string
}

const START_MS = 30_000
/** A nationwide alert is on the air everywhere long before this, or the demo has failed. */
const AIR_MS = 60_000
/** Share of planned cells that must be broadcasting. */
const AIR_SHARE = 0.99
const ALERT = new URL('../../fixtures/alerts/health-emergency.json', import.meta.url)

/** `demo`: the main job, whole, on real processes and loopback alone. */
export function define(command: Command, act: Act): void {
  command
    .option('--keep', 'leave everything running for the browser, until it is interrupted', false)
    .option('--cells <count>', 'synthetic cells', parseWhole(1, CELLS_MAX), 150_000)
    .option('--seed <number>', 'seed of the cells', parseWhole(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--operators <file>', 'refused: the demo broadcasts to CBCs of its own alone')
    .addHelpText(
      'after',
      '\nWithout --data it makes a new folder; one that holds something already is refused.',
    )
    .action(act(async (io, options: Options) => runDemo(io, options)))
}

async function runDemo(io: Io, options: Options): Promise<0 | 1> {
  if (options.operators !== undefined) {
    const what = `operator file "${options.operators}" is not its own; it starts CBCs of its own`
    throw new Refusal('DEMO_REFUSED', { what })
  }
  const folder = folderOf(io)
  const say = (line: string): void => (io.json ? io.note(line) : io.say(line))
  say(`folder ${folder}`)
  const stage = await prepareStage(folder, {
    cells: options.cells,
    seed: options.seed,
    progress: say,
  })
  const children: Child[] = []
  try {
    const service = await startAll(stage, children, say)
    const result = await publish(stage, service, say)
    const feeds = await saveFeeds(stage)
    if (options.keep !== true) await stopAll(children)
    const code = await report({ io, stage, result, feeds, say, isKept: options.keep === true })
    if (options.keep === true) await untilInterrupted()
    return code
  } finally {
    await stopAll(children)
  }
}

/** A folder that is new: the demo never touches one that something else has made. */
function folderOf(io: Io): string {
  if (io.data === 'data') return mkdtempSync(join(tmpdir(), 'kentongan-demo-'))
  if (existsSync(io.data) && readdirSync(io.data).length > 0) {
    throw new Refusal('DEMO_REFUSED', { what: `folder "${io.data}" is not empty` })
  }
  return io.data
}

async function startAll(
  stage: Stage,
  children: Child[],
  say: (line: string) => void,
): Promise<string> {
  const service = startChild('service', ['serve', '--demo', '--data', stage.folder], {
    KENTONGAN_EDGE_PORT: String(stage.edgePort),
    KENTONGAN_STAFF_PORT: String(stage.staffPort),
    KENTONGAN_LOG_LEVEL: 'warn',
  })
  children.push(service)
  const up = await service.event('up', START_MS)
  say(`service up: staff ${String(up['staff'])}, CBCs ${String(up['edge'])}`)
  const cbcs = stage.cbcs.map((cbc) => {
    const child = startChild(`CBC ${cbc.cbc}`, cbcArguments(stage, cbc, String(up['edge'])), {})
    children.push(child)
    return child
  })
  await Promise.all(cbcs.map((child) => child.event('listening', START_MS)))
  say(`${cbcs.length} CBCs up: ${stage.cbcs.map((each) => `${each.cbc} ${each.link}`).join(', ')}`)
  return String(up['staff'])
}

function cbcArguments(stage: Stage, cbc: Stage['cbcs'][number], edge: string): string[] {
  const common = ['cbc', '--id', cbc.cbc, '--url', edge, '--token', cbc.token]
  const own = ['--root', stage.rootPem, '--state', join(stage.folder, `cbc-${cbc.cbc}.ndjson`)]
  const push = ['--listen', String(cbc.pushPort), '--push-token', cbc.pushToken]
  const share = ['--fail-rate', '0.004', '--silent-rate', '0.001']
  return [...common, '--link', cbc.link, ...own, ...(cbc.link === 'push' ? push : []), ...share]
}

interface Published {
  readonly alert: AlertJson
  readonly staff: Staff
  readonly approvedAtMs: number
  readonly isAired: boolean
}

/** Written by one person, approved by another, watched until it is on the air. */
async function publish(stage: Stage, url: string, say: (line: string) => void): Promise<Published> {
  const author = await signIn(url, stage.people.author)
  const approver = await signIn(url, stage.people.approver)
  const content = ContentJson.parse(JSON.parse(readFileSync(ALERT, 'utf8')))
  const drafted = await author.draft(content)
  const [draft] = drafted.messages
  if (draft === undefined) throw new Error('The service gave an alert without a message')
  say(`alert ${drafted.id} written by ${stage.people.author.name}: ${content.texts[0]?.headline}`)
  const submitted = await author.step(draft.id, 'submit', { version: draft.version })
  const message = submitted.messages[0] ?? draft
  const cells = message.plan?.orders.reduce((sum, order) => sum + order.cells, 0) ?? 0
  const population = message.plan?.population.map((each) => (each / 1e6).toFixed(1)).join('–')
  say(
    `planned: ${cells} cells (a shared one at each of its CBCs), ${population} million people, hash ${message.contentHash}`,
  )
  const approvedAtMs = nowMs()
  await approver.step(message.id, 'approve', {
    version: message.version,
    contentHash: message.contentHash,
  })
  say(`approved by ${stage.people.approver.name}`)
  const { alert, isAired } = await watch(approver, drafted.id, say)
  return { alert, staff: approver, approvedAtMs, isAired }
}

async function watch(
  staff: Staff,
  id: string,
  say: (line: string) => void,
): Promise<{ alert: AlertJson; isAired: boolean }> {
  const until = nowMs() + AIR_MS
  let said = ''
  for (;;) {
    const alert = await staff.alert(id)
    const rows = ordersOf(alert).map(rowOf)
    const line = rows.map((row) => `${row.cbc} ${row.state} ${row.broadcasting}/${row.cells}`)
    if (line.join(', ') !== said) say((said = line.join(', ')))
    const isReported = rows.every((row) => row.broadcasting + row.failed >= row.cells * 0.995)
    const isAired = rows.every((row) => row.accepted && row.broadcasting >= row.cells * AIR_SHARE)
    if (rows.length > 0 && isReported && isAired) return { alert, isAired: true }
    if (nowMs() > until) return { alert, isAired: rows.length > 0 && isAired }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function report(of: {
  io: Io
  stage: Stage
  result: Published
  feeds: string
  say: (line: string) => void
  isKept: boolean
}): Promise<0 | 1> {
  const { io, stage, result, say } = of
  const { alert, approvedAtMs } = result
  const orders = ordersOf(alert)
  const documents = await saveDocuments(stage.folder)
  const unheard = await saveUnheard(
    stage.folder,
    orders.map((order) => order.id),
  )
  const log = await verifyLog(stage.folder)
  const accepted = orders.map((order) => Date.parse(order.acceptedAt ?? '') - approvedAtMs)
  const lastMs = Math.max(...accepted)
  say('')
  for (const line of formatTable(orders, approvedAtMs)) say(line)
  say('')
  say(
    `log       ${log.size} entries, ${log.verified ? 'verified' : 'NOT verified'}, root ${log.root}`,
  )
  say(`unheard   ${unheard}: every cell that failed or is silent, by name`)
  say(`documents ${documents}`)
  say(`feeds     ${of.feeds}`)
  say(`data      ${stage.folder}: check again with "audit verify --data ${stage.folder}"`)
  if (of.isKept) for (const line of introduce(stage)) say(line)
  const ok = result.isAired && log.verified && orders.every((order) => rowOf(order).accepted)
  io.emit({
    ok,
    alert: alert.id,
    data: stage.folder,
    documents,
    feeds: of.feeds,
    unheard,
    orders: orders.map((order) => ({
      ...rowOf(order),
      copies: order.copies.map(({ language, messageIdentifier, serial }) => ({
        language,
        messageIdentifier,
        serial,
      })),
    })),
    log: { size: log.size, root: log.root, verified: log.verified },
    ms: { approveToLastAccepted: Number.isFinite(lastMs) ? lastMs : null },
    ...(of.isKept ? { staff: staffUrl(stage), people: stage.people } : {}),
  })
  return ok ? 0 : 1
}

/** Who may sign in where, while the demo is kept running. */
function introduce(stage: Stage): string[] {
  const people = Object.entries(stage.people).map(
    ([person, { name, password }]) => `  ${person.padEnd(9)} ${name.padEnd(6)} ${password}`,
  )
  return ['', `console   ${staffUrl(stage)}`, 'accounts of this demo:', ...people, 'Ctrl-C ends it']
}

function staffUrl(stage: Stage): string {
  return `http://127.0.0.1:${stage.staffPort}`
}

function ordersOf(alert: AlertJson): OrderJson[] {
  return alert.messages.flatMap((message) => message.orders)
}

async function verifyLog(folder: string): Promise<VerifyJson> {
  const store = await openStore(folder, { readonly: true, nowMs })
  try {
    return await verifyFolder(store, { nowMs: nowMs() })
  } finally {
    await store.close()
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

async function stopAll(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.stop()))
}
