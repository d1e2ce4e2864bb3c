import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

function kentongan(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['src/main.ts', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
    child.stdin?.end(input)
  })
}

test('cb encode --json prints the shape of the interface, and cb decode reads it back', async () => {
  const text = 'Gempa M 7,2. Jauhi pantai → naik ke bukit'
  const args = ['--id', '4370', '--serial', '0x4011', '--json']
  const { code, out } = await kentongan(['cb', 'encode', text, ...args])
  expect(code).toBe(0)
  const shape = JSON.parse(out)
  expect(Object.keys(shape)).toEqual([
    'messageId',
    'serial',
    'dcs',
    'alphabet',
    'language',
    'characters',
    'pages',
    'octets',
    'gsm',
    'umts',
    'reason',
  ])
  expect(shape).toMatchObject({
    messageId: 4370,
    serial: 0x4011,
    dcs: 0x48,
    alphabet: 'ucs2',
    language: null,
    characters: text.length,
    octets: [82],
    reason: {
      outside: [{ character: '→', name: '→', position: 27, times: 1, substitute: '->' }],
      inGsm7: { characters: 42, pages: 1 },
    },
  })
  expect(shape.pages[0].length).toBe(164)
  const wanted = {
    messageId: 4370,
    serial: 0x4011,
    scope: 'plmn',
    code: 1,
    update: 1,
    dcs: 0x48,
    alphabet: 'ucs2',
    language: null,
    text,
    pages: 1,
    cmas: { class: 0, severity: -1, urgency: -1, certainty: -1 },
  }
  for (const pdus of [shape.gsm, [shape.umts]]) {
    const decoded = await kentongan(['cb', 'decode', ...pdus, '--json'])
    expect(decoded.code).toBe(0)
    expect(JSON.parse(decoded.out)).toEqual(wanted)
  }
})

test('cb encode takes language, alphabet and prefix, and reads standard input', async () => {
  const args = ['cb', 'encode', '-', '--language', 'id', '--alphabet', 'ucs2', '--prefix', '--json']
  const { out } = await kentongan(args, 'Naik\n')
  expect(JSON.parse(out)).toMatchObject({ dcs: 0x11, language: 'id', characters: 4, octets: [10] })
  const english = await kentongan(['cb', 'encode', 'Go up', '--language', 'en', '--json'])
  expect(JSON.parse(english.out)).toMatchObject({ dcs: 1, language: 'en' })
})

test('cb encode says no to a text of 16 pages, and what GSM-7 lacks', async () => {
  const long = await kentongan(['cb', 'encode', 'x'.repeat(1396), '--json'])
  expect(long.code).toBe(1)
  expect(JSON.parse(long.out)).toMatchObject({ error: { rule: 'page-count' } })
  // As long as it is with what was asked for: 15 pages are 1395 septets, or 1350 behind a prefix.
  const tagged = ['--prefix', '--language', 'id']
  const ran = await kentongan(['cb', 'encode', 'x'.repeat(1351), ...tagged])
  expect([ran.code, ran.out]).toEqual([1, ''])
  expect(ran.err).toBe(
    'salah text-too-long /text: Persingkat teks menjadi 15 halaman (1350 karakter): ' +
      'sekarang perlu 16 halaman dengan 1351 karakter\n',
  )
  const fits = await kentongan(['cb', 'encode', 'x'.repeat(1350), ...tagged])
  expect([fits.code, fits.err]).toEqual([0, ''])
  const lacking = await kentongan(['cb', 'encode', '→', '--alphabet', 'gsm7'])
  expect(lacking.code).toBe(1)
  expect(lacking.err).toContain('→')
})

test('cb decode says no to what cannot be read, with rule and offset', async () => {
  for (const [hex, rule, offset] of [
    ['40', 'length', 1],
    ['4zz0', 'hex', 0],
    [`63${'00'.repeat(89)}`, 'form', 0],
  ] as const) {
    const { code, out } = await kentongan(['cb', 'decode', hex, '--json'])
    expect(code).toBe(1)
    const { error } = JSON.parse(out)
    expect(error).toMatchObject({ rule, offset })
    expect(Object.keys(error)).toEqual(['rule', 'offset', 'message'])
  }
})

test('cb speaks to people without --json, and tells of missing pages', async () => {
  const encoded = await kentongan(['cb', 'encode', 'x'.repeat(94), '--lang', 'en'])
  expect(encoded.out).toContain('gsm7, DCS 0x0f, 94 characters, 2 pages')
  const [, page = ''] = /gsm 1 +([0-9a-f]+)/.exec(encoded.out) ?? []
  const decoded = await kentongan(['cb', 'decode', page])
  expect(decoded.out).toContain('x'.repeat(93))
  expect(decoded.err).toBe('Tanpa halaman 2 dari 2\n')
  const named = ['id', 'en'].map((lang) => kentongan(['cb', 'decode', page, '--lang', lang]))
  const [id, en] = await Promise.all(named)
  expect(id!.out).toContain('pengenal 4380, nomor seri 0x4000\nUji bulanan wajib\n')
  expect(en!.out).toContain('identifier 4380, serial 0x4000\nRequired monthly test\n')
})

test.for([
  ['cb', 'encode'],
  ['cb', 'decode'],
  ['cb', 'encode', 'x', '--id', '65536'],
  ['cb', 'encode', 'x', '--serial', 'abc'],
  ['cb', 'encode', 'x', '--alphabet', 'utf8'],
  ['cb', 'decode', '00', '--form', 'pigeon'],
  ['cb', 'paint'],
])('%j is wrong use', async (args) => {
  const { code, out } = await kentongan(args)
  expect(code).toBe(2)
  expect(out).toBe('')
})
