import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { InvalidArgumentError, type Command } from 'commander'
import { nowMs } from '../clock.ts'
import { CELLS_MAX, generateInventory } from '../domain/area/generate.ts'
import { setsOf, type Inventory } from '../domain/area/inventory.ts'
import { plmnsOfOperator, registryAt } from '../domain/operators/registry.ts'
import { formatCellsCsv } from '../formats/cells/csv.ts'
import { encodeInventory } from '../formats/cells/inventory-file.ts'
import { loadLand } from '../formats/regions/land.ts'
import { defineImport } from './cells-import.ts'
import type { ExitCode, Io } from './io.ts'
import { common, type Act } from './run.ts'

interface GenerateOptions {
  readonly count: number
  readonly seed: number
  readonly out?: string
}

/** `cells generate`; its `--json` shape is that of design §10. */
export function define(command: Command, act: Act): void {
  common(command.command('generate'), 'kentongan cells generate --count 150000 --out cells.csv')
    .description('Generate a synthetic national inventory, the same for the same count and seed')
    .requiredOption('--count <n>', 'cells', parseWhole(1, CELLS_MAX))
    .option('--seed <s>', 'whole number', parseWhole(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--out <file>', '.csv writes CSV (schemas/cells.md), anything else an inventory file')
    .action(act((io: Io, options: GenerateOptions) => generate(io, options)))
  defineImport(command, act)
}

async function generate(io: Io, { count, seed, out }: GenerateOptions): Promise<ExitCode> {
  const { inventory, sites } = generateInventory({ count, seed, isLand: await loadLand() })
  if (out !== undefined) await writeCells(io, inventory, out)
  const operators = countByOperator(inventory)
  io.emit({ cells: inventory.count, sites, operators })
  io.say(
    io.language === 'id'
      ? `${inventory.count} sel di ${sites} lokasi`
      : `${inventory.count} cells on ${sites} sites`,
  )
  for (const [operator, cells] of Object.entries(operators)) io.say(`${operator}  ${cells}`)
  return 0
}

async function writeCells(io: Io, inventory: Inventory, out: string): Promise<void> {
  if (out.toLowerCase().endsWith('.csv')) {
    await pipeline(Readable.from(formatCellsCsv(inventory)), createWriteStream(out))
    return
  }
  const { octets, version } = encodeInventory(inventory)
  await writeFile(out, octets)
  io.note(`inventory ${version}`)
}

/** A cell that two operators share counts at both; one that two PLMNs of one share, once. */
function countByOperator(inventory: Inventory): Record<string, number> {
  const registry = registryAt(nowMs())
  const width = inventory.regions.length
  return Object.fromEntries(
    registry.operators.map(({ id }) => {
      const sets = setsOf(inventory, plmnsOfOperator(registry, id))
      const counts = sets.map(
        (set) => inventory.starts[(set + 1) * width]! - inventory.starts[set * width]!,
      )
      return [id, counts.reduce((sum, each) => sum + each, 0)]
    }),
  )
}

/** A parser of commander for a whole number within bounds. */
export function parseWhole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number, ${min}..${max}.`)
  }
}
