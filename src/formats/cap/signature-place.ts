import { childElements, type XmlElement } from '../xml/node.ts'
import { addDeparture, addFault, type Reading } from './faults.ts'

export const XML_DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/**
 * A `ds:Signature` is the last child of the root. The schema of the standard takes any elements of
 * its namespace there: beside one Signature they are of no use, which is said and not held against
 * the message.
 */
export function checkSignatures(element: XmlElement, reading: Reading): void {
  const elements = childElements(element)
  const lastIndex = elements.findLastIndex((each) => each.namespace !== XML_DSIG)
  let found = 0
  for (const [index, child] of elements.entries()) {
    if (child.namespace !== XML_DSIG) continue
    if (element !== reading.root) {
      const params = { element: element.local }
      addDeparture(reading, { rule: 'X06-nested', element: child, params })
      continue
    }
    const isSignature = child.local === 'Signature'
    if (isSignature) found += 1
    if (index < lastIndex) {
      const params = { element: elements[lastIndex]!.local }
      addDeparture(reading, { rule: 'X06-misplaced', element: child, params })
    } else if (!isSignature) {
      const params = { element: child.local }
      addFault(reading, { rule: 'X06-part', element: child, params, level: 'warning' })
    }
    // Canada sends two: nobody can tell which of them vouches, and the verifier refuses both.
    if (isSignature && found > 1) {
      const params = { found }
      addFault(reading, { rule: 'X06-several', element: child, params, level: 'warning' })
    }
  }
}
