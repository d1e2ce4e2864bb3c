import { parseCapTime } from '../../domain/cap/date-time.ts'
import {
  formatCircle,
  formatDecimal,
  formatPolygon,
  formatReferences,
  parseReferences,
} from '../../domain/cap/lexical.ts'
import {
  CAP_1_2,
  type CapAlert,
  type CapArea,
  type CapInfo,
  type CapReference,
  type CapResource,
  type CapValue,
} from '../../domain/cap/model.ts'
import { shorten } from './faults.ts'

/**
 * Writes a CAP 1.2 document that is its own exclusive C14N form (RFC 3741 §3): no declaration, one
 * namespace on the root, no whitespace between elements, so that what is signed is what is served.
 * The same alert always gives the same octets, in the element order of CAP 1.2 §3.2.
 *
 * @throws {RangeError} for a character that XML 1.0 cannot carry, a number that is not finite, and
 * a time, a size or a reference that no reader would take.
 */
export function writeCap(alert: CapAlert): string {
  return element('alert', [
    text('identifier', alert.identifier),
    text('sender', alert.sender),
    time('sent', alert.sent),
    text('status', alert.status),
    text('msgType', alert.msgType),
    text('source', alert.source),
    text('scope', alert.scope),
    text('restriction', alert.restriction),
    text('addresses', alert.addresses),
    ...alert.codes.map((code) => text('code', code)),
    text('note', alert.note),
    writeReferences(alert.references),
    text('incidents', alert.incidents),
    ...alert.infos.map(writeInfo),
  ]).replace('<alert>', `<alert xmlns="${CAP_1_2}">`)
}

function writeReferences(references: readonly CapReference[]): string {
  if (references.length === 0) return ''
  const written = formatReferences(references)
  if (parseReferences(written).faults.length === 0) return text('references', written)
  throw new RangeError(`Cannot write references as they do not read back: ${shorten(written)}`)
}

function writeInfo(info: CapInfo): string {
  return element('info', [
    text('language', info.language),
    ...info.categories.map((category) => text('category', category)),
    text('event', info.event),
    ...info.responseTypes.map((type) => text('responseType', type)),
    text('urgency', info.urgency),
    text('severity', info.severity),
    text('certainty', info.certainty),
    text('audience', info.audience),
    ...info.eventCodes.map((value) => writeValue('eventCode', value)),
    time('effective', info.effective),
    time('onset', info.onset),
    time('expires', info.expires),
    text('senderName', info.senderName),
    text('headline', info.headline),
    text('description', info.description),
    text('instruction', info.instruction),
    text('web', info.web),
    text('contact', info.contact),
    ...info.parameters.map((value) => writeValue('parameter', value)),
    ...info.resources.map(writeResource),
    ...info.areas.map(writeArea),
  ])
}

function writeResource(resource: CapResource): string {
  return element('resource', [
    text('resourceDesc', resource.resourceDesc),
    text('mimeType', resource.mimeType),
    text('size', resource.size === null ? null : formatSize(resource.size)),
    text('uri', resource.uri),
    text('derefUri', resource.derefUri),
    text('digest', resource.digest),
  ])
}

function writeArea(area: CapArea): string {
  return element('area', [
    text('areaDesc', area.areaDesc),
    ...area.polygons.map((points) => text('polygon', formatPolygon(points))),
    ...area.circles.map((circle) => text('circle', formatCircle(circle))),
    ...area.geocodes.map((value) => writeValue('geocode', value)),
    text('altitude', area.altitude === null ? null : formatDecimal(area.altitude)),
    text('ceiling', area.ceiling === null ? null : formatDecimal(area.ceiling)),
  ])
}

function writeValue(name: string, value: CapValue): string {
  return element(name, [text('valueName', value.valueName), text('value', value.value)])
}

function element(name: string, children: readonly string[]): string {
  return `<${name}>${children.join('')}</${name}>`
}

function text(name: string, value: string | null): string {
  return value === null ? '' : `<${name}>${escapeXmlText(value)}</${name}>`
}

/** A time as CAP 1.2 §3.3.2 has it: what comes from CAP 1.0 or from elsewhere may be none. */
function time(name: string, value: string | null): string {
  if (value === null || parseCapTime(value) !== null) return text(name, value)
  throw new RangeError(`Cannot write "${name}" as it is no CAP time: "${shorten(value)}"`)
}

function formatSize(octets: number): string {
  if (Number.isInteger(octets)) return formatDecimal(octets)
  throw new RangeError(`Cannot write a size as it must be whole: current value is ${octets}`)
}

/** Character data as C14N 1.0 §2.3 writes a text node. */
export function escapeXmlText(value: string): string {
  const wrong = NOT_XML.exec(value)
  if (wrong !== null) {
    const code = wrong[0].codePointAt(0)?.toString(16).padStart(4, '0')
    throw new RangeError(`Cannot write character U+${code} as XML 1.0 has no such character`)
  }
  return value.replace(/[&<>\r]/g, (each) => ESCAPES.get(each) ?? each)
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#xD;'],
])

/** Everything outside production Char of XML 1.0 §2.2; with `u` a lone surrogate matches Cs. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u
