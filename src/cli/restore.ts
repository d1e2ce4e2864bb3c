import type { Command } from 'commander'
import { nowMs, randomOctets } from '../clock.ts'
import { type Restored, restoreUse } from '../desk/restore.ts'
import type { Language } from '../domain/words/words.ts'
import { formatInstant } from '../formats/json/content.ts'
import type { ExitCode, Io } from './io.ts'
import type { Act } from './run.ts'

/** `restore`: a data folder from a backup, and what its administrator has to do then. */
export function define(command: Command, act: Act): void {
  command
    .argument('<file>', 'what `kentongan backup` has written')
    .option(
      '--replace',
      'keep the folder that is there aside, and take over its keys and serial numbers',
      false,
    )
    .addHelpText('after', NOTES)
    .action(act(restore))
}

const NOTES = `
Stop the service first. The folder of --data must be missing or empty, or is kept aside (--replace).
What it becomes is a new installation: other letters in its CAP identifiers, other serial numbers.
Orders that are open in the backup are sent again, unchanged; what waited for approval, or for its
time, is a draft again, as it may have gone out since. --json prints one line: {"restored":DIR,
"instance","entries","live":[alerts],"returned":[messages],"backupAt","replaced":DIR|null,
"serials":{"read":bool|null,"clear":bool,"noted":bool},"keys":bool}`

async function restore(
  io: Io,
  file: string,
  { replace }: { readonly replace: boolean },
): Promise<ExitCode> {
  const salt = (): Uint8Array => randomOctets(32)
  const restored = await restoreUse({ file, folder: io.data, replace, nowMs, salt })
  const { serialsRead: read, serialsClear: clear, isNoted: noted } = restored
  io.emit({
    restored: io.data,
    instance: restored.instance,
    entries: restored.entries,
    live: restored.live,
    returned: restored.returned,
    backupAt: formatInstant(restored.backupAtMs),
    replaced: restored.replaced,
    serials: { read, clear, noted },
    keys: restored.hasKeys,
  })
  const words = WORDS[io.language]
  io.say(`${io.data}: KTN-${restored.instance}, ${restored.entries} ${words.entries}`)
  if (restored.replaced !== null) io.say(`${words.replaced} ${restored.replaced}`)
  for (const line of duties(restored, io.language)) io.note(`- ${line}`)
  return 0
}

/** What nobody but a person can find out, the most pressing first. */
function duties(restored: Restored, language: Language): readonly string[] {
  const words = WORDS[language]
  return [
    ...(restored.live.length > 0 ? [`${words.live} ${restored.live.join(', ')}`] : []),
    words.since,
    ...(restored.returned.length > 0 ? [`${words.returned} ${restored.returned.join(', ')}`] : []),
    ...(restored.hasKeys ? [] : [words.keys]),
    ...(restored.serialsClear ? [] : [words.crowded]),
    ...(restored.serialsRead === false ? [words.unread] : []),
    ...(restored.isNoted ? [] : [words.unnoted]),
    words.people,
    words.auditors,
  ]
}

const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  id: {
    entries: 'catatan log',
    replaced: 'folder lama disimpan di',
    live: 'Sedang disiarkan saat cadangan dibuat; tanyakan setiap CBC, lalu batalkan lagi yang sudah dibatalkan atau diganti:',
    since:
      'Apa pun yang dilepas setelah cadangan tidak dikenal layanan ini: tanyakan setiap CBC apa yang masih mengudara',
    returned: 'Kembali menjadi draf; periksa dahulu apakah sudah disiarkan:',
    keys: 'Letakkan kembali keys/cap.pem dan keys/log.pem sebelum layanan dijalankan',
    crowded:
      'Terlalu banyak pemulihan dalam beberapa jam: nomor seri peringatan baru mungkin pernah dipakai, dan ponsel yang sudah melihatnya akan diam; tunggu bila bisa',
    unread:
      'Nomor seri folder lama tidak terbaca; yang dilompati cukup untuk satu peringatan setiap lima menit dan 100 lagi',
    unnoted:
      'Tidak dapat dicatat di samping cadangan: jangan pulihkan cadangan ini lagi dalam 16 jam 40 menit tanpa --replace',
    people:
      'Akun, peran, dan token CBC kembali seperti saat cadangan: cabut lagi yang sudah dicabut',
    auditors:
      'Beri tahu auditor: titik periksa yang ditandatangani setelah cadangan tidak cocok lagi dengan log ini',
  },
  en: {
    entries: 'log entries',
    replaced: 'the folder that was there is now',
    live: 'Live when the backup was made; ask every CBC, and cancel again what was cancelled or replaced since:',
    since:
      'What was released after the backup is unknown to this service: ask every CBC what it has on air',
    returned: 'Drafts again; look first whether they have gone out:',
    keys: 'Put keys/cap.pem and keys/log.pem back before the service starts',
    crowded:
      'Too many restores within hours: a new alert may get a serial number that was used, and phones that have seen it stay silent; wait where you can',
    unread:
      'The serial numbers of the folder that was there cannot be read; those left out are enough for one alert every five minutes and 100 more',
    unnoted:
      'Could not be noted beside the backup: do not restore it again within 16 h 40 min without --replace',
    people:
      'Accounts, roles and tokens of CBCs are those of the backup: revoke again what was revoked',
    auditors: 'Tell the auditors: checkpoints signed after the backup no longer fit this log',
  },
}
type Word =
  | 'entries'
  | 'replaced'
  | 'live'
  | 'since'
  | 'returned'
  | 'keys'
  | 'crowded'
  | 'unread'
  | 'unnoted'
  | 'people'
  | 'auditors'
