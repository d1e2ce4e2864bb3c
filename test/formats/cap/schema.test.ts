import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ALERT, type Group } from '../../../src/formats/cap/schema.ts'
import { childElements, type XmlElement } from '../../../src/formats/xml/node.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'

const { document } = scanXml(readFileSync('schemas/cap-1.2.xsd'))

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name)?.value
}

/** The first element of that name going down by first children. */
function inside(element: XmlElement, local: string): XmlElement | undefined {
  if (element.local === local) return element
  const [first] = childElements(element)
  return first === undefined ? undefined : inside(first, local)
}

function valuesOf(restriction: XmlElement): string[] {
  const facets = childElements(restriction).filter((each) => each.local === 'enumeration')
  return facets.map((each) => attribute(each, 'value')!)
}

/** Our table and the schema, side by side: name, required, repeated, type. */
function compare(group: Group, sequence: XmlElement): void {
  const elements = childElements(sequence).filter((each) => each.local === 'element')
  const theirs = elements.map((each) => ({
    name: attribute(each, 'name'),
    required: attribute(each, 'minOccurs') !== '0',
    many: attribute(each, 'maxOccurs') === 'unbounded',
  }))
  expect(group.slots.map(({ name, required, many }) => ({ name, required, many }))).toEqual(theirs)
  for (const [index, { content }] of group.slots.entries()) {
    const element = elements[index]!
    if (content === 'dateTime') {
      expect(attribute(inside(element, 'restriction')!, 'base')).toBe('xs:dateTime')
    } else if (typeof content === 'string') {
      expect(attribute(element, 'type')).toBe(`xs:${content}`)
    } else if ('slots' in content) {
      compare(content, inside(element, 'sequence')!)
    } else {
      expect(valuesOf(inside(element, 'restriction')!)).toEqual(content)
    }
  }
}

test('the table of the reader and the schema say the same', () => {
  const [alert] = childElements(document!.root)
  compare(ALERT, inside(alert!, 'sequence')!)
})
