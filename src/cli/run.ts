import { Command, CommanderError } from 'commander'
import { Refusal } from '../domain/error.ts'
import { describeRefusal, type Language } from '../domain/words/words.ts'
import { createIo, type ExitCode, type Io } from './io.ts'

/** One command a file. A file is loaded only when its command is asked for. */
interface CommandModule {
  /** Adds the action and the options to `command`; the action returns the exit code. */
  define(command: Command, act: Act): void
}

/** Wraps an action: it gets the {@link Io} of this run, then the arguments of commander. */
export type Act = <A extends unknown[]>(
  action: (io: Io, ...args: A) => Promise<ExitCode> | ExitCode,
) => (...args: A) => Promise<void>

const COMMANDS: Readonly<Record<string, { summary: string; load: () => Promise<CommandModule> }>> =
  {
    area: { summary: 'areas: the cells in one', load: () => import('./area.ts') },
    cap: { summary: 'CAP files: check, sign, verify', load: () => import('./cap.ts') },
    serve: { summary: 'the service: staff, CBCs, dispatch', load: () => import('./serve.ts') },
    demo: { summary: 'the main job, whole, on real processes', load: () => import('./demo.ts') },
    audit: { summary: 'verify the log', load: () => import('./audit.ts') },
    cb: { summary: 'Cell Broadcast: text to pages and back', load: () => import('./cb.ts') },
    cbc: { summary: 'the reference CBC of one operator', load: () => import('./cbc.ts') },
    cells: { summary: 'cell inventories', load: () => import('./cells.ts') },
    user: { summary: 'people: invite, renew, roles, list', load: () => import('./user.ts') },
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
  for (const [each, { summary, load }] of Object.entries(COMMANDS)) {
    const command = common(program.command(each).description(summary))
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

/** Options that every command and subcommand takes. */
export function common(command: Command): Command {
  return command
    .option('--json', 'one JSON object a line on standard output', false)
    .option('--data <dir>', 'data folder', 'data')
    .option('--lang <language>', 'id or en', 'id')
    .exitOverride()
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
  if (!(error instanceof Refusal)) throw error
  const language: Language = argv.join(' ').includes('--lang en') ? 'en' : 'id'
  process.stderr.write(`${error.code}: ${describeRefusal(error, language)}\n`)
  if (argv.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ error: { code: error.code, params: error.params } })}\n`,
    )
  }
  return 1
}
