import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** True when a program of the machine can be started: tests that need it skip by name without. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--help'], { timeout: 5_000 }).error === undefined
}

export function inTempFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-cap-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What xmllint says of each document against our schema, without a network. */
export function validateAll(documents: readonly (string | Uint8Array)[]): boolean[] {
  return inTempFolder((folder) => {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, document)
      return file
    })
    const schema = new URL('../../schemas/cap-1.2.xsd', import.meta.url).pathname
    const options = ['--nonet', '--noout', '--schema', schema]
    const { stderr } = spawnSync('xmllint', [...options, ...files], { encoding: 'utf8' })
    return files.map((file) => stderr.includes(`${file} validates\n`))
  })
}
