import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import { verifyFolder } from '../desk/verify-log.ts'
import type { Language } from '../domain/words/words.ts'
import type { VerifyJson } from '../formats/json/views.ts'
import { openStore } from '../store/open.ts'
import { common, type Act } from './run.ts'

/** `audit verify`: what anyone with the folder can check without trusting the service. */
export function define(command: Command, act: Act): void {
  common(
    command.command('verify').description('Hold the log against its tree and its signed heads'),
    'kentongan audit verify --data /var/lib/kentongan',
  )
    .option('--since <file>', 'a checkpoint kept elsewhere, which the log must bear out')
    .action(
      act(async (io, options: { readonly since?: string }) => {
        const store = await openStore(io.data, { readonly: true, nowMs })
        try {
          const result = await verifyFolder(store, { nowMs: nowMs(), since: options.since })
          io.emit(result)
          for (const line of linesOf(result, io.language)) io.say(line)
          return result.verified ? 0 : 1
        } finally {
          await store.close()
        }
      }),
    )
}

const WORDS = {
  id: {
    size: (entries: number) => `${entries} catatan, akar`,
    checkpoint: 'titik periksa',
    none: 'belum ada',
    whole: 'utuh',
    broken: (seq: number) => `TIDAK utuh: catatan ${seq}:`,
  },
  en: {
    size: (entries: number) => `${entries} entries, root`,
    checkpoint: 'checkpoint',
    none: 'none',
    whole: 'verified',
    broken: (seq: number) => `NOT verified: entry ${seq}:`,
  },
} as const

function linesOf(result: VerifyJson, language: Language): string[] {
  const { size, root, checkpoint, problem } = result
  const words = WORDS[language]
  return [
    `${words.size(size)} ${root}`,
    `${words.checkpoint} ${checkpoint ?? words.none}`,
    problem === null ? words.whole : `${words.broken(problem.seq)} ${problem.what}`,
  ]
}
