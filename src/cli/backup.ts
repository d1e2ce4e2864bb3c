import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { nowMs } from '../clock.ts'
import { backupUse } from '../desk/backup.ts'
import type { Language } from '../domain/words/words.ts'
import type { ExitCode, Io } from './io.ts'
import type { Act } from './run.ts'

interface Options {
  readonly out: string
  readonly withKeys: boolean
}

/** `backup`: one file that `restore` makes a folder of again. */
export function define(command: Command, act: Act): void {
  command
    .requiredOption('--out <path>', 'the file, which must not be there yet, or a folder for it')
    .option('--with-keys', 'put the private keys in too: guard the file as you guard them', false)
    .addHelpText('after', NOTES)
    .action(act(backup))
}

const NOTES = `
The service may run meanwhile. In the file: the database as it was at one instant, its inventories,
public keys and the trust list. Not in it: private keys, unless --with-keys. --json prints one line:
{"backup":FILE,"size":octets,"entries":N,"digest":SHA-256,"instance","keys":bool,"missing":[versions]}`

async function backup(io: Io, { out, withKeys }: Options): Promise<ExitCode> {
  const now = nowMs()
  const isFolder = existsSync(out) && statSync(out).isDirectory()
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const file = isFolder ? join(out, `kentongan-${stamp}.backup`) : out
  const made = await backupUse(io.data, file, { withKeys, nowMs: now })
  const words = WORDS[io.language]
  io.emit({
    backup: file,
    size: made.octets,
    entries: made.entries,
    digest: made.sha256,
    instance: made.instance,
    keys: made.hasKeys,
    missing: made.missing,
  })
  io.say(`${file}: ${made.octets} ${words.octets}, ${made.entries} ${words.entries}`)
  io.say(`SHA-256 ${made.sha256}`)
  io.note(made.hasKeys ? words.withKeys : words.withoutKeys)
  for (const version of made.missing) io.note(`${words.missing} ${version}`)
  return 0
}

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  id: {
    octets: 'oktet',
    entries: 'catatan log',
    withKeys: 'Kunci privat ada di dalamnya: jaga berkas ini seperti kunci itu sendiri',
    withoutKeys: 'Kunci privat tidak ada di dalamnya: simpan keys/*.pem di tempat lain',
    missing: 'Berkas inventaris sel tidak terbaca, jadi tidak ikut:',
  },
  en: {
    octets: 'octets',
    entries: 'log entries',
    withKeys: 'The private keys are in it: guard this file as you guard them',
    withoutKeys: 'The private keys are not in it: keep keys/*.pem somewhere else',
    missing: 'The file of this cell inventory cannot be read, and is not in it:',
  },
}
type Word = 'octets' | 'entries' | 'withKeys' | 'withoutKeys' | 'missing'
