/**
 * The messages of CBSP: a type, three octets of length, elements. 3GPP TS 48.049 §8.1.3, §8.2.2.
 * There are 23 types, 0x01..0x17.
 *
 * Which elements a message may leave out is read off libosmocore, osmo-bsc and Osmocom's TTCN-3
 * tests; those three do not have SET-DRX. The tables of the clause were not at hand.
 */
import type { Page } from '../pages.ts'
import type { Elements, ElementName } from './elements.ts'

interface Layout {
  readonly code: number
  readonly name: string
  /** In the order in which they are sent; "?" marks what may be absent. */
  readonly elements: readonly (ElementName | `${ElementName}?`)[]
}

/**
 * By our kind of message. WRITE-REPLACE is two kinds: text has a channel, ETWS has an emergency
 * indicator instead. In KILL and in the answers an absent channel says that it is about ETWS.
 */
export const MESSAGES = {
  'write-replace': {
    code: 0x01,
    name: 'WRITE-REPLACE',
    elements: [
      'messageIdentifier',
      'newSerial',
      'oldSerial?',
      'cells',
      'channel',
      'category',
      'repetitionUnits',
      'broadcasts',
      'pageCount',
      'dcs',
      'pages',
    ],
  },
  'write-replace-emergency': {
    code: 0x01,
    name: 'WRITE-REPLACE',
    elements: [
      'messageIdentifier',
      'newSerial',
      'oldSerial?',
      'cells',
      'emergency',
      'warningType',
      'security',
      'warningPeriod',
    ],
  },
  'write-replace-complete': {
    code: 0x02,
    name: 'WRITE-REPLACE COMPLETE',
    elements: ['messageIdentifier', 'newSerial', 'oldSerial?', 'completed?', 'cells?', 'channel?'],
  },
  // Not all-or-nothing: `failures` are the cells where it did not work, `cells` where it did.
  'write-replace-failure': {
    code: 0x03,
    name: 'WRITE-REPLACE FAILURE',
    elements: [
      'messageIdentifier',
      'newSerial',
      'oldSerial?',
      'failures',
      'completed?',
      'cells?',
      'channel?',
    ],
  },
  kill: {
    code: 0x04,
    name: 'KILL',
    elements: ['messageIdentifier', 'oldSerial', 'cells', 'channel?'],
  },
  // For text a BSC counts broadcasts (`completed`), for ETWS it lists cells.
  'kill-complete': {
    code: 0x05,
    name: 'KILL COMPLETE',
    elements: ['messageIdentifier', 'oldSerial', 'completed?', 'cells?', 'channel?'],
  },
  'kill-failure': {
    code: 0x06,
    name: 'KILL FAILURE',
    elements: ['messageIdentifier', 'oldSerial', 'failures', 'completed?', 'cells?', 'channel?'],
  },
  'load-query': { code: 0x07, name: 'LOAD QUERY', elements: ['cells', 'channel'] },
  'load-query-complete': {
    code: 0x08,
    name: 'LOAD QUERY COMPLETE',
    elements: ['loads', 'channel'],
  },
  'load-query-failure': {
    code: 0x09,
    name: 'LOAD QUERY FAILURE',
    elements: ['failures', 'channel', 'loads?'],
  },
  'status-query': {
    code: 0x0a,
    name: 'MESSAGE STATUS QUERY',
    elements: ['messageIdentifier', 'oldSerial', 'cells', 'channel'],
  },
  'status-query-complete': {
    code: 0x0b,
    name: 'MESSAGE STATUS QUERY COMPLETE',
    elements: ['messageIdentifier', 'oldSerial', 'completed', 'channel'],
  },
  'status-query-failure': {
    code: 0x0c,
    name: 'MESSAGE STATUS QUERY FAILURE',
    elements: ['messageIdentifier', 'oldSerial', 'failures', 'channel', 'completed?'],
  },
  'set-drx': {
    code: 0x0d,
    name: 'SET-DRX',
    elements: ['cells', 'channel', 'schedulePeriod?', 'reservedSlots?'],
  },
  'set-drx-complete': {
    code: 0x0e,
    name: 'SET-DRX COMPLETE',
    elements: ['cells?', 'channel?'],
  },
  'set-drx-failure': {
    code: 0x0f,
    name: 'SET-DRX FAILURE',
    elements: ['failures', 'cells?', 'channel?'],
  },
  reset: { code: 0x10, name: 'RESET', elements: ['cells'] },
  'reset-complete': { code: 0x11, name: 'RESET COMPLETE', elements: ['cells'] },
  'reset-failure': { code: 0x12, name: 'RESET FAILURE', elements: ['failures', 'cells?'] },
  // A BSC from before ETWS has no broadcast type; that it lost its messages must be heard anyhow.
  restart: { code: 0x13, name: 'RESTART', elements: ['cells', 'broadcastType?', 'recovery'] },
  failure: { code: 0x14, name: 'FAILURE', elements: ['failures', 'broadcastType?'] },
  'error-indication': {
    code: 0x15,
    name: 'ERROR INDICATION',
    elements: ['cause', 'messageIdentifier?', 'newSerial?', 'oldSerial?', 'channel?'],
  },
  'keep-alive': { code: 0x16, name: 'KEEP-ALIVE', elements: ['keepAlivePeriod'] },
  'keep-alive-complete': { code: 0x17, name: 'KEEP-ALIVE COMPLETE', elements: [] },
} as const satisfies Readonly<Record<string, Layout>>

export type MessageKind = keyof typeof MESSAGES
export const MESSAGE_KINDS = Object.keys(MESSAGES) as readonly MessageKind[]

type Entry<K extends MessageKind> = (typeof MESSAGES)[K]['elements'][number]
type Unmarked<E> = E extends `${infer N}?` ? N : never

/** A message has a list of pages; their number is counted, not said. */
type FieldOf<N> = N extends 'pages' ? readonly Page[] : N extends ElementName ? Elements[N] : never

/** One kind of message, as its row of {@link MESSAGES} says. */
export type MessageOf<K extends MessageKind> = { readonly kind: K } & {
  readonly [N in Exclude<Extract<Entry<K>, ElementName>, 'pageCount'>]: FieldOf<N>
} & { readonly [N in Unmarked<Entry<K>>]?: FieldOf<N> }

export type CbspMessage = { [K in MessageKind]: MessageOf<K> }[MessageKind]

/** An element of a message, and whether it has to be there. */
export interface Slot {
  readonly element: ElementName
  readonly isMandatory: boolean
}

const SLOTS: ReadonlyMap<string, readonly Slot[]> = new Map(
  Object.entries<Layout>(MESSAGES).map(([kind, { elements }]) => [kind, elements.map(toSlot)]),
)

/** The elements of a message, in the order in which they are sent. */
export function slotsOf(kind: MessageKind): readonly Slot[] {
  return SLOTS.get(kind)!
}

/** Kinds of one type, of which only WRITE-REPLACE has two; none for an unknown type. */
export function kindsOf(code: number): readonly MessageKind[] {
  return MESSAGE_KINDS.filter((kind) => MESSAGES[kind].code === code)
}

function toSlot(entry: Layout['elements'][number]): Slot {
  const element = entry.replace('?', '') as ElementName
  return { element, isMandatory: element === entry }
}
