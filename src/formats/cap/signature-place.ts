import { childElements, type XmlElement } from '../xml/node.ts'
import { addDeparture, addFault, type Reading } from './faults.ts'

export const XML_DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/** A `ds:Signature` is the last child of the root; no other element of its namespace stands there. */
export function checkSignatures(element: XmlElement, reading: Reading): void {
  const elements = childElements(element)
  let found = 0
  for (const [index, child] of elements.entries()) {
    if (child.namespace !== XML_DSIG) continue
    if (element !== reading.root) {
      const params = { element: element.local }
      addDeparture(reading, { rule: 'X06-nested', element: child, params })
      continue
    }
    if (child.local !== 'Signature') {
      addDeparture(reading, { rule: 'X06-part', element: child, params: { element: child.local } })
      continue
    }
    found += 1
    const next = elements.slice(index + 1).find((each) => each.namespace !== XML_DSIG)
    if (next !== undefined) {
      const params = { element: next.local }
      addDeparture(reading, { rule: 'X06-misplaced', element: child, params })
    }
    // The schema of the standard takes any number, and Canada sends two: nobody can tell which of
    // them vouches, so it is said, and the verifier refuses it.
    if (found > 1) {
      addFault(reading, {
        rule: 'X06-several',
        element: child,
        params: { found },
        level: 'warning',
      })
    }
  }
}
