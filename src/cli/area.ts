import { createWriteStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { monotonicMs, nowMs } from '../clock.ts'
import { formOf, type AreaForm } from '../domain/area/form.ts'
import { CELLS_MAX, generateInventory } from '../domain/area/generate.ts'
import { formatCell, type Inventory } from '../domain/area/inventory.ts'
import { populationOf } from '../domain/area/population.ts'
import type { RegionIndex } from '../domain/area/region-index.ts'
import { checkRegions, RESOLVE_BYS, resolveArea, type ResolveBy } from '../domain/area/resolve.ts'
import { checkArea, type AreaSpec, type Circle } from '../domain/area/shape.ts'
import { Refusal } from '../domain/error.ts'
import { finding, isClear } from '../domain/finding.ts'
import { plmnsOfOperator, registryAt, type Registry } from '../domain/operators/registry.ts'
import type { FormKind } from '../domain/plan.ts'
import { TERMS_EN, TERMS_ID } from '../domain/words/terms.ts'
import { parseCellsCsv } from '../formats/cells/csv.ts'
import { decodeInventory } from '../formats/cells/inventory-file.ts'
import { loadLand } from '../formats/regions/land.ts'
import { loadRegions } from '../formats/regions/load.ts'
import { parsePolygonFile } from '../formats/regions/polygon-file.ts'
import { parseWhole } from './cells.ts'
import { formatFinding, type ExitCode, type Io } from './io.ts'
import { common, type Act } from './run.ts'

interface ResolveOptions {
  readonly region: readonly string[]
  readonly polygon: readonly string[]
  readonly circle: readonly Circle[]
  readonly by: ResolveBy
  readonly cells?: string
  readonly inventory?: string
  readonly count?: number
  readonly seed: number
}

/** `area resolve`; its `--json` shape is that of design §10. */
export function define(command: Command, act: Act): void {
  common(command.command('resolve'), 'kentongan area resolve --region 32.73 --count 150000')
    .description('Find the cells of an area, operator by operator')
    .option('--region <code...>', 'Kemendagri code, ID, or a whole name', [])
    .option('--polygon <file...>', 'GeoJSON (lon,lat), or .txt with CAP polygons (lat,lon)', [])
    .option('--circle <lat,lon,km>', 'may be repeated', collectCircles, [])
    .addOption(
      new Option('--by <rule>', 'a cell is in by its coverage or by its mast')
        .choices([...RESOLVE_BYS])
        .default('coverage'),
    )
    .option('--cells <out>', 'writes the cells as CSV: operator,cell')
    .option('--inventory <file>', 'inventory file or CSV; else the newest of the data folder')
    .option('--count <n>', 'a generated inventory of so many cells', parseWhole(1, CELLS_MAX))
    .option('--seed <s>', 'its seed', parseWhole(0, Number.MAX_SAFE_INTEGER), 1)
    .action(act((io: Io, options: ResolveOptions) => resolve(io, options)))
}

interface Row {
  readonly operator: string
  readonly cells: number
  readonly kind: FormKind
  readonly areaCodes: number
  readonly extra: number
}

const WORDS = {
  id: {
    cells: ({ operator, cells, kind, areaCodes, extra }: Row) =>
      `${operator}  ${cells} sel, ${TERMS_ID.form[kind]}, ${areaCodes} kode area, ${extra} sel di luar area`,
    people: ([low, high]: readonly [number, number]) => `${low} sampai ${high} orang`,
  },
  en: {
    cells: ({ operator, cells, kind, areaCodes, extra }: Row) =>
      `${operator}  ${cells} cells, ${TERMS_EN.form[kind]}, ${areaCodes} area codes, ${extra} cells outside`,
    people: ([low, high]: readonly [number, number]) => `${low} to ${high} people`,
  },
} as const

async function resolve(io: Io, options: ResolveOptions): Promise<ExitCode> {
  const regions = await loadRegions()
  const spec = await readArea(options, regions)
  const findings = checkArea(spec, {
    path: '/area',
    isRegion: (code) => regions.byCode(code) !== null,
  })
  for (const each of [...findings, ...checkRegions(spec, '/area', regions)]) {
    io.note(formatFinding(each, io.language))
  }
  if (!isClear(findings)) {
    io.emit({ findings })
    return 1
  }
  const inventory = await loadInventory(io, options)
  const registry = registryAt(nowMs())
  const population = populationOf(spec, inventory)
  const found = registry.operators.map(({ id }) =>
    resolveOperator(inventory, spec, { by: options.by, operator: id, registry }),
  )
  for (const each of found) {
    const { operator, cells, form, leftOut, ms } = each
    const kind = form?.kind ?? 'cell'
    const areaCodes = form?.kind === 'tac' ? form.areas.length : 0
    const extra = form?.extra ?? 0
    io.emit({ operator, cells: cells.length, population, form: kind, areaCodes, extra, ms })
    io.say(WORDS[io.language].cells({ operator, cells: cells.length, kind, areaCodes, extra }))
    if (leftOut > 0) {
      const params = { count: leftOut, cbc: operator }
      io.note(formatFinding(finding('info', 'area-cells-left-out', '/area', params), io.language))
    }
  }
  io.say(WORDS[io.language].people(population))
  if (options.cells !== undefined) {
    await pipeline(Readable.from(cellLines(inventory, found)), createWriteStream(options.cells))
  }
  return found.some((each) => each.cells.length > 0) ? 0 : 1
}

interface OperatorCells {
  readonly operator: string
  readonly plmns: readonly string[]
  readonly cells: Uint32Array
  readonly leftOut: number
  /** Over all PLMNs of the operator: a plan has one form for each of its CBCs. */
  readonly form: AreaForm | null
  readonly ms: number
}

function resolveOperator(
  inventory: Inventory,
  spec: AreaSpec,
  options: { readonly by: ResolveBy; readonly operator: string; readonly registry: Registry },
): OperatorCells {
  const { by, operator, registry } = options
  const startedMs = monotonicMs()
  const plmns = plmnsOfOperator(registry, operator)
  const { cells, leftOut } = resolveArea(inventory, spec, { by, plmns })
  const form = formOf(inventory, cells, { plmns })
  const ms = Math.round((monotonicMs() - startedMs) * 1000) / 1000
  return { operator, plmns, cells, leftOut, form, ms }
}

function* cellLines(inventory: Inventory, found: readonly OperatorCells[]): Generator<string> {
  yield 'operator,cell\n'
  for (const { operator, plmns, cells } of found) {
    let lines = ''
    for (const cell of cells) lines += `${operator},${formatCell(inventory, cell, plmns)}\n`
    yield lines
  }
}

async function readArea(options: ResolveOptions, regions: RegionIndex): Promise<AreaSpec> {
  const polygons = await Promise.all(
    options.polygon.map(async (file) => parsePolygonFile((await readInput(file)).toString('utf8'))),
  )
  return {
    regions: options.region.map((text) => codeOf(text, regions)),
    polygons: polygons.flat(),
    circles: options.circle,
  }
}

function codeOf(text: string, regions: RegionIndex): string {
  const found = regions.resolveName(text)
  if (found.kind === 'one') return found.region.code
  if (found.kind === 'none') throw new Refusal('REGION_UNKNOWN', { region: text })
  const choices = found.choices.map(({ code, name }) => `${code} ${name}`).join(', ')
  throw new Refusal('REGION_AMBIGUOUS', { region: text, choices })
}

async function loadInventory(io: Io, options: ResolveOptions): Promise<Inventory> {
  const { inventory, count, seed } = options
  if (inventory === undefined && count !== undefined) {
    return generateInventory({ count, seed, isLand: await loadLand() }).inventory
  }
  const file = inventory ?? (await newestInventory(io.data))
  if (!file.toLowerCase().endsWith('.csv')) return decodeInventory(await readInput(file))
  const csv = parseCellsCsv((await readInput(file)).toString('utf8'))
  if (csv.refused > 0) io.note(`${csv.refused} of ${csv.read} rows of ${file} cannot be used`)
  return csv.inventory
}

/** @throws {Refusal} `NOT_FOUND` */
async function readInput(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new Refusal('NOT_FOUND', { path }, { cause })
  }
}

/** @throws {Refusal} `INVENTORY_MISSING` */
async function newestInventory(folder: string): Promise<string> {
  const inventories = join(folder, 'inventories')
  const names = await readdir(inventories).catch(() => [])
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith('.cells'))
      .map(async (name) => {
        const path = join(inventories, name)
        return { path, changedMs: (await stat(path)).mtimeMs }
      }),
  )
  const newest = files.toSorted((a, b) => b.changedMs - a.changedMs)[0]
  if (newest === undefined) throw new Refusal('INVENTORY_MISSING')
  return newest.path
}

function collectCircles(text: string, before: readonly Circle[]): readonly Circle[] {
  const [lat, lon, radiusKm, ...more] = text.split(',').map((part) => parseNumber(part))
  if (lat === undefined || lon === undefined || radiusKm === undefined || more.length > 0) {
    throw new InvalidArgumentError('It must be LAT,LON,KM.')
  }
  return [...before, { lat, lon, radiusKm }]
}

function parseNumber(text: string): number {
  if (/^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be LAT,LON,KM.')
}
