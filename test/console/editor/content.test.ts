import { expect, test } from 'vitest'
import {
  differingFields,
  emptyContent,
  isChannelOpen,
  unfilledNumbers,
  withCategory,
  withChannel,
  withEnglish,
  withKind,
  withText,
} from '../../../src/console/editor/content.ts'

test('emptyContent() begins with one Indonesian text and no area', () => {
  const content = emptyContent()
  expect(content.texts.map(({ language }) => language)).toEqual(['id-ID'])
  expect(content.area).toEqual({ regions: [], polygons: [], circles: [] })
})

test('withKind() takes cell broadcast and a raise away from a civic message', () => {
  const raised = { ...emptyContent(), raised: { to: 4370, reason: 'tanggul jebol' } }
  const civic = withKind(raised, 'civic')
  expect(civic).toMatchObject({ kind: 'civic', channel: 'sms', raised: null })
  expect(isChannelOpen('civic', 'cell-broadcast')).toBe(false)
  expect(isChannelOpen('warning', 'cell-broadcast')).toBe(true)
})

test('withKind() keeps the raise of a warning', () => {
  const raised = { to: 4370, reason: 'tanggul jebol' }
  expect(withKind({ ...emptyContent(), raised }, 'warning').raised).toEqual(raised)
})

test('withChannel() drops the SMS window that another channel cannot have', () => {
  const smsWindow = { from: '2026-11-25T08:00:00+07:00', until: '2026-11-25T20:00:00+07:00' }
  const sms = { ...emptyContent(), channel: 'sms' as const, smsWindow }
  expect(withChannel(sms, 'sms').smsWindow).toEqual(smsWindow)
  expect(withChannel(sms, 'network-name').smsWindow).toBe(null)
})

test('withEnglish() adds one empty copy, keeps a written one, and takes it off', () => {
  const added = withEnglish(emptyContent(), true)
  expect(added.texts.map(({ language }) => language)).toEqual(['id-ID', 'en-US'])
  const written = withText(added, 1, { body: 'Stay at home' })
  expect(withEnglish(written, true)).toBe(written)
  expect(withEnglish(written, false).texts).toHaveLength(1)
})

test('withCategory() never leaves a content without a category', () => {
  const content = emptyContent()
  expect(withCategory(content, 'Safety', false)).toBe(content)
  const both = withCategory(content, 'Health', true)
  expect(both.category).toEqual(['Safety', 'Health'])
  expect(withCategory(both, 'Safety', false).category).toEqual(['Health'])
})

test('differingFields() compares instants and not the zone they are told in', () => {
  const a = { ...emptyContent(), start: '2026-11-27T08:30:00+09:00' }
  expect(differingFields(a, { ...a, start: '2026-11-27T06:30:00+07:00' })).toEqual([])
  expect(differingFields(a, { ...a, start: '2026-11-27T08:30:00+07:00' })).toEqual(['start'])
})

test('differingFields() compares values and not the order of their members', () => {
  const a = emptyContent()
  const texts = a.texts.map(({ body, ...rest }) => ({ body, ...rest }))
  const b = { ...a, texts, minutes: 90 }
  expect(differingFields(a, b)).toEqual(['minutes'])
})

test('unfilledNumbers() names inputs that hold no whole number', () => {
  expect(unfilledNumbers(emptyContent())).toEqual([])
  expect(unfilledNumbers({ ...emptyContent(), minutes: Number.NaN })).toEqual(['minutes'])
})
