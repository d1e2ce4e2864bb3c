/**
 * A model of one Android phone: which broadcasts it shows, once or again, and which it drops. It
 * follows Android's own source (CellBroadcastService and CellBroadcastReceiver) in its order: what
 * the modem listens to, pages, duplicates, the record, the warning area, the rest. Hence a trap:
 * what was recorded and not shown (outside the area, in another language, empty) stays unseen for
 * 24 hours, wherever the phone goes. What modems drop by themselves is not known, and not here.
 */
import type { LatLon } from '../area/geometry.ts'
import { PRIMARY_WORDS, WARNING_TYPES, type Titles, type Toggle } from './android-titles.ts'
import {
  ANDROID_DEFAULT,
  duplicateOf,
  type DuplicateRule,
  type Place,
  type Received,
} from './duplicate-rule.ts'
import { isEtwsPrimary } from './etws.ts'
import { GSM_PAGE_OCTETS } from './gsm-page.ts'
import { channelOf } from './handset.ts'
import { decodeMessage, type DecodedMessage } from './message.ts'
import { readUint16 } from './octets.ts'
import { createPageAssembly, type PageAssembly } from './page-assembly.ts'
import { isInsideWac, type Wac } from './wac.ts'

export interface Sim {
  /** Network that the SIM is registered at, `MCC-MNC`, such as `510-10`. */
  readonly plmn: string
  /** A visitor's home that shows a second language only in the phone's own (handset.ts). */
  readonly filtersSecondLanguage?: boolean
}

/** Where one SIM camps. */
export type Camp = Place

/** One message that a cell puts on air, with its text as the pages give it. */
export interface Broadcast extends Place {
  readonly messageIdentifier: number
  readonly serial: number
  readonly text: string
  readonly atMs: number
  /** Of the pages; null, as by default, when they name none. */
  readonly language?: string | null
  readonly isPrimary?: boolean
  readonly wac?: Wac | null
}

export type DropReason =
  /** No SIM of the phone is registered at that PLMN. */
  | 'other-network'
  /** The SIM camps on another cell, or has no coverage. */
  | 'out-of-range'
  /** Switched off, or in airplane mode. */
  | 'off'
  /** The phone does not listen to the identifier, or a switch for it is off. */
  | 'not-listened-to'
  /** Pages are missing yet. */
  | 'incomplete'
  | 'unreadable'
  /** Recorded before: same identifier, serial and place within 24 hours. */
  | 'repeat'
  /** The other SIM has had the same text within 24 hours. */
  | 'other-sim'
  /** The phone stands outside the warning area. */
  | 'outside-area'
  | 'empty'
  /** The settings of the SIM's home show that language only on a phone set to it. */
  | 'language'

export type Reception =
  | { readonly shown: true }
  | { readonly shown: false; readonly reason: DropReason }

export interface PhoneOptions {
  /** In the order of the slots; two for a dual-SIM phone. */
  readonly sims: readonly Sim[]
  /** What the phone is set to. Default `id`. */
  readonly language?: keyof Titles
  /** True when the user has turned test alerts on. Default false, as phones are sold. */
  readonly testAlerts?: boolean
  /** What carrier or maker have set otherwise than Android's default. */
  readonly rule?: Partial<DuplicateRule>
}

/** `airplane` keeps what is in memory, `off` does not. */
export type Power = 'on' | 'airplane' | 'off'

/** All calls come in order of time. */
export interface Phone {
  /** What the phone has shown, oldest first. */
  readonly shown: readonly Received[]
  /** Puts one SIM on a cell, of another network too (roaming); null is no coverage. */
  camp(slot: number, camp: Camp | null): void
  /** Puts every SIM that is registered at the cell's PLMN on that cell. */
  moveTo(camp: Camp): void
  /** Where it finds itself when it looks; null, as at first, when it cannot tell. */
  locate(point: LatLon | null): void
  power(state: Power): void
  /** A switch in the settings. */
  toggle(toggle: Toggle, isOn: boolean): void
  /**
   * A PDU from the cell that the SIM camps on, as its modem hands it up: a GSM page, a whole
   * UMTS/LTE/NR message, or an ETWS primary notification. Whatever the octets, it never throws.
   */
  hear(slot: number, pdu: Uint8Array, atMs: number): Reception
  /**
   * A whole message from a cell, to every SIM that can hear it; a SIM that was never put on a cell
   * hears all cells of its network. Shown when any SIM has it shown.
   */
  receive(broadcast: Broadcast): Reception
}

export function createPhone(options: PhoneOptions): Phone {
  return new AndroidPhone(options)
}

/** A message with everything that the steps after decoding look at. */
interface Heard extends Received {
  readonly language: string | null
  readonly wac: Wac | null
}

interface Slot {
  readonly sim: Sim
  /** Where it is registered now. */
  plmn: string
  /** Undefined until it was first put on a cell. */
  camp: Camp | null | undefined
}

const SHOWN: Reception = { shown: true }
const drop = (reason: DropReason): Reception => ({ shown: false, reason })

class AndroidPhone implements Phone {
  readonly shown: Received[] = []
  readonly #slots: readonly Slot[]
  readonly #language: keyof Titles
  readonly #rule: DuplicateRule
  readonly #off = new Set<Toggle>()
  readonly #assembly: PageAssembly = createPageAssembly()
  #records: Received[] = []
  #power: Power = 'on'
  #point: LatLon | null = null

  constructor({ sims, language = 'id', testAlerts = false, rule }: PhoneOptions) {
    this.#slots = sims.map((sim) => ({ sim, plmn: sim.plmn, camp: undefined }))
    this.#language = language
    this.#rule = { ...ANDROID_DEFAULT, ...rule }
    this.toggle('test', testAlerts)
  }

  camp(slot: number, camp: Camp | null): void {
    const found = this.#slotAt(slot)
    found.camp = camp
    if (camp !== null) found.plmn = camp.plmn
  }

  moveTo(camp: Camp): void {
    for (const slot of this.#slots) if (slot.plmn === camp.plmn) slot.camp = camp
  }

  locate(point: LatLon | null): void {
    this.#point = point
  }

  power(state: Power): void {
    // Records live in a database and outlast a restart; half a message lives in memory.
    if (state === 'off') this.#assembly.clear()
    if (state !== 'on' && this.#rule.resetOnPowerCycle) this.#records = []
    this.#power = state
  }

  toggle(toggle: Toggle, isOn: boolean): void {
    if (isOn) this.#off.delete(toggle)
    else this.#off.add(toggle)
  }

  hear(slot: number, pdu: Uint8Array, atMs: number): Reception {
    const { camp } = this.#slotAt(slot)
    if (this.#power !== 'on') return drop('off')
    if (camp === null || camp === undefined) return drop('out-of-range')
    const isShort = pdu.length <= GSM_PAGE_OCTETS
    if (!this.#listensTo(readUint16(pdu, isShort ? 2 : 1))) return drop('not-listened-to')
    const isPage = isShort && !isEtwsPrimary(pdu)
    const pdus = isPage ? this.#assembly.add(pdu, camp) : [pdu]
    if (pdus === null) return drop('incomplete')
    const message = decodeMessage(pdus)
    if ('error' in message || message.kind === 'trigger') return drop('unreadable')
    const { messageIdentifier, serial } = message
    const { plmn, areaCode, cell } = camp
    const place = { slot, plmn, areaCode, cell }
    return this.#take({ ...place, messageIdentifier, serial, atMs, ...this.#read(message) })
  }

  receive(broadcast: Broadcast): Reception {
    if (this.#power !== 'on') return drop('off')
    const { plmn, areaCode, cell, messageIdentifier, serial, text, atMs } = broadcast
    const slots = [...this.#slots.entries()].filter(([, each]) => each.plmn === plmn)
    if (slots.length === 0) return drop('other-network')
    const near = slots.filter(([, { camp }]) => camp === undefined || camp?.cell === cell)
    const { language = null, isPrimary = false, wac = null } = broadcast
    const message = { messageIdentifier, serial, text, atMs, language, isPrimary, wac }
    const all = near.map(([slot]) =>
      this.#listensTo(messageIdentifier)
        ? this.#take({ slot, plmn, areaCode, cell, ...message })
        : drop('not-listened-to'),
    )
    return all.find(({ shown }) => shown) ?? all[0] ?? drop('out-of-range')
  }

  #slotAt(slot: number): Slot {
    const found = this.#slots[slot]
    if (found !== undefined) return found
    throw new RangeError(`Cannot use slot as the phone has ${this.#slots.length}: it is ${slot}`)
  }

  /** The modem is told the identifiers whose switches are on; others never reach Android. */
  #listensTo(messageIdentifier: number): boolean {
    const channel = channelOf(messageIdentifier)
    return channel !== null && !channel.toggles.some((each) => this.#off.has(each))
  }

  #read(
    message: Exclude<DecodedMessage, { readonly kind: 'trigger' }>,
  ): Pick<Heard, 'text' | 'isPrimary' | 'language' | 'wac'> {
    if (message.kind === 'text') {
      return { text: message.text, isPrimary: false, language: message.language, wac: message.wac }
    }
    const type = WARNING_TYPES[message.etws.warningType]
    const text = type === undefined ? '' : PRIMARY_WORDS[type][this.#language]
    return { text, isPrimary: true, language: null, wac: null }
  }

  #take(heard: Heard): Reception {
    const duplicate = duplicateOf(heard, this.#records, this.#rule)
    if (duplicate !== null) return drop(duplicate)
    this.#records.push(heard)
    if (this.#isOutside(heard.wac)) return drop('outside-area')
    if (heard.text === '') return drop('empty')
    if (this.#isFiltered(heard)) return drop('language')
    this.shown.push(heard)
    return SHOWN
  }

  /** A phone that may not look, or cannot tell where it is, shows the message. */
  #isOutside(wac: Wac | null): boolean {
    if (wac === null || wac.geo.length === 0 || wac.maxWaitSec === 0) return false
    return this.#point !== null && !isInsideWac(this.#point, wac)
  }

  #isFiltered({ slot, messageIdentifier, language }: Heard): boolean {
    if (this.#slotAt(slot).sim.filtersSecondLanguage !== true || language === null) return false
    const isSecond = channelOf(messageIdentifier)?.isSecondLanguage ?? false
    return isSecond && language.toLowerCase() !== this.#language
  }
}
