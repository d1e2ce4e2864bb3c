import { expect, test } from 'vitest'
import { byGravity, fieldOf, findingsOf, isClear } from '../../../src/console/editor/field.ts'
import type { FindingJson } from '../../../src/formats/json/views.ts'

const finding = (level: FindingJson['level'], path: string): FindingJson => ({
  level,
  path,
  rule: 'text-empty',
  message: { id: 'Isi teks', en: 'Write the text' },
})

test.for([
  ['/texts/0/body', 'field-texts-0-body'],
  ['/content/texts/1/headline', 'field-texts-1-headline'],
  ['#/texts/1', 'field-texts-1-body'],
  ['/texts', 'field-texts-0-body'],
  ['/area', 'field-regions'],
  ['/area/regions/3', 'field-regions'],
  ['/area/circles/0/radiusKm', 'field-circle'],
  ['/area/polygons/2', 'field-polygon'],
  ['/areaName', 'field-areaName'],
  ['/raised/to', 'field-raised'],
  ['/smsWindow/from', 'field-smsWindow'],
  ['/legalBasis', 'field-legalBasis'],
  ['/minutes', 'field-minutes'],
  // A refusal names the body of the request too.
  ['body/content/repetitionSeconds', 'field-repetitionSeconds'],
  ['body/version', null],
  ['/alert[1]/info[1]', null],
  ['', null],
] as const)('fieldOf() leads from %s to %s', ([path, id]) => {
  expect(fieldOf(path)).toBe(id)
})

test('findingsOf() gives the findings of one field alone, without advice', () => {
  const own = finding('error', '/texts/0/body')
  const others = [finding('error', '/minutes'), finding('info', '/texts/0/body')]
  expect(findingsOf([own, ...others], 'field-texts-0-body')).toEqual([own])
})

test('byGravity() puts first what stops the alert', () => {
  const levels = (['info', 'warning', 'policy', 'error'] as const).map((each) => finding(each, ''))
  expect(byGravity(levels).map(({ level }) => level)).toEqual([
    'error',
    'policy',
    'warning',
    'info',
  ])
})

test('isClear() lets doubts through and nothing worse', () => {
  expect(isClear([finding('warning', ''), finding('info', '')])).toBe(true)
  expect(isClear([finding('policy', '')])).toBe(false)
  expect(isClear([finding('error', '')])).toBe(false)
})
