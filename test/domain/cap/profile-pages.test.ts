import { expect, test } from 'vitest'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import {
  checkProfile,
  formatCopyParameters,
  PROFILE_CODE,
  type ProfileCopy,
} from '../../../src/domain/cap/profile.ts'
import { checkCopyPages } from '../../../src/domain/cap/profile-pages.ts'
import { rulesOf } from './cases.ts'
import { sampleAlert, sampleInfo, unchecked } from './sample.ts'

function copyOf(text: string, change: Partial<ProfileCopy> = {}): ProfileCopy {
  const { dcs, pages } = encodeText(text)
  const numbers = { messageIdentifier: 4371, serial: 0x4010, repetitionSeconds: 30, broadcasts: 9 }
  return { ...numbers, repetition: [], dcs, text, pages, ...change }
}
const findingsOf = (copy: ProfileCopy) => [
  ...checkCopyPages({ ...copy, pathOf: (name) => `/${name}` }),
]

test.for(['Awas {€}', 'a\r\nb', 'e\u0301', '水 naik 😀', 'Menjauh dari pantai. '.repeat(40)])(
  'checkCopyPages() finds nothing in the pages of %j',
  (text) => {
    expect(findingsOf(copyOf(text))).toEqual([])
  },
)

test('checkCopyPages() says from where on the pages say something else', () => {
  const copy = copyOf('Jauhi pantai', { pages: encodeText('Jauhi sungai').pages })
  expect(findingsOf(copy)).toMatchObject([
    {
      level: 'error',
      rule: 'P07-text-differs',
      path: '/Page',
      params: { at: 7, found: 'sungai', expected: 'pantai' },
    },
  ])
})

test('checkCopyPages() reads the pages as phones do: by their DCS and useful octets', () => {
  // GSM-7 octets under UCS-2, and a page that says it is shorter than it is.
  expect(findingsOf(copyOf('Awas', { dcs: 0x48 }))).toMatchObject([{ rule: 'P07-text-differs' }])
  const [page] = encodeText('Awas').pages
  const cut = copyOf('Awas', { pages: [{ octets: page!.octets, useful: 2 }] })
  expect(findingsOf(cut)).toMatchObject([{ rule: 'P07-text-differs', params: { at: 3 } }])
})

test.for([
  [0x0f, []],
  [0x01, []],
  [0x40, []],
  [0x44, ['P08-dcs']], // 8 bit
  [0xf4, ['P08-dcs']],
  [0x60, ['P08-dcs']], // compressed
  [0x90, ['P08-dcs']], // user data header
  [0xe0, ['P08-dcs']], // WAP
] as const)('checkCopyPages() finds for DCS %i %j', ([dcs, rules]) => {
  expect(findingsOf(copyOf('Awas', { dcs })).map(({ rule }) => rule)).toEqual(rules)
})

test('P07 stands in what checkCap() finds, of a document with the code alone', () => {
  const copy = copyOf('Jauhi pantai', { pages: encodeText('Jauhi sungai').pages })
  const channel = { valueName: 'layer:ID-CB:1.0:Channel', value: 'cell-broadcast' }
  const cbc = { valueName: 'layer:ID-CB:1.0:Cbc', value: 'TSEL' }
  const infos = [
    sampleInfo({ parameters: [channel, cbc, ...formatCopyParameters(unchecked(copy))] }),
  ]
  const [found] = checkProfile(sampleAlert({ codes: [PROFILE_CODE], infos }))
  expect(found?.rule).toBe('P07-text-differs')
  expect(found?.path).toBe('/alert[1]/info[1]/parameter[9]/value[1]')
  expect(rulesOf(sampleAlert({ codes: [PROFILE_CODE], infos }))).toContain('P07-text-differs')
  expect(rulesOf(sampleAlert({ infos }))).not.toContain('P07-text-differs')
})
