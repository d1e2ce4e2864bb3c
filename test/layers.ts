import { posix } from 'node:path'
import {
  calleeOf,
  isSyntax,
  nameOf,
  stringOf,
  tableOf,
  type Offence,
  type Source,
  type Syntax,
} from './sources.ts'

/** One thing that a room may import, as a cell of the README's table says it. */
interface Grant {
  /** A room, a file, a folder of a room, a package (`@fastify/*` for all of a scope), `node:…`. */
  readonly target: string
  readonly typesOnly: boolean
  /** The one file of the room that may; null: any. */
  readonly file: string | null
}

export interface Room {
  /** A folder of `src`, or a file that stands in it. */
  readonly name: string
  /** `all but …`: every room but these; null: only what is granted. */
  readonly allBut: readonly string[] | null
  readonly grants: readonly Grant[]
}

/** One import of a file, by whatever syntax. */
export interface Import {
  /** As written; null where it is worked out at run time, so that nobody can check it. */
  readonly address: string | null
  readonly typesOnly: boolean
}

/** The room table of a README: `| room | what lives there | may import | packages |`. */
export function readRooms(readme: string): Room[] {
  const table = tableOf(readme, 'room', 'what lives there', 'may import', 'packages')
  return (table?.rows ?? []).map(([name = '', , rooms = '', packages = '']) => ({
    name: /`([^`]+)`/.exec(name)?.[1] ?? name,
    allBut: rooms.startsWith('all') ? grantsOf(rooms).map(({ target }) => target) : null,
    grants: [...(rooms.startsWith('all') ? [] : grantsOf(rooms)), ...grantsOf(packages)],
  }))
}

function grantsOf(cell: string): Grant[] {
  const each = /`([^`]+)`(?: in `([^`]+)`)?( \(types\))?/g
  return [...cell.matchAll(each)].map(([, target = '', file, types]) => ({
    target,
    file: file ?? null,
    typesOnly: types !== undefined,
  }))
}

/** Every import of a file: static, of types, for its effect, re-exported, dynamic, by address. */
export function importsOf({ nodes }: Source): Import[] {
  const requires = nodes.some((node) => calleeOf(node) === 'createRequire')
  return nodes.flatMap((node): Import[] => {
    switch (node.type) {
      case 'ImportDeclaration':
        return [{ address: stringOf(node['source']), typesOnly: node['importKind'] === 'type' }]
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (!isSyntax(node['source'])) return []
        return [{ address: stringOf(node['source']), typesOnly: node['exportKind'] === 'type' }]
      case 'ImportExpression':
        return [{ address: stringOf(node['source']), typesOnly: false }]
      case 'TSImportType':
        return [{ address: stringOf(node['source'] ?? node['argument']), typesOnly: true }]
      case 'NewExpression':
        return byUrl(node)
      case 'CallExpression':
        return byCall(node, requires)
      default:
        return []
    }
  })
}

/** `new URL('…', import.meta.url)`: a thread's entry, a file beside the code. */
function byUrl(node: Syntax): Import[] {
  const [address, base] = node['arguments'] as Syntax[]
  if (calleeOf(node) !== 'URL' || base === undefined) return []
  if (nameOf(base) !== 'import.meta.url') return []
  const text = stringOf(address)
  if (text === null || /^(?:\.|[a-z]+:)/.test(text)) return [{ address: text, typesOnly: false }]
  // Without `./` it is relative all the same.
  return [{ address: `./${text}`, typesOnly: false }]
}

function byCall(node: Syntax, requires: boolean): Import[] {
  const callee = calleeOf(node)
  const [address] = node['arguments'] as Syntax[]
  const isResolve =
    callee === 'import.meta.resolve' || callee === 'require' || callee === 'require.resolve'
  if (isResolve) return [{ address: stringOf(address), typesOnly: false }]
  if (!requires || !isSyntax(node['callee'])) return []
  // `createRequire(import.meta.url).resolve('…')`: also a way to reach a package.
  const { object, property } = node['callee'] as unknown as { object?: Syntax; property?: Syntax }
  if (object === undefined || calleeOf(object) !== 'createRequire') return []
  return property !== undefined && nameOf(property) === 'resolve'
    ? [{ address: stringOf(address), typesOnly: false }]
    : []
}

/** Holds every import of `src` against the table; an unused row of it is an offence too. */
export function checkLayers(sources: readonly Source[], rooms: readonly Room[]): Offence[] {
  const offences: Offence[] = []
  const used = new Set<string>()
  const byName = new Map(rooms.map((room) => [room.name, room]))
  for (const source of sources) {
    const from = roomOf(source.path)
    const room = byName.get(from)
    if (room === undefined) {
      offences.push(`${source.path}: its room "${from}" is not in the table`)
      continue
    }
    for (const each of importsOf(source)) {
      const verdict = judge(source.path, each, room)
      if (verdict.by !== null) used.add(`${room.name} ${verdict.by}`)
      if (verdict.refused !== null) offences.push(`${source.path}: ${verdict.refused}`)
    }
  }
  const seen = new Set(sources.map(({ path }) => roomOf(path)))
  for (const { name, grants } of rooms) {
    if (!seen.has(name)) offences.push(`README.md: room "${name}" is not in src`)
    for (const { target } of grants) {
      if (!used.has(`${name} ${target}`)) {
        offences.push(`README.md: "${name}" does not import "${target}"`)
      }
    }
  }
  return offences
}

interface Verdict {
  readonly refused: string | null
  /** The grant that let it through. */
  readonly by: string | null
}

function judge(path: string, { address, typesOnly }: Import, room: Room): Verdict {
  const allowed = { refused: null, by: null }
  if (address === null) return { refused: 'imports what nobody can check', by: null }
  const isOwnFile = /^\.{1,2}\//.test(address)
  const target = isOwnFile ? posix.join(posix.dirname(path), address) : address
  if (isOwnFile && roomOf(target) === room.name) return allowed
  const inside = isOwnFile && target.startsWith('src/') ? target.slice('src/'.length) : target
  if (room.allBut !== null && isOwnFile && target.startsWith('src/')) {
    return room.allBut.includes(roomOf(target)) ? refuse(inside) : allowed
  }
  const grant = room.grants.find((each) => covers(each, { path, room, target: inside }))
  if (grant === undefined) return refuse(inside)
  if (grant.typesOnly && !typesOnly) return refuse(`${inside} (only its types)`)
  return { refused: null, by: grant.target }
}

function refuse(target: string): Verdict {
  return { refused: `may not import ${target}`, by: null }
}

function covers(
  { target: granted, file }: Grant,
  of: { readonly path: string; readonly room: Room; readonly target: string },
): boolean {
  if (file !== null && of.path !== `src/${of.room.name}/${file}`) return false
  if (granted.endsWith('*')) return of.target.startsWith(granted.slice(0, -1))
  return of.target === granted || of.target.startsWith(`${granted}/`)
}

/** `src/domain/cb/dcs.ts` → `domain`; `src/main.ts` → `main.ts`; outside `src` its first folder. */
export function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/')
  return top === 'src' ? room : top
}

/** Rooms that reach themselves over others, as `a → b → a`; files of `src` itself join rooms. */
export function roomCycles(rooms: readonly Room[]): string[] {
  const folders = new Set(rooms.map(({ name }) => name).filter((name) => !name.includes('.')))
  const next = new Map(
    rooms.map(({ name, allBut, grants }) => [
      name,
      allBut === null
        ? grants.map(({ target }) => target.split('/')[0] ?? '').filter((to) => folders.has(to))
        : [...folders].filter((to) => to !== name && !allBut.includes(to)),
    ]),
  )
  const cycles: string[] = []
  const walk = (trail: readonly string[]): void => {
    for (const to of next.get(trail.at(-1) ?? '') ?? []) {
      if (to === trail[0]) cycles.push([...trail, to].join(' → '))
      else if (!trail.includes(to)) walk([...trail, to])
    }
  }
  for (const name of folders) walk([name])
  return cycles
}
