/** What a CBSP message says, in words: a line an element, a line a cell of a list. */
import { causeOf } from '../cb/cbsp/causes.ts'
import type { CellId, CellList } from '../cb/cbsp/cells.ts'
import { ELEMENTS, type ElementName } from '../cb/cbsp/elements.ts'
import type { CompletedList, FailedCell, LoadList } from '../cb/cbsp/lists.ts'
import { slotsOf, type CbspMessage } from '../cb/cbsp/messages.ts'
import { fillRow, type WordRow } from './row.ts'
import type { Language } from './words.ts'

/** The elements have their English names where their octets are. */
const LABELS = {
  messageIdentifier: 'pengenal pesan',
  newSerial: 'nomor seri baru',
  oldSerial: 'nomor seri lama',
  cells: 'daftar sel',
  category: 'kategori',
  repetitionUnits: 'periode pengulangan',
  broadcasts: 'jumlah siaran yang diminta',
  completed: 'daftar selesai',
  failures: 'daftar gagal',
  loads: 'daftar beban radio',
  cause: 'sebab',
  dcs: 'skema pengodean data',
  recovery: 'tanda pemulihan',
  emergency: 'tanda darurat',
  warningType: 'jenis peringatan',
  security: 'keterangan keamanan peringatan',
  channel: 'tanda kanal',
  pageCount: 'jumlah halaman',
  pages: 'halaman',
  schedulePeriod: 'periode jadwal',
  reservedSlots: 'jumlah slot tersisih',
  broadcastType: 'jenis pesan siaran',
  warningPeriod: 'periode peringatan',
  keepAlivePeriod: 'periode tanda hidup',
} as const satisfies Readonly<Record<ElementName, string>>

export const CBSP_ROWS = {
  cell: { id: 'sel {cell}', en: 'cell {cell}' },
  wholeBss: { id: 'seluruh BSS', en: 'whole BSS' },
  completed: {
    id: 'selesai {cell}: {broadcasts} siaran',
    en: 'completed {cell}: {broadcasts} broadcasts',
  },
  doubtful: {
    id: 'selesai {cell}: {broadcasts} siaran, jumlah meragukan: {information}',
    en: 'completed {cell}: {broadcasts} broadcasts, count in doubt: {information}',
  },
  load: { id: 'beban {cell}: {load1} %, {load2} %', en: 'load {cell}: {load1} %, {load2} %' },
  failed: { id: 'gagal {cell}: {cause}', en: 'failed {cell}: {cause}' },
  reserved: { id: 'tidak dikenal', en: 'reserved' },
} as const satisfies Readonly<Record<string, WordRow>>

type Describe<T> = (value: T, language: Language) => string | readonly string[]

/** Elements that are more than a number or a name; null: not said. */
const DESCRIBED: { readonly [N in ElementName]?: Describe<never> | null } = {
  newSerial: hexOf,
  oldSerial: hexOf,
  dcs: hexOf,
  warningType: hexOf,
  cause: describeCause,
  cells: describeCells,
  completed: describeCompleted,
  loads: describeLoads,
  failures: describeFailures,
  security: null,
  pages: null,
}

/** All elements in their order, but for pages and security information. */
export function describeCbsp(message: CbspMessage, language: Language): string[] {
  const fields: Partial<Readonly<Record<string, unknown>>> = message
  return slotsOf(message.kind).flatMap(({ element }) => {
    const value = fields[element]
    const describe = DESCRIBED[element]
    if (value === undefined || describe === null) return []
    const said =
      describe === undefined ? (value as number | string) : describe(value as never, language)
    if (typeof said === 'object') return said
    const label = language === 'id' ? LABELS[element] : ELEMENTS[element].label
    return [`${label} ${said}`]
  })
}

function hexOf(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`
}

function describeCells({ cells }: CellList, language: Language): string[] {
  if (cells.length === 0) return [CBSP_ROWS.wholeBss[language]]
  return cells.map((cell) =>
    fillRow(CBSP_ROWS.cell, language, { cell: describeCell(cell, language) }),
  )
}

function describeCompleted({ cells }: CompletedList, language: Language): string[] {
  return cells.map(({ cell, broadcasts, information }) => {
    const row = information === 0 ? CBSP_ROWS.completed : CBSP_ROWS.doubtful
    return fillRow(row, language, { cell: describeCell(cell, language), broadcasts, information })
  })
}

function describeLoads({ cells }: LoadList, language: Language): string[] {
  return cells.map(({ cell, load1, load2 }) =>
    fillRow(CBSP_ROWS.load, language, { cell: describeCell(cell, language), load1, load2 }),
  )
}

function describeFailures(failures: readonly FailedCell[], language: Language): string[] {
  return failures.map(({ cell, cause }) =>
    fillRow(CBSP_ROWS.failed, language, {
      cell: describeCell(cell, language),
      cause: describeCause(cause, language),
    }),
  )
}

function describeCell(cell: CellId, language: Language): string {
  const parts = Object.entries(cell).filter(([name]) => name !== 'by')
  if (parts.length === 0) return CBSP_ROWS.wholeBss[language]
  return parts.map((each) => each.join(' ')).join(' ')
}

function describeCause(cause: number, language: Language): string {
  return `${cause} ${causeOf(cause) ?? CBSP_ROWS.reserved[language]}`
}
