import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ALERT, type Group } from '../../../src/formats/cap/schema.ts'
import { childElements, type XmlElement } from '../../../src/formats/xml/node.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'

const { document } = scanXml(readFileSync('schemas/cap-1.2.xsd'))

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name)?.value
}

function sequenceOf(element: XmlElement): XmlElement[] {
  if (element.local === 'sequence') return childElements(element)
  return sequenceOf(childElements(element)[0]!)
}

function typeNamed(name: string): XmlElement | undefined {
  return childElements(document!.root).find((each) => attribute(each, 'name') === name)
}

/** Our table and the schema, side by side: name, required, repeated. */
function compare(group: Group, sequence: readonly XmlElement[]): void {
  const elements = sequence.filter((each) => each.local === 'element')
  const theirs = elements.map((each) => ({
    name: attribute(each, 'name'),
    required: attribute(each, 'minOccurs') !== '0',
    many: attribute(each, 'maxOccurs') === 'unbounded',
  }))
  expect(group.slots.map(({ name, required, many }) => ({ name, required, many }))).toEqual(theirs)
  for (const [index, { content }] of group.slots.entries()) {
    const type = attribute(elements[index]!, 'type')!
    if (typeof content === 'string') {
      expect(type).toBe(content === 'dateTime' ? 'cap:time' : `xs:${content}`)
    } else if ('slots' in content) {
      compare(content, sequenceOf(typeNamed(type.replace('cap:', ''))!))
    }
  }
}

test('the table of the reader and the schema say the same', () => {
  compare(ALERT, sequenceOf(typeNamed('alert')!))
})
