import { createHash } from 'node:crypto'
import { formatCapTime } from '../../src/domain/cap/date-time.ts'
import type { CapAlert, CapInfo, CapReference } from '../../src/domain/cap/model.ts'
import {
  formatCellList,
  formatCopyParameters,
  formatDelivery,
  PROFILE_CODE,
  type ProfileCopy,
} from '../../src/domain/cap/profile.ts'
import { encodeText } from '../../src/domain/cb/pages.ts'
import { writeCap } from '../../src/formats/cap/write.ts'
import { generateKeyPems, loadSigningKey } from '../../src/formats/signature/keys.ts'
import { signCap } from '../../src/formats/signature/sign.ts'
import { signTrustList, type Purpose } from '../../src/formats/signature/trust-list.ts'
import { nowMs } from '../../src/clock.ts'
import { unchecked } from '../domain/cap/sample.ts'

const SENDER = 'demo@kentongan.invalid'
export const CBC = 'TSEL'
export const TEXT_ID = 'PERINGATAN TSUNAMI. Segera menjauh dari pantai.'
export const TEXT_EN = 'TSUNAMI WARNING. Move away from the coast now.'

/** Keys of one test: the offline root, the key of the service, and a stranger's. */
export interface TestKeys {
  readonly rootPem: string
  readonly sign: (alert: CapAlert) => string
  readonly signAsStranger: (alert: CapAlert) => string
  readonly trustList: (options?: TrustListOptions) => string
}

interface TrustListOptions {
  readonly issuedMs?: number
  readonly purpose?: Purpose
  readonly revoked?: boolean
  /** Makes a list that another root has signed. */
  readonly otherRoot?: boolean
  readonly withStranger?: boolean
}

export function makeKeys(): TestKeys {
  const root = generateKeyPems('ed25519')
  const otherRoot = generateKeyPems('ed25519')
  const cap = generateKeyPems('ecdsa-p256-sha256')
  const stranger = generateKeyPems('ecdsa-p256-sha256')
  const entry = (pems: typeof cap, purpose: Purpose, revoked: boolean) => ({
    keyId: pems.keyId,
    pem: pems.publicPem,
    from: '2020-01-01T00:00:00+07:00',
    to: '2099-01-01T00:00:00+07:00',
    purpose,
    revoked,
  })
  return {
    rootPem: root.publicPem,
    sign: (alert) => signCap(writeCap(alert), loadSigningKey(cap.privatePem)),
    signAsStranger: (alert) => signCap(writeCap(alert), loadSigningKey(stranger.privatePem)),
    trustList: (options = {}) => {
      const { purpose = 'live', revoked = false } = options
      const keys = [entry(cap, purpose, revoked)]
      if (options.withStranger === true) keys.push(entry(stranger, purpose, false))
      const issued = formatCapTime(options.issuedMs ?? nowMs() - 60_000)
      const signer = options.otherRoot === true ? otherRoot : root
      return signTrustList({ issued, keys }, signer.privatePem)
    },
  }
}

export interface AlertOptions {
  readonly identifier: string
  readonly cbc?: string
  readonly sentMs?: number
  readonly expiresMs?: number
  readonly cells?: readonly string[]
  /** A list behind a resource in place of the cells. */
  readonly list?: { readonly uri: string; readonly text: string }
  readonly references?: readonly CapReference[]
  readonly msgType?: CapAlert['msgType']
  readonly status?: CapAlert['status']
  readonly messageIdentifier?: number
  readonly serial?: number
  readonly channel?: 'cell-broadcast' | 'sms'
  readonly changeCopy?: (copy: ProfileCopy) => ProfileCopy
}

export function makeAlert(options: AlertOptions): CapAlert {
  const sentMs = options.sentMs ?? nowMs() - 1_000
  return {
    identifier: options.identifier,
    sender: SENDER,
    sent: formatCapTime(sentMs),
    status: options.status ?? 'Actual',
    msgType: options.msgType ?? 'Alert',
    source: null,
    scope: 'Public',
    restriction: null,
    addresses: null,
    codes: [PROFILE_CODE],
    note: null,
    references: options.references ?? [],
    incidents: null,
    infos: [
      makeInfo('id-ID', TEXT_ID, { ...options, sentMs }),
      makeInfo('en', TEXT_EN, { ...options, sentMs }),
    ],
  }
}

/** A Cancel has no info; its references say what stops. */
export function makeCancel(identifier: string, cancelled: readonly CapAlert[]): CapAlert {
  const base = makeAlert({ identifier, references: cancelled.map(referTo) })
  return { ...base, msgType: 'Cancel', infos: [] }
}

export function referTo(alert: CapAlert): CapReference {
  return { sender: alert.sender, identifier: alert.identifier, sent: alert.sent }
}

function makeInfo(
  language: string,
  text: string,
  options: AlertOptions & { readonly sentMs: number },
): CapInfo {
  const first = language === 'id-ID'
  const encoded = encodeText(text, { language })
  const messageIdentifier = options.messageIdentifier ?? 4370
  const copy: ProfileCopy = {
    messageIdentifier: first ? messageIdentifier : messageIdentifier + 13,
    serial: options.serial ?? 0x4010,
    dcs: encoded.dcs,
    repetitionSeconds: 30,
    broadcasts: 120,
    repetition: [],
    text,
    pages: encoded.pages,
  }
  const { cells = ['510-10-1001', '510-10-1002', '510-10-1003'], list } = options
  const pinned = list === undefined ? null : formatCellList(pin(list))
  const change = options.changeCopy ?? ((each: ProfileCopy) => each)
  return {
    language,
    categories: ['Geo'],
    event: 'Tsunami',
    responseTypes: [],
    urgency: 'Immediate',
    severity: 'Extreme',
    certainty: 'Observed',
    audience: null,
    eventCodes: [],
    effective: null,
    onset: null,
    expires: formatCapTime(options.expiresMs ?? nowMs() + 3_600_000),
    senderName: null,
    headline: text,
    description: text,
    instruction: null,
    web: null,
    contact: null,
    parameters: [
      ...formatDelivery({ channel: options.channel ?? 'cell-broadcast', cbc: options.cbc ?? CBC }),
      ...formatCopyParameters(unchecked(change(copy))),
      ...(pinned === null ? [] : [pinned.parameter]),
    ],
    resources: pinned === null ? [] : [pinned.resource],
    areas: [
      {
        areaDesc: 'Banten',
        polygons: [],
        circles: [{ centre: [-6.1, 106.1], radiusKm: 30 }],
        geocodes: pinned === null ? cells.map((value) => ({ valueName: 'ECGI', value })) : [],
        altitude: null,
        ceiling: null,
      },
    ],
  }
}

function pin(list: { readonly uri: string; readonly text: string }) {
  const hash = (name: string): string => createHash(name).update(list.text).digest('hex')
  const sizeOctets = Buffer.byteLength(list.text)
  return { uri: list.uri, sizeOctets, sha1: hash('sha1'), sha256: hash('sha256') }
}

export function cellNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `510-10-${100_000 + index}`)
}
