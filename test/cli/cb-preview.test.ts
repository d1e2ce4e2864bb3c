import { expect, test } from 'vitest'
import { kentongan, kentonganProcess, lineOf } from './kentongan.ts'

const TEXT = 'Gempa. Naik ke bukit'

test('cb preview --json has the shape of the interface', async () => {
  const ran = await kentongan(['cb', 'preview', TEXT, '--id', '4370', '--json', '--lang', 'en'])
  expect(ran.code).toBe(0)
  expect(lineOf(ran)).toEqual({
    phone: 'id',
    alarms: [
      {
        from: 'copy',
        messageId: 4370,
        class: 'presidential',
        title: 'Peringatan kepresidenan',
        body: TEXT,
        shown: true,
        notShown: null,
        switchOff: 'never',
        toggles: [],
        carriage: {
          dcs: 15,
          alphabet: 'gsm7',
          language: null,
          pages: 1,
          gsm: { octets: 88, seconds: 1.9 },
          umts: { octets: 90 },
        },
        notes: expect.arrayContaining(['Owners of phones cannot switch it off.']),
      },
    ],
    sounds: 1,
    ringer: {
      normal: 'sounds',
      vibrate: 'vibrates',
      silent: 'screen-only',
      doNotDisturb: 'screen-only',
    },
    dualSim: { sameText: 1, otherText: 2 },
    visitors: { filtering: [], deaf: [] },
    iphone: 'unknown',
    simplePhone: 'unknown',
    notes: expect.arrayContaining([expect.stringContaining('Sounds once')]),
  })
})

test('cb preview of two languages beside ETWS shows three alarms, as the phone calls them', async () => {
  const args = ['cb', 'preview', TEXT, '--id', '4370', '--second', 'Go up', '--etws', 'tsunami']
  const ran = await kentongan([...args, '--phone', 'en', '--json'])
  expect(lineOf(ran)).toMatchObject({
    phone: 'en',
    sounds: 3,
    alarms: [
      { from: 'etws-primary', messageId: 4353, title: 'Tsunami warning', carriage: null },
      { messageId: 4370, title: 'Presidential alert', carriage: { dcs: 0x0f } },
      { messageId: 4383, title: 'Presidential alert', body: 'Go up', carriage: { dcs: 0x01 } },
    ],
  })
})

test('cb preview draws a screen and speaks the language asked for', async () => {
  const id = await kentongan(['cb', 'preview', TEXT, '--id', '4371'])
  expect(id.out).toContain('│ Peringatan darurat: Ekstrem\n│\n│ Gempa. Naik ke bukit\n')
  expect(id.out).toContain('“Ancaman ekstrem”')
  expect(id.out).toContain('iPhone: tidak diketahui')
  const en = await kentongan(['cb', 'preview', TEXT, '--id', '4371', '--lang', 'en'])
  expect(en.out).toContain('“Extreme threats”')
  expect(en.out).toContain('iPhone: unknown')
})

test('cb preview breaks a long text into lines of the screen and loses no word', async () => {
  const text = `${'jauhi pantai '.repeat(20)}${'x'.repeat(60)}\n\nBMKG`
  const { out } = await kentongan(['cb', 'preview', text, '--id', '4370'])
  const lines = out.split('\n').filter((line) => line.startsWith('│ '))
  expect(
    lines
      .slice(1)
      .map((line) => line.slice(2))
      .join(' ')
      .replace(/\s+/g, ' '),
  ).toBe(text.replace(/\s+/g, ' '))
  expect(Math.max(...lines.map((line) => line.length))).toBe(62)
})

test.for([
  ['50', 'NOBODY SEES IT'],
  ['4396', 'NOBODY SEES IT'],
  ['4400', 'NOBODY SEES IT'],
  ['6400', 'NOBODY SEES IT'],
  ['0xA000', 'NOBODY SEES IT'],
  ['4381', 'HARDLY ANYBODY SEES IT'],
] as const)('cb preview of %s says no, loudly', async ([identifier, loud]) => {
  const { code, out } = await kentongan(['cb', 'preview', 'x', '--id', identifier, '--lang', 'en'])
  expect(code).toBe(1)
  expect(out.startsWith(loud)).toBe(true)
  expect(out).toContain('NO PHONE SOUNDS')
})

test('cb preview says no to a text of 16 pages, and to a second language that is not there', async () => {
  const long = await kentongan(['cb', 'preview', 'x'.repeat(1396), '--id', '4370', '--json'])
  expect(long.code).toBe(1)
  expect(lineOf(long)).toMatchObject({ sounds: 0, alarms: [{ notShown: 'too-long' }] })
  const second = await kentongan(['cb', 'preview', 'x', '--id', '4352', '--second', 'y'])
  expect([second.code, second.out]).toEqual([1, ''])
  expect(second.err).toContain('4352 tidak punya bahasa kedua')
})

test('cb preview --prefix names the language on every page, and reads standard input', async () => {
  const args = ['cb', 'preview', '-', '--id', '4370', '--prefix', '--json']
  const ran = await kentonganProcess(args, 'Naik → bukit\n')
  expect(lineOf(ran)).toMatchObject({
    alarms: [{ body: 'Naik → bukit', carriage: { dcs: 0x11, language: 'id', alphabet: 'ucs2' } }],
  })
})

test('cb preview lets no text steer the terminal', async () => {
  const { out, err } = await kentongan(['cb', 'preview', 'a\u001b[2Jb', '--id', '4370'])
  expect(out + err).not.toContain('\u001b')
  expect(out).toContain('\\u001b')
})

test.for([
  ['cb', 'preview', 'x'],
  ['cb', 'preview', '--id', '4370'],
  ['cb', 'preview', 'x', '--id', '70000'],
  ['cb', 'preview', 'x', '--id', '4370', '--phone', 'fr'],
  ['cb', 'preview', 'x', '--id', '4370', '--etws', 'flood'],
])('%j is wrong use', async (args) => {
  const { code, out } = await kentongan(args)
  expect([code, out]).toEqual([2, ''])
})
