import { expect, test } from 'vitest'
import { channelOf, DEAF_TO_SECOND, FILTERING_HOMES } from '../../../src/domain/cb/handset.ts'

test.for([
  [4352, 'etws-earthquake', 'master', ['master']],
  [4353, 'etws-tsunami', 'master', ['master']],
  [4354, 'etws-earthquake-and-tsunami', 'master', ['master']],
  [4355, 'etws-test', 'opt-in', ['master', 'test']],
  [4356, 'etws-other', 'master', ['master']],
  [4370, 'presidential', 'never', []],
  [4371, 'extreme', 'class', ['master', 'extreme']],
  [4372, 'extreme', 'class', ['master', 'extreme']],
  [4373, 'severe', 'class', ['master', 'extreme', 'severe']],
  [4378, 'severe', 'class', ['master', 'extreme', 'severe']],
  [4379, 'amber', 'class', ['master', 'amber']],
  [4380, 'monthly-test', 'opt-in', ['master', 'test']],
  [4381, 'exercise', 'opt-in', ['master', 'test']],
  [4382, 'operator-defined', 'opt-in', ['master', 'test']],
] as const)('channelOf() of %i, and of its second language', ([identifier, of, ...rest]) => {
  const [switchOff, toggles] = rest
  const wanted = { class: of, switchOff, toggles }
  expect(channelOf(identifier)).toMatchObject({ ...wanted, isSecondLanguage: false })
  if (identifier < 4370) return
  expect(channelOf(identifier + 13)).toMatchObject({ ...wanted, isSecondLanguage: true })
})

test('channelOf() knows 5 identifiers of ETWS and 26 of 4370..4395, and no other', () => {
  const known = Array.from({ length: 0x10000 }, (_, id) => id).filter(
    (id) => channelOf(id) !== null,
  )
  expect(known).toEqual([
    ...Array.from({ length: 5 }, (_, index) => 4352 + index),
    ...Array.from({ length: 26 }, (_, index) => 4370 + index),
  ])
})

test('homes of visitors are mobile country codes, each in one list at most', () => {
  const all = [...FILTERING_HOMES, ...DEAF_TO_SECOND]
  expect(all.every((mcc) => mcc >= 200 && mcc <= 799)).toBe(true)
  expect(new Set(all).size).toBe(all.length)
  expect(all).not.toContain(510)
})
