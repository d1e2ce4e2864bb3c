/**
 * A model of one Android phone: which broadcasts it shows and which it takes for repeats. It
 * follows Android's own rule, not 3GPP's modulo arithmetic: within 24 hours a message is a repeat
 * when identifier, serial number and place are those of one it has shown, where the place is the
 * PLMN, the area or the cell as the serial's scope says (3GPP TS 23.041 §9.4.1.2.1). What another
 * SIM shows already with the same text is dropped too.
 */
import { channelOf } from './handset.ts'
import { decodeSerialNumber } from './serial-number.ts'

const REPEAT_WINDOW_MS = 24 * 60 * 60 * 1000

export interface Sim {
  /** `MCC-MNC`, such as `510-10`. */
  readonly plmn: string
}

/** Where one SIM camps. */
export interface Camp {
  readonly plmn: string
  /** LAC or TAC. */
  readonly areaCode: number
  /** Cell id, unique within its PLMN. */
  readonly cell: string | number
}

/** One message that a cell puts on air. */
export interface Broadcast extends Camp {
  readonly messageIdentifier: number
  readonly serial: number
  /** What the phone reads from the pages. */
  readonly text: string
  readonly atMs: number
}

export type DropReason =
  /** No SIM of the phone camps on that PLMN. */
  | 'other-network'
  /** The SIM camps on another cell. */
  | 'out-of-range'
  /** The phone does not listen to the identifier, or test alerts are off. */
  | 'not-listened-to'
  | 'empty'
  /** Shown before: same identifier, serial and place within 24 hours. */
  | 'repeat'
  /** The other SIM has shown the same text within 24 hours. */
  | 'other-sim'

export type Reception =
  | { readonly shown: true }
  | { readonly shown: false; readonly reason: DropReason }

export interface PhoneOptions {
  /** In the order of the slots; two for a dual-SIM phone. */
  readonly sims: readonly Sim[]
  /** True when the user has turned test alerts on. Default false, as phones are sold. */
  readonly testAlerts?: boolean
}

export interface Phone {
  /** Camps the SIM of that PLMN on a cell. Before its first move a SIM hears every cell of its PLMN. */
  moveTo(camp: Camp): void
  /** Calls come in order of time. */
  receive(broadcast: Broadcast): Reception
  /** What the phone has shown, oldest first. */
  readonly shown: readonly Broadcast[]
}

export function createPhone({ sims, testAlerts = false }: PhoneOptions): Phone {
  const camps = new Map<string, Camp>()
  const shown: Broadcast[] = []
  const ours = new Set(sims.map((sim) => sim.plmn))

  function whyDropped(broadcast: Broadcast): DropReason | null {
    if (!ours.has(broadcast.plmn)) return 'other-network'
    const camp = camps.get(broadcast.plmn)
    if (camp !== undefined && camp.cell !== broadcast.cell) return 'out-of-range'
    const channel = channelOf(broadcast.messageIdentifier)
    if (channel === null || (channel.switchOff === 'opt-in' && !testAlerts)) {
      return 'not-listened-to'
    }
    if (broadcast.text === '') return 'empty'
    const recent = shown.filter((each) => broadcast.atMs - each.atMs < REPEAT_WINDOW_MS)
    if (recent.some((each) => isRepeat(each, broadcast))) return 'repeat'
    return recent.some((each) => isOtherSim(each, broadcast)) ? 'other-sim' : null
  }

  return {
    shown,
    moveTo(camp) {
      camps.set(camp.plmn, camp)
    },
    receive(broadcast) {
      const reason = whyDropped(broadcast)
      if (reason !== null) return { shown: false, reason }
      shown.push(broadcast)
      return { shown: true }
    },
  }
}

function isRepeat(before: Broadcast, now: Broadcast): boolean {
  return (
    before.messageIdentifier === now.messageIdentifier &&
    before.serial === now.serial &&
    isSamePlace(before, now)
  )
}

function isSamePlace(before: Broadcast, now: Broadcast): boolean {
  if (before.plmn !== now.plmn) return false
  const { scope } = decodeSerialNumber(now.serial)
  if (scope === 'plmn') return true
  if (before.areaCode !== now.areaCode) return false
  return scope === 'tracking-area' || before.cell === now.cell
}

// Between slots Android compares the text alone: identical text is what keeps two operators' copies
// of one alert from sounding twice.
function isOtherSim(before: Broadcast, now: Broadcast): boolean {
  return before.plmn !== now.plmn && before.text === now.text
}
