import type { XmlElement } from '../xml/node.ts'
import { addFault, type Reading } from './faults.ts'
import { POINTS_MAX, POINTS_TOTAL_MAX, SHAPES_TOTAL_MAX } from './schema.ts'
import { groupsOf, leavesOf, type Fields } from './structure.ts'

/**
 * Counts the shapes and the points of all infos before any of them is worked out: what each info
 * may hold, a hundred of them may not. The shape that is one too many is pointed at.
 */
export function checkTotals(fields: Fields, reading: Reading): void {
  let [shapes, points] = [0, 0]
  // A point and the space behind it take two octets: a shorter document cannot hold too many.
  const mayBeTooMany = reading.octets === null || reading.octets.length > 2 * POINTS_MAX
  for (const area of groupsOf(fields, 'info').flatMap((info) => groupsOf(info, 'area'))) {
    const polygons = leavesOf(area, 'polygon')
    for (const { text, element } of polygons) {
      const found = mayBeTooMany ? countParts(text) : 0
      points += found
      shapes += 1
      if (found > POINTS_MAX)
        return refuse({ element, max: POINTS_MAX, of: 'point' }, found, reading)
      if (points > POINTS_TOTAL_MAX) {
        return refuse({ element, max: POINTS_TOTAL_MAX, of: 'point' }, points, reading)
      }
      if (shapes > SHAPES_TOTAL_MAX) return tooManyShapes(element, shapes, reading)
    }
    for (const { element } of leavesOf(area, 'circle')) {
      shapes += 1
      if (shapes > SHAPES_TOTAL_MAX) return tooManyShapes(element, shapes, reading)
    }
  }
}

interface Excess {
  readonly element: XmlElement
  readonly max: number
  readonly of: string
}

function tooManyShapes(element: XmlElement, found: number, reading: Reading): void {
  refuse({ element, max: SHAPES_TOTAL_MAX, of: 'polygon, circle' }, found, reading)
}

function refuse({ element, max, of }: Excess, found: number, reading: Reading): void {
  addFault(reading, { rule: 'X03-count', element, params: { max, element: of, found } })
}

/** How many parts stand between whitespace, whatever they are. */
function countParts(text: string): number {
  let [parts, isInside] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isSpace = code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d
    if (!isSpace && !isInside) parts += 1
    isInside = !isSpace
  }
  return parts
}
