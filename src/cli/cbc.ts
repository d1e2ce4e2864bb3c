import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { nowMs, random } from '../clock.ts'
import { ReferenceCbc } from '../simulator/cbc.ts'
import type { CbcEvent } from '../simulator/events.ts'
import { parseScript, SCRIPT_FORMS, type Script } from '../simulator/script.ts'
import type { ExitCode, Io } from './io.ts'
import type { Act } from './run.ts'

interface Options {
  readonly id: string
  readonly url: string
  readonly token: string
  readonly link: 'feed' | 'push'
  readonly listen: number
  readonly pushToken?: string
  readonly root: string
  readonly state?: string
  readonly control?: number
  readonly failRate: number
  readonly silentRate: number
  readonly delay: number
  readonly script?: Script
  readonly ignoreProfile: boolean
}

/** `cbc`: the reference CBC. With `--json` one line an event, `CbcEvent` of the simulator. */
export function define(command: Command, act: Act): void {
  command
    .requiredOption('--id <cbc>', 'name of the CBC, such as TSEL')
    .requiredOption('--url <url>', 'base URL of the service for CBCs')
    .requiredOption('--token <token>', 'its token at the service')
    .addOption(
      new Option('--link <link>', 'how documents come').choices(['feed', 'push']).default('feed'),
    )
    .option('--listen <port>', 'port for pushed documents; 0 for any', parsePort, 0)
    .option('--push-token <token>', 'what the service shows when it pushes')
    .requiredOption('--root <file>', 'pinned root of the trust list, PEM')
    .option('--state <file>', 'durable state, one JSON object a line')
    .option('--control <port>', 'GET /state on loopback; 0 for any', parsePort)
    .option('--fail-rate <share>', 'share of cells that fail', parseShare, 0.005)
    .option('--silent-rate <share>', 'share of cells that say nothing', parseShare, 0.002)
    .option('--delay <ms>', 'from accepted to on air', parseMs, 200)
    .option('--script <kind>', `scripted failure: ${SCRIPT_FORMS}`, asScript)
    .option('--ignore-profile', 'maps by event and severity, as foreign CBCs do', false)
    .action(act((io: Io, options: Options) => serve(io, options)))
}

async function serve(io: Io, options: Options): Promise<ExitCode> {
  const { pushToken } = options
  if (options.link === 'push' && pushToken === undefined) {
    io.note('Link push needs --push-token')
    return 2
  }
  const rootPem = readRoot(options.root)
  if (rootPem === null) {
    io.note(`Cannot read ${options.root}`)
    return 2
  }
  const cbc = new ReferenceCbc(
    {
      id: options.id,
      url: options.url,
      token: options.token,
      link: options.link,
      listenPort: options.listen,
      pushToken: pushToken ?? '',
      rootPem,
      statePath: options.state ?? null,
      controlPort: options.control ?? null,
      failRate: options.failRate,
      silentRate: options.silentRate,
      delayMs: options.delay,
      script: options.script ?? null,
      ignoresProfile: options.ignoreProfile,
    },
    { nowMs, random },
    (event) => report(io, event),
  )
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  await cbc.start()
  await stopped
  await cbc.stop()
  return 0
}

function report(io: Io, event: CbcEvent): void {
  io.emit(event)
  switch (event.event) {
    case 'listening':
      return io.say(`${event.cbc} on link ${event.link} ${event.push ?? ''}`.trimEnd())
    case 'trust':
      return io.note(`trust list: ${event.problem ?? `${event.issued} ${event.keys.join(' ')}`}`)
    case 'broadcasting': {
      const { identifier, messageIdentifier, serial, cells, text } = event
      const pair = `${messageIdentifier}/0x${serial.toString(16).padStart(4, '0')}`
      return io.say(`broadcasting ${identifier} ${pair} on ${cells} cells: ${text}`)
    }
    case 'rejected':
      return io.say(`rejected ${event.identifier ?? 'a document'}: ${event.reason}`)
    case 'trouble':
      return io.note(event.what)
    case 'receipt':
      return io.note(`receipt ${event.batch}: ${event.problem ?? 'acknowledged'}`)
    case 'stopped':
      return io.say(`stopped with ${event.held.length} orders`)
    case 'received':
    case 'duplicate':
    case 'accepted':
    case 'cancelled':
    case 'replaced':
    case 'expired':
      return io.say(`${event.event} ${event.identifier}`)
  }
}

function readRoot(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parsePort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new InvalidArgumentError('It must be 0..65535.')
}

function parseShare(value: string): number {
  const share = /^\d*\.?\d+$/.test(value) ? Number(value) : Number.NaN
  if (share >= 0 && share <= 1) return share
  throw new InvalidArgumentError('It must be 0..1.')
}

function parseMs(value: string): number {
  if (/^\d{1,8}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('It must be a number of milliseconds.')
}

function asScript(value: string): Script {
  const script = parseScript(value)
  if (script !== null) return script
  throw new InvalidArgumentError(`It must be one of: ${SCRIPT_FORMS}`)
}
