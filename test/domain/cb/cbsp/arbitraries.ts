import * as fc from 'fast-check'
import type { CellId, CellKind, CellList } from '../../../../src/domain/cb/cbsp/cells.ts'
import type { CbspMessage, MessageKind } from '../../../../src/domain/cb/cbsp/messages.ts'
import { decodePeriod, type Period } from '../../../../src/domain/cb/cbsp/period.ts'

// Every message that `encodeCbsp()` takes, kind by kind, each field over its whole range.

const uint8 = fc.integer({ min: 0, max: 0xff })
const uint16 = fc.integer({ min: 0, max: 0xffff })
export const anyPlmn = fc
  .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }), fc.boolean())
  .map(([mcc, mnc, isLong]) => {
    const network = isLong ? String(mnc).padStart(3, '0') : String(mnc % 100).padStart(2, '0')
    return `${String(mcc).padStart(3, '0')}-${network}`
  })

const CELLS = {
  cgi: fc.record({ by: fc.constant('cgi'), plmn: anyPlmn, lac: uint16, ci: uint16 }),
  'lac-ci': fc.record({ by: fc.constant('lac-ci'), lac: uint16, ci: uint16 }),
  ci: fc.record({ by: fc.constant('ci'), ci: uint16 }),
  lai: fc.record({ by: fc.constant('lai'), plmn: anyPlmn, lac: uint16 }),
  lac: fc.record({ by: fc.constant('lac'), lac: uint16 }),
  bss: fc.record({ by: fc.constant('bss') }),
} as { readonly [K in CellKind]: fc.Arbitrary<CellId> }

export const CELL_KINDS = Object.keys(CELLS) as readonly CellKind[]
export const anyCell = fc.oneof(...Object.values(CELLS))
const anyKind = fc.constantFrom(...CELL_KINDS)

export const anyCells: fc.Arbitrary<CellList> = anyKind.chain((by) =>
  fc.record({
    by: fc.constant(by),
    cells: by === 'bss' ? fc.constant([]) : fc.array(CELLS[by], { minLength: 1, maxLength: 12 }),
  }),
)
const anyCompleted = anyKind.chain((by) =>
  fc.record({
    by: fc.constant(by),
    cells: fc.array(fc.record({ cell: CELLS[by], broadcasts: uint16, information: uint8 })),
  }),
)
const anyLoads = anyKind.chain((by) =>
  fc.record({
    by: fc.constant(by),
    cells: fc.array(fc.record({ cell: CELLS[by], load1: uint8, load2: uint8 })),
  }),
)
const anyFailures = fc.array(fc.record({ cell: anyCell, cause: uint8 }), { maxLength: 12 })

const PERIODS = Array.from({ length: 187 }, (_, code) => decodePeriod(code)!)
const anyPeriod: fc.Arbitrary<Period> = fc.constantFrom(...PERIODS)
const anyKeepAlive = fc.constantFrom(...PERIODS.filter((each) => Number(each) <= 120))

const octetsOf = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })
const anyPages = fc.array(
  fc.record({ octets: octetsOf(82), useful: fc.integer({ min: 0, max: 82 }) }),
  { minLength: 1, maxLength: 15 },
)

const FIELDS = {
  messageIdentifier: uint16,
  newSerial: uint16,
  oldSerial: uint16,
  cells: anyCells,
  category: fc.constantFrom('high', 'background', 'normal'),
  repetitionUnits: fc.integer({ min: 1, max: 4095 }),
  broadcasts: fc.oneof(fc.constant('unlimited'), fc.integer({ min: 1, max: 0xffff })),
  completed: anyCompleted,
  failures: anyFailures,
  loads: anyLoads,
  cause: uint8,
  dcs: uint8,
  recovery: fc.constantFrom('kept', 'lost'),
  emergency: fc.constant('etws'),
  warningType: uint16,
  security: octetsOf(50),
  channel: fc.constantFrom('basic', 'extended'),
  pages: anyPages,
  schedulePeriod: uint8,
  reservedSlots: uint8,
  broadcastType: fc.constantFrom('cbs', 'emergency'),
  warningPeriod: anyPeriod,
  keepAlivePeriod: anyKeepAlive,
}

/** The fields of each kind of message, and which may be absent: written down apart from the code. */
const ID = ['messageIdentifier'] as const
const WRITE = [...ID, 'newSerial', 'oldSerial?', 'cells'] as const
const REPLACED = [...ID, 'newSerial', 'oldSerial?'] as const
const STOPPED = [...ID, 'oldSerial'] as const
const TEXT = ['channel', 'category', 'repetitionUnits', 'broadcasts', 'dcs', 'pages'] as const
const ETWS = ['emergency', 'warningType', 'security', 'warningPeriod'] as const
const REPORT = ['completed?', 'cells?', 'channel?'] as const

export const KINDS: Readonly<Record<MessageKind, readonly string[]>> = {
  'write-replace': [...WRITE, ...TEXT],
  'write-replace-emergency': [...WRITE, ...ETWS],
  'write-replace-complete': [...REPLACED, ...REPORT],
  'write-replace-failure': [...REPLACED, 'failures', ...REPORT],
  kill: [...STOPPED, 'cells', 'channel?'],
  'kill-complete': [...STOPPED, ...REPORT],
  'kill-failure': [...STOPPED, 'failures', ...REPORT],
  'load-query': ['cells', 'channel'],
  'load-query-complete': ['loads', 'channel'],
  'load-query-failure': ['failures', 'channel', 'loads?'],
  'status-query': [...STOPPED, 'cells', 'channel'],
  'status-query-complete': [...STOPPED, 'completed', 'channel'],
  'status-query-failure': [...STOPPED, 'failures', 'channel', 'completed?'],
  'set-drx': ['cells', 'channel', 'schedulePeriod?', 'reservedSlots?'],
  'set-drx-complete': ['cells?', 'channel?'],
  'set-drx-failure': ['failures', 'cells?', 'channel?'],
  reset: ['cells'],
  'reset-complete': ['cells'],
  'reset-failure': ['failures', 'cells?'],
  restart: ['cells', 'broadcastType?', 'recovery'],
  failure: ['failures', 'broadcastType?'],
  'error-indication': ['cause', 'messageIdentifier?', 'newSerial?', 'oldSerial?', 'channel?'],
  'keep-alive': ['keepAlivePeriod'],
  'keep-alive-complete': [],
}

/** Any message of one kind. */
export function anyMessageOf(kind: MessageKind): fc.Arbitrary<CbspMessage> {
  const entries = KINDS[kind].map((entry) => entry.replace('?', '') as keyof typeof FIELDS)
  const required = KINDS[kind].filter((entry) => !entry.endsWith('?'))
  const model: Record<string, fc.Arbitrary<unknown>> = { kind: fc.constant(kind) }
  for (const entry of entries) model[entry] = FIELDS[entry]
  const any = fc.record(model, { requiredKeys: ['kind', ...required] })
  return any as unknown as fc.Arbitrary<CbspMessage>
}

export const anyMessage: fc.Arbitrary<CbspMessage> = fc
  .constantFrom(...(Object.keys(KINDS) as MessageKind[]))
  .chain(anyMessageOf)
