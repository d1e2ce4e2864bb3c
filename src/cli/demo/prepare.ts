import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { nowMs, randomLetters, randomOctets } from '../../clock.ts'
import { connectCbc } from '../../commands/connect-cbc.ts'
import { acceptInviteUse, inviteUse } from '../../desk/accounts.ts'
import { commitOne } from '../../desk/commit.ts'
import { importInventory } from '../../desk/import-inventory.ts'
import { createKeys } from '../../desk/keys.ts'
import type { Actor, Role } from '../../domain/account.ts'
import { generateInventory } from '../../domain/area/generate.ts'
import type { CbcLink } from '../../domain/decision.ts'
import type { LinkName } from '../../domain/order.ts'
import { registryAt } from '../../domain/operators/registry.ts'
import { encodeInventory } from '../../formats/cells/inventory-file.ts'
import { loadLand } from '../../formats/regions/land.ts'
import { generateKeyPems } from '../../formats/signature/keys.ts'
import { openStore, type Store } from '../../store/open.ts'
import { takeOwnership } from '../../store/owner.ts'

/** What the demo's processes are started with. */
export interface Stage {
  readonly folder: string
  readonly rootPem: string
  readonly edgePort: number
  readonly staffPort: number
  readonly cbcs: readonly StagedCbc[]
  readonly people: Readonly<Record<Person, { readonly name: string; readonly password: string }>>
}

export interface StagedCbc {
  readonly cbc: string
  readonly operator: string
  readonly link: 'push' | 'feed'
  readonly token: string
  readonly pushToken: string
  readonly pushPort: number
}

export type Person = 'author' | 'approver' | 'auditor' | 'admin'

const PEOPLE: Readonly<Record<Person, { name: string; roles: readonly Role[] }>> = {
  admin: { name: 'admin', roles: ['admin'] },
  author: { name: 'sari', roles: ['author', 'approver'] },
  approver: { name: 'budi', roles: ['author', 'approver'] },
  auditor: { name: 'wayan', roles: ['auditor'] },
}

/** Links in order of preference: two are pushed to and can fall back, two read their feed. */
const LINKS: readonly (readonly LinkName[])[] = [
  ['cap-push', 'cap-feed'],
  ['cap-feed'],
  ['cap-push', 'cap-feed'],
  ['cap-feed'],
]
const PREPARER: Actor = { id: 'system', roles: ['admin'] }

/** Makes the folder: keys, cells, CBCs, people. All of it is the demo's own. */
export async function prepareStage(
  folder: string,
  of: { readonly cells: number; readonly seed: number; readonly progress: (line: string) => void },
): Promise<Stage> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const root = generateKeyPems('ed25519')
  const rootPem = join(folder, 'root.public.pem')
  writeFileSync(rootPem, root.publicPem)
  createKeys(folder, { rootPrivatePem: root.privatePem, nowMs: nowMs(), demo: true })
  const ownership = takeOwnership(folder)
  const store = await openStore(folder, { nowMs, salt: () => randomOctets(32) })
  try {
    await putCells(store, of)
    const cbcs = await connectCbcs(store)
    const [edgePort, staffPort] = await Promise.all([freePort(), freePort()])
    const people = await invitePeople(store)
    return { folder, rootPem, edgePort, staffPort, cbcs, people }
  } finally {
    await store.close()
    ownership.release()
  }
}

async function putCells(
  store: Store,
  of: { readonly cells: number; readonly seed: number; readonly progress: (line: string) => void },
): Promise<void> {
  const { inventory } = generateInventory({
    count: of.cells,
    seed: of.seed,
    isLand: await loadLand(),
  })
  const { octets, version } = encodeInventory(inventory)
  await importInventory(store, {
    version,
    cells: inventory.count,
    octets,
    nowMs: nowMs(),
    actor: PREPARER.id,
  })
  of.progress(`${inventory.count} synthetic cells, inventory ${version}`)
}

async function connectCbcs(store: Store): Promise<StagedCbc[]> {
  const { cbcs } = registryAt(nowMs())
  return Promise.all(
    cbcs.map(async ({ id, operator }, index): Promise<StagedCbc> => {
      const names = LINKS[index % LINKS.length] ?? ['cap-feed']
      const [token, pushToken] = [newToken(), newToken()]
      const pushPort = await freePort()
      const links = names.map((link): CbcLink =>
        link === 'cap-push'
          ? { link, url: `http://127.0.0.1:${pushPort}/cap`, pushToken }
          : { link: 'cap-feed' },
      )
      const coding = 'untagged' as const
      const serial = 'ours' as const
      const settings = {
        cbc: id,
        links,
        tokenSha256: sha256(token),
        loopback: true,
        coding,
        serial,
      }
      await commitOne(store, connectCbc(settings, 0, PREPARER))
      const link = names[0] === 'cap-push' ? 'push' : 'feed'
      return { cbc: id, operator, link, token, pushToken, pushPort }
    }),
  )
}

async function invitePeople(store: Store): Promise<Stage['people']> {
  const desk = {
    store,
    means: () => ({ nowMs: nowMs(), sha256Hex: sha256 }),
    randomOctets,
    randomLetters,
    settings: { staffUrl: '' },
  }
  const entries: [Person, { name: string; password: string }][] = []
  for (const [person, { name, roles }] of Object.entries(PEOPLE) as [
    Person,
    (typeof PEOPLE)[Person],
  ][]) {
    const password = `demo-${randomLetters(12).toLowerCase()}`
    const invited = await inviteUse(desk, { name, roles }, PREPARER)
    // The one-time token is the last part of the link.
    const token = invited.link.slice(invited.link.lastIndexOf('/') + 1)
    await acceptInviteUse(desk, { token, password })
    entries.push([person, { name, password }])
  }
  return Object.fromEntries(entries) as Stage['people']
}

function newToken(): string {
  return Buffer.from(randomOctets(32)).toString('base64url')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A port that was free a moment ago; the processes say so if it no longer is. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
