import { nearestOf } from '../../domain/cap/nearest.ts'
import type { XmlElement } from '../xml/node.ts'
import { addDeparture, addFault, isFull, shorten, type Reading } from './faults.ts'
import { ALERT, type Group } from './schema.ts'

interface Around {
  readonly parent: XmlElement
  readonly group: Group
  /** How many of each slot were read so far. */
  readonly counts: readonly (number | undefined)[]
}

/**
 * Says what is wrong with an element that has no slot as it stands, and gives the slot it was most
 * likely meant for: what it holds is then read as such, and not reported missing as well.
 */
export function explainUnknown(
  child: XmlElement,
  { parent, group, counts }: Around,
  reading: Reading,
): number | undefined {
  if (isFull(reading)) return undefined
  const { local, namespace } = child
  const sameName = group.index.get(local)
  if (namespace !== reading.namespace) {
    explainNamespace(child, sameName !== undefined, reading)
    return sameName
  }
  if (local === 'password') {
    const params = { found: '"password"' }
    addFault(reading, { rule: 'A21-old-version', element: child, params, level: 'warning' })
    if (!reading.strict) return undefined
  }
  const home = HOMES.get(local)
  if (home !== undefined) {
    const params = { parent: parent.local, element: local, home }
    addDeparture(reading, { rule: 'X05-elsewhere', element: child, params })
    return undefined
  }
  const open = group.slots.filter((slot, index) => slot.many || counts[index] === undefined)
  const names = open.map((slot) => slot.name)
  const meant = nearestOf(local, names)
  if (meant !== null) {
    const params = { element: shorten(local), meant }
    addDeparture(reading, { rule: 'X05-misspelt', element: child, params })
    return group.index.get(meant)
  }
  const expected = group.slots.map((slot) => slot.name).join(', ')
  const params = { parent: parent.local, element: shorten(local), expected }
  addDeparture(reading, { rule: 'X05-unexpected', element: child, params })
  return undefined
}

function explainNamespace(child: XmlElement, isCap: boolean, reading: Reading): void {
  const params = { element: shorten(child.local), namespace: shorten(child.namespace) }
  if (!isCap) addDeparture(reading, { rule: 'X07-element', element: child, params })
  else if (isToldOfBrother(child, reading)) return
  else if (child.namespace !== '') {
    addDeparture(reading, { rule: 'X07-namespace', element: child, params })
  } else addDeparture(reading, { rule: 'X07-no-namespace', element: child, params })
}

/** A prefix that the root alone carries is one mistake, not one of each of its children. */
function isToldOfBrother({ path, namespace }: XmlElement, { findings }: Reading): boolean {
  const parent = path.slice(0, path.lastIndexOf('/'))
  return findings.some(
    (each) =>
      each.rule.endsWith('-namespace') &&
      each.params['namespace'] === shorten(namespace) &&
      each.path.slice(0, each.path.lastIndexOf('/')) === parent,
  )
}

/** Where each element of CAP belongs, by its name: no name has two homes but those of a value. */
const HOMES = homesOf('alert', ALERT, new Map())

function homesOf(name: string, group: Group, homes: Map<string, string>): Map<string, string> {
  for (const slot of group.slots) {
    const { content } = slot
    homes.set(slot.name, name)
    if (typeof content === 'object' && 'slots' in content) homesOf(slot.name, content, homes)
  }
  return homes
}
