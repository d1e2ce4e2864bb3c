import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import { verifyFolder } from '../desk/verify-log.ts'
import { openStore } from '../store/open.ts'
import { common, type Act } from './run.ts'

/** `audit verify`: what anyone with the folder can check without trusting the service. */
export function define(command: Command, act: Act): void {
  common(
    command.command('verify').description('hold the log against its tree and its signed heads'),
    'kentongan audit verify --data /var/lib/kentongan',
  )
    .option('--since <file>', 'a checkpoint kept elsewhere, which the log must bear out')
    .action(
      act(async (io, options: { readonly since?: string }) => {
        const store = await openStore(io.data, { readonly: true, nowMs })
        try {
          const result = await verifyFolder(store, { nowMs: nowMs(), since: options.since })
          io.emit(result)
          io.say(`${result.size} entries, root ${result.root}`)
          io.say(`checkpoint ${result.checkpoint ?? 'none'}`)
          const { problem } = result
          io.say(
            problem === null ? 'verified' : `NOT verified: entry ${problem.seq}: ${problem.what}`,
          )
          return result.verified ? 0 : 1
        } finally {
          await store.close()
        }
      }),
    )
}
