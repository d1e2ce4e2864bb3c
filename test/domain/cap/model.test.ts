import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  CAP_1_2,
  MSG_TYPES,
  RESPONSE_TYPES,
  SCOPES,
  STATUSES,
} from '../../../src/domain/cap/model.ts'
import { CATEGORIES, CERTAINTIES, SEVERITIES, URGENCIES } from '../../../src/domain/message.ts'

const XSD = readFileSync('schemas/cap-1.2.xsd', 'utf8')

// The values of CAP 1.2 §3.2 in its order, written out once more in the schema.
test.for([
  ['status', STATUSES],
  ['msgType', MSG_TYPES],
  ['scope', SCOPES],
  ['category', CATEGORIES],
  ['responseType', RESPONSE_TYPES],
  ['urgency', URGENCIES],
  ['severity', SEVERITIES],
  ['certainty', CERTAINTIES],
] as const)('the values of %s are those of the schema', ([name, values]) => {
  const type = new RegExp(`<xs:element name="${name}"[^>]*>(.*?)</xs:simpleType>`, 's').exec(XSD)
  const written = [...type![1]!.matchAll(/enumeration value="(\w+)"/g)].map((match) => match[1])
  expect(written).toEqual(values)
})

test('the namespace is that of the schema', () => {
  expect(XSD).toContain(`targetNamespace="${CAP_1_2}"`)
})
