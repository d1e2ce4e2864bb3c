import { Command, CommanderError, Option } from 'commander'
import { Refusal } from '../domain/error.ts'
import type { Finding } from '../domain/finding.ts'
import { describeRefusal, type Language, LANGUAGES } from '../domain/words/words.ts'
import { createIo, type ExitCode, formatFinding, type Io } from './io.ts'

/** One command a file. A file is loaded only when its command is asked for. */
interface CommandModule {
  /** Adds the action and the options to `command`; the action returns the exit code. */
  define(command: Command, act: Act): void
}

/** Wraps an action: it gets the {@link Io} of this run, then the arguments of commander. */
export type Act = <A extends unknown[]>(
  action: (io: Io, ...args: A) => Promise<ExitCode> | ExitCode,
) => (...args: A) => Promise<void>

interface Listed {
  readonly summary: string
  readonly examples: readonly string[]
  readonly load: () => Promise<CommandModule>
}

const COMMANDS: Readonly<Record<string, Listed>> = {
  serve: {
    summary: 'The service: staff, CBCs, dispatch',
    examples: ['KENTONGAN_SENDER=siaga@komdigi.go.id kentongan serve --data /var/lib/kentongan'],
    load: () => import('./serve.ts'),
  },
  demo: {
    summary: 'The main job, whole, on real processes',
    examples: ['kentongan demo', 'kentongan demo --keep'],
    load: () => import('./demo.ts'),
  },
  alert: {
    summary: "The staff's work: draft, check, submit, approve, show, cancel",
    examples: ['kentongan alert draft siaga.json --as sari', 'kentongan alert approve 7 --as budi'],
    load: () => import('./alert.ts'),
  },
  user: {
    summary: 'People: invite, renew, roles, list',
    examples: ['kentongan user invite sari --roles author,approver'],
    load: () => import('./user.ts'),
  },
  operator: {
    summary: 'Operators and how their CBCs are connected',
    examples: ['kentongan operator list', 'kentongan operator connect TSEL --link feed'],
    load: () => import('./operator.ts'),
  },
  backup: {
    summary: 'Back a data folder up into one file, beside the running service',
    examples: [
      'kentongan backup --data /var/lib/kentongan --out /backup',
      'kentongan backup --data /var/lib/kentongan --out /safe/all.backup --with-keys',
    ],
    load: () => import('./backup.ts'),
  },
  restore: {
    summary: 'Make a data folder of a backup, as a new installation',
    examples: [
      'kentongan restore /backup/kentongan-20261125T120000Z.backup --data /var/lib/kentongan',
      'kentongan restore all.backup --data /var/lib/kentongan --replace',
    ],
    load: () => import('./restore.ts'),
  },
  key: {
    summary: 'Keys and the trust list: make, show, renew, replace, revoke',
    examples: ['kentongan key root --out root.pem', 'kentongan key show'],
    load: () => import('./key.ts'),
  },
  audit: {
    summary: 'Verify the log',
    examples: ['kentongan audit verify --data /var/lib/kentongan'],
    load: () => import('./audit.ts'),
  },
  cells: {
    summary: 'Cell inventories',
    examples: ['kentongan cells generate --count 150000 --seed 1 --out cells.csv'],
    load: () => import('./cells.ts'),
  },
  area: {
    summary: 'Areas: the cells in one',
    examples: ['kentongan area resolve --region 32.73 --count 150000'],
    load: () => import('./area.ts'),
  },
  cap: {
    summary: 'CAP files and feeds: check, sign, verify',
    examples: ['kentongan cap check gempa.xml --live'],
    load: () => import('./cap.ts'),
  },
  cb: {
    summary: 'Cell Broadcast: text to pages and back',
    examples: ['kentongan cb encode "Gempa. Jauhi pantai" --id 4370 --serial 0x4010'],
    load: () => import('./cb.ts'),
  },
  cbc: {
    summary: 'The reference CBC of one operator',
    examples: ['kentongan cbc --id TSEL --url http://127.0.0.1:8081 --token TOKEN --link feed'],
    load: () => import('./cbc.ts'),
  },
}

/**
 * Runs one command line.
 *
 * @returns 0 for yes, 1 for no, 2 for wrong use (design §10).
 */
export async function run(argv: readonly string[]): Promise<number> {
  const program = new Command('kentongan')
  let code: ExitCode = 0
  program
    .description(
      'Public warning over Cell Broadcast: CAP 1.2 to every CBC, acknowledged and provable',
    )
    .exitOverride()
    .showHelpAfterError()
  const name = argv[0] ?? ''
  for (const [each, { summary, examples, load }] of Object.entries(COMMANDS)) {
    const command = common(program.command(each).description(summary), ...examples)
    if (each !== name) continue
    const act: Act =
      (action) =>
      async (...args) => {
        code = await action(ioOf(args), ...args)
      }
    ;(await load()).define(command, act)
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    return explain(error, argv)
  }
}

/**
 * Options that every command and subcommand takes.
 *
 * @param examples whole command lines; `--help` ends with them.
 */
export function common(command: Command, ...examples: readonly string[]): Command {
  if (examples.length > 0) command.addHelpText('after', exampleText(...examples))
  return command
    .option('--json', 'one JSON object a line on standard output', false)
    .option('--data <dir>', 'data folder', 'data')
    .addOption(new Option('--lang <language>', 'what people read').choices(LANGUAGES).default('id'))
    .exitOverride()
}

/** How `--help` shows whole command lines. */
function exampleText(...lines: readonly string[]): string {
  return ['', 'Example:', ...lines.map((each) => `  ${each}`)].join('\n')
}

function ioOf(args: readonly unknown[]): Io {
  const command = args.at(-1)
  if (!(command instanceof Command)) throw new TypeError('commander passes the command last')
  const options: Record<string, unknown> = command.optsWithGlobals()
  const language: Language = options['lang'] === 'en' ? 'en' : 'id'
  return createIo({ json: options['json'] === true, language, data: String(options['data']) })
}

function explain(error: unknown, argv: readonly string[]): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const refusal = error instanceof Refusal ? error : refusalOfFile(error)
  const language: Language = /--lang[ =]en/.test(argv.join(' ')) ? 'en' : 'id'
  process.stderr.write(`${refusal.code}: ${describeRefusal(refusal, language)}\n`)
  const findings = findingsOf(refusal)
  for (const each of findings) process.stderr.write(`  ${formatFinding(each, language)}\n`)
  if (argv.includes('--json')) {
    const { code, params } = refusal
    const shown = findings.length === 0 ? { code, params } : { code, params, findings }
    process.stdout.write(`${JSON.stringify({ error: shown })}\n`)
  }
  return 1
}

/** A file that cannot be read or written is the caller's to mend; anything else is a bug of ours. */
function refusalOfFile(cause: unknown): Refusal {
  const { code, path } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {}
  if (code === undefined || (path === undefined && code !== 'EISDIR')) throw cause
  if (code === 'ENOENT') return new Refusal('NOT_FOUND', { path: path ?? '' }, { cause })
  return new Refusal('INPUT_INVALID', { path: path ?? 'file', what: code }, { cause })
}

/** What has to be mended, where the refusal carries it. */
function findingsOf({ cause }: Refusal): readonly Finding[] {
  return Array.isArray(cause) ? (cause as readonly Finding[]) : []
}
