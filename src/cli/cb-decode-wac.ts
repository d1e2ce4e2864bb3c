import { decodeError } from '../domain/cb/decode-error.ts'
import { decodeWac, type Wac } from '../domain/cb/wac.ts'
import { failDecode } from './cb-decode-error.ts'
import type { ExitCode, Io } from './io.ts'

/** Warning area coordinates by themselves, as networks carry them: without a length before them. */
export function decodeWarningArea(io: Io, pdus: readonly Uint8Array[]): ExitCode {
  const [octets] = pdus
  if (octets === undefined || pdus.length > 1) {
    const message = `A warning area is one row of octets: found ${pdus.length}`
    return failDecode(io, decodeError('form', 0, message).error)
  }
  const wac = decodeWac(octets)
  if ('error' in wac) return failDecode(io, wac.error)
  io.emit(wac)
  sayWac(io, wac)
  return 0
}

/** A line for each shape, and one for the time to wait. */
export function sayWac(io: Io, { maxWaitSec, geo }: Wac): void {
  for (const shape of geo) {
    if ('circle' in shape) {
      const [lat, lon, metres] = shape.circle
      io.say(`circle ${formatDegrees(lat)},${formatDegrees(lon)}, radius ${metres.toFixed(0)} m`)
    } else {
      const points = shape.polygon.map((point) => point.map(formatDegrees).join(','))
      io.say(`polygon ${points.join(' ')}`)
    }
  }
  const isOwn = maxWaitSec === null || maxWaitSec === 255
  io.say(`phones look for their place ${isOwn ? 'as long as they like' : `for ${maxWaitSec} s`}`)
}

/** To a step of the coding: five digits are a metre. */
function formatDegrees(degrees: number): string {
  return degrees.toFixed(5)
}
