#!/usr/bin/env node
import { run } from './cli/run.ts'

// Who reads with `| head` has had enough: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
process.exitCode = await run(process.argv.slice(2))
