import { isName } from './domain/cap/lexical.ts'
import { type AlertIdentifier, civicIdentifier } from './domain/cb/choose-identifier.ts'
import type { CbcSettings } from './domain/decision.ts'
import { Refusal } from './domain/error.ts'

/** Every setting, with unit, default and consequence: the README's table is held to this list. */
export const SETTINGS = [
  ['KENTONGAN_STAFF_HOST', '127.0.0.1', 'address the staff listener binds'],
  ['KENTONGAN_STAFF_PORT', '8080', 'port of staff API and console; 0 takes a free one'],
  ['KENTONGAN_STAFF_URL', '', 'URL staff reach it by (links of invitations); empty: the bound one'],
  ['KENTONGAN_EDGE_HOST', '127.0.0.1', 'address the listener for CBCs and the public binds'],
  [
    'KENTONGAN_EDGE_PORT',
    '8081',
    'port of feeds, receipts and public documents; 0 takes a free one',
  ],
  [
    'KENTONGAN_EDGE_URL',
    '',
    'URL CBCs reach it by (cell lists in documents); empty: the bound one',
  ],
  [
    'KENTONGAN_SENDER',
    '',
    'CAP sender, such as siaga@komdigi.go.id; `serve` refuses to start without',
  ],
  ['KENTONGAN_SENDER_NAME', 'Kementerian Komunikasi dan Digital', 'CAP senderName'],
  [
    'KENTONGAN_CIVIC_IDENTIFIER',
    '',
    'message identifier for kind civic; empty: no civic broadcast',
  ],
  [
    'KENTONGAN_PASSWORD',
    '',
    'password of `alert --as`; empty: it is asked for, or the first line of standard input',
  ],
  ['KENTONGAN_LOG_LEVEL', 'info', 'pino level of the service log on standard error'],
] as const
export type SettingName = (typeof SETTINGS)[number][0]

export interface Config {
  readonly staffHost: string
  readonly staffPort: number
  readonly staffUrl: string | null
  readonly edgeHost: string
  readonly edgePort: number
  readonly edgeUrl: string | null
  readonly sender: string | null
  readonly senderName: string
  readonly civicIdentifier: AlertIdentifier<'civic'> | null
  /** Of whoever works on the command line; the service has no use for it. */
  readonly password: string | null
  readonly logLevel: string
}

/**
 * Reads the settings: the only reader of the environment.
 *
 * @throws {Refusal} `INPUT_INVALID` naming the setting.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const text = (name: SettingName): string => {
    const fallback = SETTINGS.find(([each]) => each === name)?.[1] ?? ''
    return environment[name] ?? fallback
  }
  const whole = (name: SettingName, max: number): number => {
    const value = Number(text(name))
    if (Number.isInteger(value) && value >= 0 && value <= max) return value
    throw new Refusal('INPUT_INVALID', {
      path: name,
      what: `it must be a whole number 0..${max}: found "${text(name)}"`,
    })
  }
  const orNull = (value: string): string | null => (value === '' ? null : value)
  const url = (name: SettingName): string | null =>
    text(name) === '' ? null : baseUrlOf(name, text(name))
  return {
    staffHost: text('KENTONGAN_STAFF_HOST'),
    staffPort: whole('KENTONGAN_STAFF_PORT', 65_535),
    staffUrl: url('KENTONGAN_STAFF_URL'),
    edgeHost: text('KENTONGAN_EDGE_HOST'),
    edgePort: whole('KENTONGAN_EDGE_PORT', 65_535),
    edgeUrl: url('KENTONGAN_EDGE_URL'),
    sender: orNull(text('KENTONGAN_SENDER')),
    senderName: text('KENTONGAN_SENDER_NAME'),
    civicIdentifier:
      text('KENTONGAN_CIVIC_IDENTIFIER') === ''
        ? null
        : civicIdentifier(
            whole('KENTONGAN_CIVIC_IDENTIFIER', 65_535),
            'KENTONGAN_CIVIC_IDENTIFIER',
          ),
    password: orNull(text('KENTONGAN_PASSWORD')),
    logLevel: text('KENTONGAN_LOG_LEVEL'),
  }
}

/**
 * A URL that paths are put behind: without the slash at its end, which would stand twice in the
 * address of every cell list, where no CBC would find it.
 */
function baseUrlOf(name: SettingName, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (url !== null && isWeb && url.href === `${url.origin}${url.pathname}`) {
    return url.href.replace(/\/+$/, '')
  }
  throw new Refusal('INPUT_INVALID', {
    path: name,
    what: `it must be a URL such as https://kentongan.example: found "${value}"`,
  })
}

const DEMO_SENDER = 'demo@kentongan.invalid'

/** A demonstration ignores every setting but its ports: it speaks under its own name, on loopback. */
export function asDemo(config: Config): Config {
  return {
    ...config,
    staffHost: '127.0.0.1',
    edgeHost: '127.0.0.1',
    staffUrl: null,
    edgeUrl: null,
    sender: DEMO_SENDER,
    senderName: 'Demo Kentongan',
    civicIdentifier: null,
  }
}

/**
 * The CAP sender of this service.
 *
 * @throws {Refusal} `INPUT_INVALID` when there is none, or one that is reserved for demonstrations.
 */
export function senderOf({ sender }: Config, demo: boolean): string {
  // What CAP does not take as a sender would make every reference to it unreadable: no CBC could
  // follow a Cancel.
  if (sender !== null && isName(sender) && sender.endsWith('.invalid') === demo) return sender
  throw new Refusal('INPUT_INVALID', {
    path: 'KENTONGAN_SENDER',
    what: `set the CAP sender, such as siaga@komdigi.go.id: found "${sender ?? ''}"`,
  })
}

/** @throws {Refusal} `DEMO_REFUSED` when a demonstration would speak to a CBC that is not its own. */
export function assertLoopback(cbcs: readonly CbcSettings[]): void {
  for (const { cbc, links } of cbcs) {
    const away = links.find(
      (each) => each.link === 'cap-push' && new URL(each.url).hostname !== '127.0.0.1',
    )
    if (away === undefined) continue
    throw new Refusal('DEMO_REFUSED', { what: `CBC ${cbc} is not on loopback` })
  }
}
