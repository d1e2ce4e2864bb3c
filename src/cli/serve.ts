import type { Command } from 'commander'
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
    .option('--die-at <boundary>', `for drills: end as by kill -9 at ${BOUNDARIES.join(', ')}`)
    .action(
      act(async (io, options: Options): Promise<ExitCode> => {
        const service = await startService({
          folder: io.data,
          config: readConfig(),
          demo: options.demo === true,
          dieAt: boundaryOf(options.dieAt),
        })
        io.say(`staff ${service.staffUrl}`)
        io.say(`CBCs  ${service.edgeUrl}`)
        io.emit({ event: 'up', staff: service.staffUrl, edge: service.edgeUrl })
        if (service.firstAdmin !== null) io.say(`first administrator: ${service.firstAdmin}`)
        await stopAsked()
        await service.stop()
        return 0
      }),
    )
}

function boundaryOf(text: string | undefined): Boundary | null {
  return BOUNDARIES.find((each) => each === text) ?? null
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
