import type { Command } from 'commander'
import { checkFiles } from './cap-check.ts'
import { checkFeed } from './cap-feed.ts'
import { listRules } from './cap-rules.ts'
import { signFile } from './cap-sign.ts'
import { verifyFile } from './cap-verify.ts'
import { common, type Act } from './run.ts'

/** `cap check`, `cap rules`, `cap sign`, `cap verify`: what a CAP file is, and who stands behind it. */
export function define(command: Command, act: Act): void {
  common(command.command('check <file...>'), 'kentongan cap check gempa.xml --live')
    .description('Check CAP files: is this CAP 1.2, and may it be broadcast; - is standard input')
    .option('--now <time>', 'check as of this time, such as 2026-11-25T08:00:00+07:00')
    .option('--live', 'add the policy of a live channel', false)
    .option('--known <file>', 'CAP file received before; may be repeated', collect, [])
    .option('--thread', 'the files are one thread, in order: each is known to the next', false)
    .action(act(checkFiles))
  common(command.command('rules'), 'kentongan cap rules --lang en')
    .description('Print the rule table: id, levels, source, and what each rule says')
    .action(act(listRules))
  common(
    command.command('sign <file>'),
    'kentongan cap sign gempa.xml --key cap.pem --out signed.xml',
  )
    .description('Sign a CAP file with XML-DSig; the result is to be served as it is')
    .requiredOption('--key <pem>', 'private key: RSA or ECDSA P-256')
    .option('--certificate <pem>', 'certificate to put into the signature')
    .option('--out <file>', 'where the signed document goes; standard output otherwise')
    .action(act(signFile))
  common(command.command('verify <file>'), 'kentongan cap verify signed.xml --trust cap.public.pem')
    .description(
      'Verify the signature of a CAP file against keys you trust; what has expired is refused in the ID-CB profile and wherever --trust-list, --now, --cbc or --seen is given',
    )
    .option('--trust <pem>', 'certificate or public key; may be repeated', collect, [])
    .option('--trust-list <file>', 'signed trust list: its keys in force are trusted too')
    .option('--root <pem>', 'public key of the root that has signed the trust list')
    .option('--now <time>', 'verify as of this time, such as 2026-11-25T08:00:00+07:00')
    .option('--cbc <name>', 'refuse what is for another CBC')
    .option('--seen <file>', 'refuse what was verified before; verified messages are added')
    .action(act(verifyFile))
  common(
    command.command('feed <source>'),
    'kentongan cap feed https://www.bmkg.go.id/alerts/nowcast/id --live',
  )
    .description('Read a feed of CAP messages, a file or an https address, and check each of them')
    .option('--allow <host>', 'host, or host:port, whose documents may be fetched', collect, [])
    .option('--insecure-loopback', 'also http, to this machine only', false)
    .option('--now <time>', 'check as of this time, such as 2026-11-25T08:00:00+07:00')
    .option('--live', 'add the policy of a live channel', false)
    .action(act(checkFeed))
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}
