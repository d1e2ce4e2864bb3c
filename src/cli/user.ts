import { type Command, InvalidArgumentError } from 'commander'
import { nowMs } from '../clock.ts'
import { type Role, ROLES } from '../domain/account.ts'
import { openStore } from '../store/open.ts'
import { type AccountOffice, type InvitedView, openAccountOffice } from './account-office.ts'
import type { ExitCode, Io } from './io.ts'
import { type Act, exampleText } from './run.ts'

/** `user`: people, by name. Works beside a running service and without one. */
export function define(command: Command, act: Act): void {
  command
    .command('invite')
    .description('make an account and the one-time link that sets its password')
    .argument('<name>', 'sign-in name')
    .addHelpText('after', exampleText('kentongan user invite sari --roles author,approver'))
    .requiredOption('--roles <roles>', `of ${ROLES.join(', ')}, by commas`, parseRoles)
    .action(
      act((io: Io, name: string, { roles }: { readonly roles: readonly Role[] }) =>
        withOffice(io, async (office) => say(io, name, await office.invite({ name, roles }))),
      ),
    )
  command
    .command('renew')
    .description('a new link, where the link or the password was lost; ends the old password')
    .addHelpText('after', exampleText('kentongan user renew sari'))
    .argument('<name>')
    .action(
      act((io: Io, name: string) =>
        withOffice(io, async (office) => say(io, name, await office.renew(name))),
      ),
    )
  command
    .command('roles')
    .description('give an account other roles')
    .addHelpText('after', exampleText('kentongan user roles sari author'))
    .argument('<name>')
    .argument('<roles>', 'by commas', parseRoles)
    .action(act((io: Io, name: string, roles: readonly Role[]) => change(io, { name, roles })))
  for (const [verb, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    command
      .command(verb)
      .description(disabled ? 'shut an account; its sessions end' : 'open it again')
      .argument('<name>')
      .addHelpText('after', exampleText(`kentongan user ${verb} sari`))
      .action(act((io: Io, name: string) => change(io, { name, disabled })))
  }
  command
    .command('list')
    .description('all accounts')
    .addHelpText('after', exampleText('kentongan user list --json'))
    .action(act(list))
}

function say(io: Io, name: string, invited: InvitedView): void {
  io.emit({ name, ...invited })
  io.say(`${name} is ${invited.account}; the link works once, until ${invited.expires}:`)
  io.say(invited.link)
}

async function change(
  io: Io,
  of: { readonly name: string; readonly roles?: readonly Role[]; readonly disabled?: boolean },
): Promise<ExitCode> {
  return withOffice(io, async (office) => {
    await office.change(of)
    io.emit(of)
    io.say(`${of.name} is changed`)
  })
}

async function list(io: Io): Promise<ExitCode> {
  const store = await openStore(io.data, { readonly: true, nowMs })
  try {
    for (const { id, name, roles, disabled, passwordHash } of await store.listAccounts()) {
      const invited = passwordHash === null
      io.emit({ id, name, roles, disabled, invited })
      const state = disabled ? 'disabled' : invited ? 'invited' : 'active'
      io.say([id, state.padEnd(8), name, roles.join(', ')].join('  '))
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
