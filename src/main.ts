#!/usr/bin/env node
import { run } from './cli/run.ts'

// Who reads with `| head` has had enough: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})
const code = await run(process.argv.slice(2))
// A service that had to end has said so: that it then stopped well makes it no success.
process.exitCode = process.exitCode || code
