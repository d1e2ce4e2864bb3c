import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openAccountOffice } from '../../src/cli/account-office.ts'
import { run } from '../../src/cli/run.ts'
import { openAdminSocket } from '../../src/http/admin-socket.ts'
import { takeOwnership } from '../../src/store/owner.ts'
import { LOG, openRig } from './rig.ts'

test('a command line goes through the owner of the folder that runs', async () => {
  const { desk, folder } = await openRig()
  const ownership = takeOwnership(folder)
  onTestFinished(() => ownership.release())
  // What a death has left behind is in nobody's way.
  writeFileSync(join(folder, 'admin.sock'), '')
  const socket = await openAdminSocket({ desk, folder, log: LOG })
  onTestFinished(() => socket.close())
  expect(statSync(join(folder, 'admin.sock')).mode & 0o777).toBe(0o600)

  const office = await openAccountOffice(folder)
  const made = await office.invite({ name: 'Siti', roles: ['author'] })
  expect(made.link).toMatch(/\/invites\/[\w-]{43}$/)
  expect((await office.renew('siti')).account).toBe(made.account)
  await office.change({ name: 'Siti', roles: ['auditor'], disabled: true })
  expect(await desk.store.listAccounts()).toMatchObject([{ roles: ['auditor'], disabled: true }])
  await expect(office.invite({ name: 'SITI', roles: ['author'] })).rejects.toMatchObject({
    code: 'ACCOUNT_EXISTS',
    params: { account: 'SITI' },
  })
  await office.close()
})

test('without an owner the command line owns the folder for the while', async () => {
  const { folder, desk } = await openRig()
  expect(
    await run(['user', 'invite', 'Budi', '--roles', 'author,approver', '--data', folder]),
  ).toBe(0)
  expect(await run(['user', 'list', '--data', folder])).toBe(0)
  expect(await run(['user', 'invite', 'Ayu', '--roles', 'king', '--data', folder])).toBe(2)
  expect(await run(['user', 'invite', 'Ayu', '--roles', 'admin,author', '--data', folder])).toBe(1)
  const ownership = takeOwnership(folder)
  expect(await run(['user', 'disable', 'Budi', '--data', folder])).toBe(1)
  ownership.release()
  expect(await run(['user', 'disable', 'Budi', '--data', folder])).toBe(0)
  expect(await desk.store.listAccounts()).toMatchObject([{ name: 'Budi', disabled: true }])
})
