import { expect, test } from 'vitest'
import { finding } from '../../../src/domain/finding.ts'
import { areasOf, infosOf, nameFew, ringsOf } from '../../../src/domain/cap/walk.ts'
import { withArea } from './cases.ts'
import { sampleArea } from './sample.ts'

test('rings are walked with their XPath; what is no ring keeps its number', () => {
  const { polygons } = sampleArea()
  const alert = withArea({
    polygons: [polygons[0]!.slice(1), polygons[0]!, polygons[0]!.slice(0, 3)],
  })
  const rings = infosOf(alert).flatMap(areasOf).flatMap(ringsOf)
  expect(rings.map((each) => each.path)).toEqual(['/alert[1]/info[1]/area[1]/polygon[2]'])
})

test('nameFew() lets ten of a slug through and counts the rest', () => {
  const many = Array.from({ length: 13 }, () => finding('error', 'G06-crossing', '/a'))
  const other = finding('warning', 'G08-touch', '/a')
  const named = [...nameFew('/info', [...many, other])]
  expect(named).toHaveLength(12)
  expect(named).toContain(other)
  expect(named.at(-1)).toEqual(
    finding('info', 'I16-more', '/info', { rule: 'G06-crossing', shown: 10, found: 13 }),
  )
  expect([...nameFew('/info', many.slice(3))]).toHaveLength(10)
})
