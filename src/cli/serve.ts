import { type Command, Option } from 'commander'
import { readConfig } from '../config.ts'
import { BOUNDARIES, type Boundary } from '../domain/boundary.ts'
import { startService } from '../service.ts'
import type { ExitCode } from './io.ts'
import type { Act } from './run.ts'

interface Options {
  readonly demo?: boolean
  readonly dieAt?: string
}

/** `serve`: the service, until it is told to stop. */
export function define(command: Command, act: Act): void {
  command
    .option('--demo', 'with the keys of a demonstration, on loopback only')
    .addOption(
      new Option('--die-at <boundary>', 'for drills: end as by kill -9').choices(BOUNDARIES),
    )
    .action(
      act(async (io, options: Options): Promise<ExitCode> => {
        const service = await startService({
          folder: io.data,
          config: readConfig(),
          demo: options.demo === true,
          reached: deathAt(options.dieAt),
        })
        io.say(`staff ${service.staffUrl}`)
        io.say(`CBCs  ${service.edgeUrl}`)
        io.emit({ event: 'up', staff: service.staffUrl, edge: service.edgeUrl })
        if (service.firstAdmin !== null) {
          const who = io.language === 'id' ? 'administrator pertama' : 'first administrator'
          io.say(`${who}: ${service.firstAdmin}`)
        }
        await stopAsked()
        await service.stop()
        return 0
      }),
    )
}

/** SIGKILL to oneself: nothing is flushed, closed or said, as in a power cut of the process. */
function deathAt(boundary: string | undefined): (at: Boundary) => void {
  return (at) => {
    if (at === boundary) process.kill(process.pid, 'SIGKILL')
  }
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
