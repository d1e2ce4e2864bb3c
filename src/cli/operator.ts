import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { nowMs, randomOctets } from '../clock.ts'
import {
  type CbcDesk,
  connectCbcUse,
  disconnectCbcUse,
  type WantedLink,
} from '../desk/connect-cbc.ts'
import { CODINGS, type CopyCoding } from '../domain/cb/dcs.ts'
import type { CbcSettings } from '../domain/decision.ts'
import { registryAt } from '../domain/operators/registry.ts'
import { SERIAL_CHOICES, type SerialChoice } from '../domain/order.ts'
import type { Language } from '../domain/words/words.ts'
import { openStore, type Store } from '../store/open.ts'
import type { ExitCode, Io } from './io.ts'
import { FOLDER_ADMIN, meansNow, STOP_FIRST, withOwnedStore } from './owned-folder.ts'
import { common, type Act } from './run.ts'
import { isLoopback, parseServiceUrl } from './service-url.ts'

/** A link as it is written, before its address is judged. */
type WrittenLink =
  | { readonly link: 'cap-push'; readonly url: string }
  | { readonly link: 'cap-feed' }

/** `operator …`: who runs which CBC is the registry's; how it is reached is set here. */
export function define(command: Command, act: Act): void {
  common(command.command('list'), 'kentongan operator list')
    .description('List the operators and CBCs of today, and how each CBC is connected')
    .action(act(list))
  common(
    command.command('connect <cbc>'),
    'kentongan operator connect TSEL --link push=https://cbc.telkomsel.example/cap --link feed',
    'kentongan operator connect IOH --link feed --keep-tokens',
  )
    .description('Connect a CBC over one or more links, and give it its tokens, shown once')
    .requiredOption(
      '--link <link>',
      'push=URL (https, or http on this machine) or feed; repeat it in order of preference',
      collectLinks,
    )
    .option('--keep-tokens', 'change the links alone: the tokens of before go on', false)
    .addOption(
      new Option(
        '--coding <coding>',
        'untagged (for a new CBC), or prefix: the language before every page',
      ).choices(CODINGS),
    )
    .addOption(
      new Option(
        '--serial <whose>',
        'ours (for a new CBC), or theirs: the CBC chooses serial numbers and states them',
      ).choices(SERIAL_CHOICES),
    )
    .addHelpText('after', STOP_FIRST)
    .action(act(connect))
  common(command.command('disconnect <cbc>'), 'kentongan operator disconnect IOH')
    .description('End every link of a CBC, and its token')
    .addHelpText('after', STOP_FIRST)
    .action(act(disconnect))
}

async function list(io: Io): Promise<ExitCode> {
  const settings = await loadSettings(io.data)
  const { operators, cbcs } = registryAt(nowMs())
  const words = WORDS[io.language]
  for (const operator of operators) {
    io.say(`${operator.id}  ${operator.name} (${operator.legalName})`)
    for (const { id, plmns } of cbcs.filter((each) => each.operator === operator.id)) {
      const own = settings.find(({ cbc }) => cbc === id)
      const links = (own?.links ?? []).map(viewLink)
      const coding = own?.coding ?? 'untagged'
      const serial = own?.serial ?? 'ours'
      io.emit({ operator: operator.id, name: operator.name, cbc: id, plmns, links, coding, serial })
      const marks = [
        ...(coding === 'prefix' ? [', coding prefix'] : []),
        ...(serial === 'theirs' ? [', serial theirs'] : []),
      ]
      const shown = links.map(({ link, url }) => (url === undefined ? link : `${link} ${url}`))
      io.say(
        `  ${id.padEnd(5)} ${plmns.join(' ')}  ${shown.join(', ') || words.unconnected}${marks.join('')}`,
      )
    }
  }
  return 0
}

/** Without a data folder there is the registry, and nobody is connected. */
async function loadSettings(folder: string): Promise<readonly CbcSettings[]> {
  if (!existsSync(folder)) return []
  const store = await openStore(folder, { readonly: true, nowMs })
  try {
    return await store.loadCbcs()
  } finally {
    await store.close()
  }
}

/** Its push token is nobody's to read. */
function viewLink(link: CbcSettings['links'][number]): { link: string; url?: string } {
  return link.link === 'cap-push' ? { link: link.link, url: link.url } : { link: link.link }
}

interface ConnectOptions {
  readonly link: readonly WrittenLink[]
  readonly keepTokens: boolean
  readonly coding?: CopyCoding
  readonly serial?: SerialChoice
}

async function connect(io: Io, cbc: string, options: ConnectOptions): Promise<ExitCode> {
  const { link: written, keepTokens } = options
  const links = written.map(judge)
  const { coding: asked = null, serial: whose = null } = options
  const wanted = { cbc, links, keepTokens, coding: asked, serial: whose }
  const { token, pushToken, coding, serial } = await withOwnedStore(io.data, (store) =>
    connectCbcUse(deskOf(store), wanted, FOLDER_ADMIN),
  )
  const words = WORDS[io.language]
  const shown = written.map((each) => (each.link === 'cap-push' ? `push ${each.url}` : 'feed'))
  io.emit({ cbc, links: written, token, pushToken, coding, serial })
  io.say(`${cbc}: ${shown.join(', ')}`)
  if (coding === 'prefix') io.note(words.prefix)
  if (serial === 'theirs') io.note(words.theirs)
  if (token !== null) io.say(`${words.token} ${token}`)
  if (pushToken !== null) io.say(`${words.pushToken} ${pushToken}`)
  if (token !== null || pushToken !== null) io.note(words.once)
  return 0
}

async function disconnect(io: Io, cbc: string): Promise<ExitCode> {
  const live = await withOwnedStore(io.data, async (store) => {
    await disconnectCbcUse(deskOf(store), cbc, FOLDER_ADMIN)
    const page = await store.listAlerts({ state: 'live', limit: 100 })
    return page.alerts.map(({ alert }) => alert.id)
  })
  const words = WORDS[io.language]
  io.emit({ cbc, links: [], live })
  io.say(`${cbc}: ${words.unconnected}`)
  if (live.length > 0) io.note(`${words.live} ${live.join(', ')}`)
  return 0
}

function deskOf(store: Store): CbcDesk {
  return { store, means: meansNow, randomOctets }
}

/** @throws {Refusal} `INPUT_INVALID` for an address that alerts must not go to. */
function judge(written: WrittenLink): WantedLink {
  if (written.link === 'cap-feed') return written
  const url = parseServiceUrl(written.url, '--link push')
  return { link: 'cap-push', url: url.href, isLoopback: isLoopback(url) }
}

function collectLinks(text: string, before: readonly WrittenLink[] = []): readonly WrittenLink[] {
  const at = text.indexOf('=')
  const name = at < 0 ? text : text.slice(0, at)
  const isPush = name === 'push' && at > 0 && at < text.length - 1
  if (!isPush && text !== 'feed') throw new InvalidArgumentError('It must be push=URL or feed.')
  const link: WrittenLink = isPush
    ? { link: 'cap-push', url: text.slice(at + 1) }
    : { link: 'cap-feed' }
  if (before.some((each) => each.link === link.link)) {
    throw new InvalidArgumentError('Each kind of link stands once.')
  }
  return [...before, link]
}

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  id: {
    unconnected: 'tidak terhubung',
    token: 'token CBC',
    pushToken: 'token kiriman kami',
    prefix:
      'Halaman berawalan bahasa: ponsel Android hingga versi 14 yang menyaring bahasa tidak menampilkan halaman "id"',
    theirs: 'CBC ini memilih nomor seri sendiri: tanda terimanya harus menyebut nomor yang dipakai',
    once: 'Hanya ditampilkan sekali: serahkan kepada operator lewat jalan tepercaya',
    live: 'CBC ini tidak akan tahu bila peringatan yang sedang disiarkan dibatalkan:',
  },
  en: {
    unconnected: 'not connected',
    token: 'token of the CBC',
    pushToken: 'token of our pushes',
    prefix:
      'Pages begin with the language: phones up to Android 14 that filter by language do not show pages in "id"',
    theirs: 'This CBC chooses serial numbers itself: its receipts must state those it uses',
    once: 'Shown once: hand it to the operator over a way that both trust',
    live: 'This CBC will not hear of it when an alert that is live is cancelled:',
  },
}
type Word = 'unconnected' | 'token' | 'pushToken' | 'prefix' | 'theirs' | 'once' | 'live'
