import { type Command, InvalidArgumentError } from 'commander'
import { nowMs } from '../clock.ts'
import { type Role, ROLES } from '../domain/account.ts'
import { openStore } from '../store/open.ts'
import { type AccountOffice, type InvitedView, openAccountOffice } from './account-office.ts'
import type { ExitCode, Io } from './io.ts'
import { common, type Act } from './run.ts'

/** `user`: people, by name. Works beside a running service and without one. */
export function define(command: Command, act: Act): void {
  common(command.command('invite'), 'kentongan user invite sari --roles author,approver')
    .description('Make an account and the one-time link that sets its password')
    .argument('<name>', 'sign-in name')
    .requiredOption('--roles <roles>', `of ${ROLES.join(', ')}, by commas`, parseRoles)
    .action(
      act((io: Io, name: string, { roles }: { readonly roles: readonly Role[] }) =>
        withOffice(io, async (office) => say(io, name, await office.invite({ name, roles }))),
      ),
    )
  common(command.command('renew'), 'kentongan user renew sari')
    .description('Make a new link, where link or password was lost; ends the old password')
    .argument('<name>')
    .action(
      act((io: Io, name: string) =>
        withOffice(io, async (office) => say(io, name, await office.renew(name))),
      ),
    )
  common(command.command('roles'), 'kentongan user roles sari author')
    .description('Give an account other roles')
    .argument('<name>')
    .argument('<roles>', 'by commas', parseRoles)
    .action(act((io: Io, name: string, roles: readonly Role[]) => change(io, { name, roles })))
  for (const [verb, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    common(command.command(verb), `kentongan user ${verb} sari`)
      .description(disabled ? 'Shut an account; its sessions end' : 'Open a shut account again')
      .argument('<name>')
      .action(act((io: Io, name: string) => change(io, { name, disabled })))
  }
  common(command.command('list'), 'kentongan user list --json')
    .description('List all accounts')
    .action(act(list))
}

const WORDS = {
  id: {
    invited: (name: string, { account, expires }: InvitedView) =>
      `${name} tercatat sebagai ${account}; tautan berlaku satu kali, sampai ${expires}:`,
    changed: 'sudah diubah',
    states: { disabled: 'ditutup', invited: 'diundang', active: 'aktif' },
  },
  en: {
    invited: (name: string, { account, expires }: InvitedView) =>
      `${name} is ${account} in the log; the link works once, until ${expires}:`,
    changed: 'is changed',
    states: { disabled: 'disabled', invited: 'invited', active: 'active' },
  },
} as const

function say(io: Io, name: string, invited: InvitedView): void {
  io.emit({ name, ...invited })
  io.say(WORDS[io.language].invited(name, invited))
  io.say(invited.link)
}

async function change(
  io: Io,
  of: { readonly name: string; readonly roles?: readonly Role[]; readonly disabled?: boolean },
): Promise<ExitCode> {
  return withOffice(io, async (office) => {
    await office.change(of)
    io.emit(of)
    io.say(`${of.name} ${WORDS[io.language].changed}`)
  })
}

async function list(io: Io): Promise<ExitCode> {
  const store = await openStore(io.data, { readonly: true, nowMs })
  try {
    for (const { id, name, roles, disabled, passwordHash } of await store.listAccounts()) {
      const invited = passwordHash === null
      io.emit({ id, name, roles, disabled, invited })
      const state = disabled ? 'disabled' : invited ? 'invited' : 'active'
      io.say([id, WORDS[io.language].states[state].padEnd(8), name, roles.join(', ')].join('  '))
    }
  } finally {
    await store.close()
  }
  return 0
}

async function withOffice(
  io: Io,
  use: (office: AccountOffice) => Promise<void>,
): Promise<ExitCode> {
  const office = await openAccountOffice(io.data)
  try {
    await use(office)
  } finally {
    await office.close()
  }
  return 0
}

function parseRoles(text: string): readonly Role[] {
  return text.split(',').map((each) => {
    const role = ROLES.find((known) => known === each.trim())
    if (role !== undefined) return role
    throw new InvalidArgumentError(`They are ${ROLES.join(', ')}.`)
  })
}
