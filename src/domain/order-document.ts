import { NOTHING_ON_AIR } from './cb/on-air.ts'
import { alertIdentifier } from './cb/choose-identifier.ts'
import { parseHex } from './cb/octets.ts'
import { type Rat, repetitionFor } from './cb/repetition.ts'
import { formatCapTime } from './cap/date-time.ts'
import type {
  CapAlert,
  CapArea,
  CapInfo,
  CapReference,
  CapResource,
  CapStatus,
  CapValue,
} from './cap/model.ts'
import {
  type CellList,
  EVENT_SCHEME,
  formatCellList,
  formatCopyParameters,
  formatDelivery,
  formatNetworkNameParameters,
  formatSmsParameters,
  PROFILE_CODE,
  type ProfileCopy,
  PROFILE_PREFIX,
  PROVINCE_SCHEME,
  REGION_SCHEME,
} from './cap/profile.ts'
import type { Content, Message } from './message.ts'
import type { Order, OrderCopy } from './order.ts'
import { codedAs, type Plan, type PlannedCopy, type PlannedOrder } from './plan.ts'

/** What every document of one message has in common. */
export interface Envelope {
  readonly message: Message
  readonly sender: string
  readonly senderName: string
  readonly sentMs: number
  readonly expiresMs: number
  /** ISO 3166-2 code of a province by Kemendagri code, or null for anything else. */
  readonly isoOf: (region: string) => string | null
}

/** CAP status by kind (design §6): a drill can never pass for the real thing. */
const STATUS: Readonly<Record<Content['kind'], CapStatus>> = {
  warning: 'Actual',
  civic: 'Actual',
  'public-test': 'Actual',
  exercise: 'Exercise',
  test: 'Test',
}

/**
 * The document of one order: what its CBC airs, where, and how it finds its cells (design §5).
 *
 * @throws {RangeError} when the plan has an identifier that the kind may not carry: whatever made
 *   it so, nothing is signed.
 */
export function orderDocument(
  envelope: Envelope,
  order: Omit<Order, 'version'>,
  of: { readonly references: readonly CapReference[]; readonly cells: CellList | null },
): CapAlert {
  const { message } = envelope
  const head = {
    ...documentHead(envelope, order.identifier, of.references),
    // An Update begins at a CBC that is new to it, and ends at one that has no cells left.
    msgType: order.msgType,
  }
  if (order.msgType === 'Cancel') return head
  const plan = planOf(message)
  const planned = plan.orders.find((each) => each.cbc === order.cbc)
  if (planned === undefined) throw new TypeError(`No plan for order ${order.id}`)
  const list = of.cells === null ? null : formatCellList(of.cells)
  return {
    ...head,
    infos: message.content.texts.map((text, index) => ({
      ...documentInfo(envelope, index),
      parameters: [
        ...formatDelivery({ channel: order.channel, cbc: order.cbc }),
        ...channelParameters(envelope, {
          planned,
          copy: plan.copies[index],
          orderCopy: order.copies.find((each) => each.language === text.language),
        }),
        ...(list === null ? [] : [list.parameter]),
      ],
      resources: list === null ? [] : [list.resource satisfies CapResource],
      areas: [withCells(documentArea(envelope), planned)],
    })),
  }
}

/** The document that everyone may read: texts, geometry and regions, and nobody's cells. */
export function publicDocument(
  envelope: Envelope,
  identifier: string,
  references: readonly CapReference[],
): CapAlert {
  const head = documentHead(envelope, identifier, references)
  if (envelope.message.msgType === 'Cancel') return head
  return {
    ...head,
    infos: envelope.message.content.texts.map((_, index) => documentInfo(envelope, index)),
  }
}

function documentHead(
  envelope: Envelope,
  identifier: string,
  references: readonly CapReference[],
): CapAlert {
  const { message } = envelope
  const status = STATUS[message.content.kind]
  return {
    identifier,
    sender: envelope.sender,
    sent: formatCapTime(envelope.sentMs),
    status,
    msgType: message.msgType,
    source: message.content.requestedBy,
    scope: 'Public',
    restriction: null,
    addresses: null,
    codes: [PROFILE_CODE],
    note: status === 'Actual' ? message.note : (message.note ?? 'LATIHAN / EXERCISE'),
    references,
    incidents: null,
    infos: [],
  }
}

function documentInfo(envelope: Envelope, index: number): CapInfo {
  const { content } = envelope.message
  const text = content.texts[index]
  if (text === undefined) throw new TypeError(`Message ${envelope.message.id} has no text ${index}`)
  return {
    language: text.language,
    categories: content.category,
    event: text.event,
    responseTypes: [],
    urgency: content.urgency,
    severity: content.severity,
    certainty: content.certainty,
    audience: null,
    eventCodes:
      content.eventCode === null ? [] : [{ valueName: EVENT_SCHEME, value: content.eventCode }],
    effective: formatCapTime(envelope.sentMs),
    onset: null,
    expires: formatCapTime(envelope.expiresMs),
    senderName: envelope.senderName,
    headline: text.headline,
    description: text.body,
    instruction: null,
    web: null,
    contact: null,
    parameters: [],
    resources: [],
    areas: [documentArea(envelope)],
  }
}

function documentArea(envelope: Envelope): CapArea {
  const { content } = envelope.message
  const { area } = content
  return {
    areaDesc: content.areaName,
    polygons: planOf(envelope.message).outline,
    circles: area.circles.map(({ lat, lon, radiusKm }) => ({ centre: [lat, lon], radiusKm })),
    geocodes: area.regions.flatMap((code): CapValue[] => {
      const iso = envelope.isoOf(code)
      const region = { valueName: REGION_SCHEME, value: code }
      return iso === null ? [region] : [region, { valueName: PROVINCE_SCHEME, value: iso }]
    }),
    altitude: null,
    ceiling: null,
  }
}

/** Few cells stand in the document itself; many are fetched. */
function withCells(area: CapArea, { geocodes }: PlannedOrder): CapArea {
  return { ...area, geocodes: [...area.geocodes, ...geocodes] }
}

function channelParameters(
  envelope: Envelope,
  of: {
    planned: PlannedOrder
    copy: PlannedCopy | undefined
    orderCopy: OrderCopy | undefined
  },
): CapValue[] {
  const { content } = envelope.message
  const body = content.texts[0]?.body ?? ''
  switch (content.channel) {
    case 'sms': {
      const window = content.smsWindow
      if (window === null) throw new TypeError('An SMS order has a window of sending')
      const from = formatCapTime(window.fromMs)
      const until = formatCapTime(window.untilMs)
      return formatSmsParameters({ text: body, from, until })
    }
    case 'network-name':
      return formatNetworkNameParameters(body)
    case 'cell-broadcast': {
      const { planned, copy, orderCopy } = of
      if (copy === undefined || orderCopy === undefined) throw new TypeError('A copy is missing')
      const messageIdentifier = alertIdentifier(content.kind, copy.messageIdentifier)
      if (orderCopy.messageIdentifier !== messageIdentifier) {
        throw new TypeError('The serial number of a copy was drawn for another identifier')
      }
      const form = planned.forms[0]?.kind ?? 'cell'
      const { dcs, pages } = codedAs(copy, planned.coding)
      return [
        ...formatCopyParameters({
          messageIdentifier,
          serial: orderCopy.serial,
          dcs,
          ...repetitionParameters(envelope, planned),
          text: copy.text,
          pages: pages.map(({ useful, hex }) => ({ useful, octets: octetsOf(hex) })),
        }),
        { valueName: `${PROFILE_PREFIX}AreaForm`, value: form },
      ]
    }
  }
}

/**
 * How often the approved periods fit into what is left at `sent`. The document is signed and never
 * changes: whoever airs or re-sends it later counts anew with `repetitionFor`, and `expires` ends
 * the broadcast whatever was counted here.
 */
function repetitionParameters(
  { sentMs, expiresMs }: Envelope,
  { cbc, repetition, repetitionSeconds }: PlannedOrder,
): Pick<ProfileCopy, 'repetitionSeconds' | 'broadcasts' | 'repetition'> {
  const count = (rat: Rat, wantedSeconds: number): number => {
    const alone = { nowMs: sentMs, expiresMs, wantedSeconds, cbc, pages: 1, onAir: NOTHING_ON_AIR }
    const found = repetitionFor(rat, alone)
    if (found === null) throw new TypeError(`Cannot send to ${cbc} what is over when it is sent`)
    return found.count
  }
  return {
    repetitionSeconds,
    broadcasts: count('NR', repetitionSeconds),
    repetition: repetition.map(({ rat, periodSeconds }) => ({
      rat,
      seconds: periodSeconds,
      broadcasts: count(rat, periodSeconds),
    })),
  }
}

function planOf(message: Message): Plan {
  if (message.plan === null) throw new TypeError(`Message ${message.id} has no plan`)
  return message.plan
}

function octetsOf(hex: string): Uint8Array {
  const octets = parseHex(hex)
  if (octets === null) throw new TypeError('A planned page is not hexadecimal')
  return octets
}
