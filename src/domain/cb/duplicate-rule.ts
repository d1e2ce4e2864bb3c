/**
 * When Android takes a message for one that it has had: the rule of CellBroadcastHandler
 * (`isDuplicate`, `isSameLocation`) in the Android Open Source Project, not the modulo arithmetic
 * of update numbers in 3GPP TS 23.041 §9.4.1.2.1.
 *
 * What counts is when a message was first recorded: a repeat is not recorded, so that it does not
 * prolong the time. A message is recorded before it is known whether it is shown.
 */
import { isEtwsIdentifier } from './etws.ts'
import { decodeSerialNumber } from './serial-number.ts'

/** A cell as a phone knows it. */
export interface Place {
  /** `MCC-MNC` of the network that the SIM is registered at, such as `510-10`. */
  readonly plmn: string
  /** LAC or TAC. */
  readonly areaCode: number
  /** Cell id, unique within its PLMN. */
  readonly cell: string | number
}

/** A message as one SIM got it. */
export interface Received extends Place {
  readonly slot: number
  readonly messageIdentifier: number
  readonly serial: number
  /** An ETWS primary notification. */
  readonly isPrimary: boolean
  readonly text: string
  readonly atMs: number
}

/** What carriers and makers can set. */
export interface DuplicateRule {
  /** How long a message is remembered. 3GPP TS 23.041 §8.2 asks for 24 h outside Japan. */
  readonly windowMs: number
  /** Between two SIMs the text alone is compared. One maker is known to have turned it off. */
  readonly crossSim: boolean
  /** With the same serial number the text must be the same too. */
  readonly compareBody: boolean
  /** Airplane mode or a restart make the phone forget. */
  readonly resetOnPowerCycle: boolean
}

/** As in countries without settings of their own, Indonesia among them. */
export const ANDROID_DEFAULT: DuplicateRule = {
  windowMs: 24 * 60 * 60 * 1000,
  crossSim: true,
  compareBody: false,
  resetOnPowerCycle: false,
}

/**
 * Why a message is a duplicate of one in the records; null when it is new. Records may be older
 * than the window.
 */
export function duplicateOf(
  message: Received,
  records: readonly Received[],
  rule: DuplicateRule,
): 'repeat' | 'other-sim' | null {
  const recent = records.filter(({ atMs }) => atMs > message.atMs - rule.windowMs)
  const [others, own] = [
    recent.filter(({ slot }) => rule.crossSim && slot !== message.slot),
    recent.filter(({ slot }) => !rule.crossSim || slot === message.slot),
  ]
  if (own.some((each) => isRepeat(each, message, rule))) return 'repeat'
  return others.some(({ text }) => text === message.text) ? 'other-sim' : null
}

function isRepeat(before: Received, now: Received, { compareBody }: DuplicateRule): boolean {
  if (before.serial !== now.serial) return false
  if (before.messageIdentifier !== now.messageIdentifier) return false
  const isEtws = isEtwsIdentifier(now.messageIdentifier)
  if (isEtws && before.isPrimary !== now.isPrimary) return false
  return isSamePlace(before, now) && (!compareBody || before.text === now.text)
}

/** By the scope of the serial number; both have the same. */
function isSamePlace(before: Received, now: Received): boolean {
  if (before.plmn !== now.plmn) return false
  const { scope } = decodeSerialNumber(now.serial)
  if (scope === 'plmn') return true
  if (before.areaCode !== now.areaCode) return false
  return scope === 'tracking-area' || before.cell === now.cell
}
