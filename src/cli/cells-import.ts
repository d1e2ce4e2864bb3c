import { readFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { nowMs } from '../clock.ts'
import { importInventory } from '../desk/import-inventory.ts'
import { type Inventory, setsOf } from '../domain/area/inventory.ts'
import { Refusal } from '../domain/error.ts'
import { plmnsOfOperator, registryAt } from '../domain/operators/registry.ts'
import type { Language } from '../domain/words/words.ts'
import { type CellsCsv, parseCellsCsv } from '../formats/cells/csv.ts'
import { decodeInventory, encodeInventory } from '../formats/cells/inventory-file.ts'
import { onlyCellsOf, replaceCells } from '../formats/cells/replace.ts'
import { readInventoryFile } from '../store/files.ts'
import type { Store } from '../store/open.ts'
import type { ExitCode, Io } from './io.ts'
import { FOLDER_ADMIN, STOP_FIRST, withOwnedStore } from './owned-folder.ts'
import { common, type Act } from './run.ts'

/** What a file holds: its good cells, and how many rows are bad and why. */
type Rows = Pick<CellsCsv, 'inventory' | 'read' | 'refused' | 'reasons' | 'faults'>

/** `cells import`; its `--json` shape is that of design §10. */
export function defineImport(command: Command, act: Act): void {
  common(
    command.command('import <file>'),
    'kentongan cells import cells.csv',
    'kentongan cells import telkomsel.csv --operator telkomsel',
  )
    .description(
      'Put an inventory in force: our CSV (bad rows are reported, good ones kept) or an inventory file',
    )
    .option('--operator <id>', 'the file replaces the cells of this operator alone', parseOperator)
    .addHelpText('after', STOP_FIRST)
    .action(act(importCells))
}

async function importCells(
  io: Io,
  file: string,
  { operator }: { operator?: string },
): Promise<ExitCode> {
  const rows = ofOperator(await readRows(file), operator)
  const imported = rows.inventory.count
  sayFaults(io, rows)
  const version = await withOwnedStore(io.data, async (store) => {
    const whole = await wholeOf(store, rows.inventory, operator)
    assertWhole(file, whole)
    const { octets, version } = encodeInventory(whole)
    const of = { version, cells: whole.count, octets, nowMs: nowMs(), actor: FOLDER_ADMIN.id }
    await importInventory(store, of)
    return version
  })
  const { read, refused, reasons } = rows
  const words = WORDS[io.language]
  io.emit({ read, imported, refused, reasons, version })
  io.say(`${file}: ${imported} ${words.imported}, ${refused} ${words.refused}`)
  for (const [reason, count] of Object.entries(reasons)) io.say(`  ${reason}  ${count}`)
  io.say(`${words.inForce} ${version}`)
  return 0
}

async function readRows(file: string): Promise<Rows> {
  let octets: Buffer
  try {
    octets = await readFile(file)
  } catch (cause) {
    throw new Refusal('NOT_FOUND', { path: file }, { cause })
  }
  if (octets.subarray(0, 7).toString('latin1') !== 'KTNCELL') {
    return parseCellsCsv(octets.toString('utf8'))
  }
  const inventory = decodeInventory(octets)
  return { inventory, read: inventory.count, refused: 0, reasons: {}, faults: [] }
}

/** Cells of somebody else in an operator's file are refused for their PLMN. */
function ofOperator(rows: Rows, operator: string | undefined): Rows {
  if (operator === undefined) return rows
  const inventory = onlyCellsOf(rows.inventory, plmnsOfOperator(registryAt(nowMs()), operator))
  const foreign = rows.inventory.count - inventory.count
  if (foreign === 0) return rows
  const reasons = { ...rows.reasons, plmns: (rows.reasons.plmns ?? 0) + foreign }
  return { ...rows, inventory, refused: rows.refused + foreign, reasons }
}

async function wholeOf(
  store: Store,
  fresh: Inventory,
  operator: string | undefined,
): Promise<Inventory> {
  const [newest] = await store.loadInventories()
  if (operator === undefined || newest === undefined) return fresh
  const before = decodeInventory(readInventoryFile(store.folder, newest.version))
  return replaceCells(before, fresh, plmnsOfOperator(registryAt(nowMs()), operator))
}

/**
 * An inventory without cells of a CBC would leave its subscribers out of every alert, unseen.
 *
 * @throws {Refusal} `INPUT_INVALID`
 */
function assertWhole(file: string, inventory: Inventory): void {
  const without = registryAt(nowMs()).cbcs.filter(({ plmns }) => {
    const width = inventory.regions.length
    return setsOf(inventory, plmns).every(
      (set) => inventory.starts[set * width] === inventory.starts[(set + 1) * width],
    )
  })
  if (without.length === 0) return
  const names = without.map(({ id, plmns }) => `${id} (${plmns.join(' ')})`).join(', ')
  const what = `no cell of ${names} would be left: import all operators at once first, then each by --operator`
  throw new Refusal('INPUT_INVALID', { path: file, what })
}

const FAULTS_SHOWN = 20

function sayFaults(io: Io, { faults }: Rows): void {
  for (const { line, fault } of faults.slice(0, FAULTS_SHOWN)) {
    io.note(`${WORDS[io.language].line} ${line}: ${fault}`)
  }
}

function parseOperator(text: string): string {
  const known = registryAt(nowMs()).operators.map(({ id }) => id)
  if (known.includes(text)) return text
  throw new InvalidArgumentError(`It must be one of ${known.join(', ')}.`)
}

const WORDS: Readonly<
  Record<Language, Readonly<Record<'imported' | 'refused' | 'inForce' | 'line', string>>>
> = {
  id: { imported: 'sel diimpor', refused: 'baris ditolak', inForce: 'berlaku:', line: 'baris' },
  en: { imported: 'cells imported', refused: 'rows refused', inForce: 'in force:', line: 'line' },
}
