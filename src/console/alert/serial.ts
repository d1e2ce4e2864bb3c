import { decodeDcs } from '../../domain/cb/dcs.ts'
import { decodeSerialNumber } from '../../domain/cb/serial-number.ts'
import type { ConsoleWords } from '../words/id.ts'

/** The 16 bits as operators write them: `0x4330`. */
export function hexOfSerial(serial: number): string {
  return `0x${serial.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A serial number and its parts; the scope is told where it is not ours, that of a network. */
export function describeSerial(serial: number, { orders }: ConsoleWords): string {
  const { scope, messageCode, updateNumber } = decodeSerialNumber(serial)
  const parts = orders.serialText(hexOfSerial(serial), messageCode, updateNumber)
  return scope === 'plmn' ? parts : `${parts}; ${orders.otherScope}`
}

/** How a copy is coded on air at its CBC: the octet, its alphabet, and what it says of language. */
export function describeCoding(dcs: number, { orders }: ConsoleWords): string {
  const { alphabet, language, prefix } = decodeDcs(dcs)
  const tag = prefix ? orders.codedPrefix : orders.codedLanguage(language)
  const octet = `0x${dcs.toString(16).toUpperCase().padStart(2, '0')}`
  return `DCS ${octet} (${alphabet === 'ucs2' ? 'UCS-2' : 'GSM-7'}, ${tag})`
}

/** Alarms name pairs in decimal, `4370 19104`: the serial number is written as everywhere else. */
export function pairsInHex(detail: string): string {
  return detail.replace(/\b(\d{1,5}) (\d{1,5})\b/g, (whole, identifier: string, serial: string) => {
    const [a, b] = [Number(identifier), Number(serial)]
    return a > 0xffff || b > 0xffff ? whole : `${identifier} ${hexOfSerial(b)}`
  })
}
