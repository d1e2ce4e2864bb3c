import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { nowMs } from '../../src/clock.ts'
import { verifyFolder } from '../../src/desk/verify-log.ts'
import { openStore } from '../../src/store/open.ts'
import { createRig, healthEmergency, until } from './rig.ts'

/** KiB that any file of the service may have: the database is whole, its WAL soon is not. */
const FILE_KIB_MAX = 1_400

test(
  'a service whose disk is full ends, says so, and loses nothing',
  { timeout: 60_000 },
  async () => {
    const rig = await createRig()
    onTestFinished(() => rig.stop())
    const { stage, folder } = rig
    const limited = `ulimit -f ${FILE_KIB_MAX}; exec "$0" src/main.ts serve --demo --data "$1"`
    const service = spawn('bash', ['-c', limited, process.execPath, folder], {
      stdio: 'ignore',
      env: {
        PATH: '/usr/bin:/bin',
        KENTONGAN_EDGE_PORT: String(stage.edgePort),
        KENTONGAN_STAFF_PORT: String(stage.staffPort),
      },
    })
    onTestFinished(() => void service.kill('SIGKILL'))
    const ended = once(service, 'exit')
    const author = await until('the service is up', () => rig.signIn('author'))
    const drafted: string[] = []
    while (service.exitCode === null && drafted.length < 1_000) {
      const alert = await author.draft(healthEmergency()).catch(() => null)
      if (alert === null) break
      drafted.push(alert.id)
    }
    expect(await Promise.race([ended, sleep(20_000)])).toEqual([1, null])
    const store = await openStore(folder, { readonly: true, nowMs })
    onTestFinished(() => store.close())
    // Every answer that was given stands.
    for (const id of drafted) expect(await store.loadAlert(id)).not.toBeNull()
    expect(drafted.length).toBeGreaterThan(0)
    expect(await verifyFolder(store, { nowMs: nowMs() })).toMatchObject({ problem: null })
  },
)
