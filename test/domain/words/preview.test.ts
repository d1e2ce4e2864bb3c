import { expect, test } from 'vitest'
import { previewMessage, type PreviewInput } from '../../../src/domain/cb/preview.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import {
  describeAlarm,
  describeNotShown,
  describePreview,
  titleOf,
} from '../../../src/domain/words/preview.ts'
import { LANGUAGES, type Language } from '../../../src/domain/words/words.ts'

const INPUTS: readonly PreviewInput[] = [
  { copies: [{ messageIdentifier: 4370, text: 'Naik' }], primary: 'tsunami' },
  {
    copies: [
      { messageIdentifier: 4375, text: 'Naik → bukit' },
      { messageIdentifier: 4388, text: 'Go up', coded: encodeText('Go up', { language: 'en' }) },
    ],
  },
  ...[4352, 4371, 4379, 4380, 4400, 50].map((messageIdentifier) => ({
    copies: [{ messageIdentifier, text: 'Naik' }],
  })),
  { copies: [{ messageIdentifier: 4370, text: '' }] },
  { copies: [{ messageIdentifier: 4370, text: 'x'.repeat(1396) }] },
  {
    copies: [
      { messageIdentifier: 4370, text: 'x', coded: { pages: encodeText('x').pages, dcs: 0x60 } },
    ],
  },
]

function linesOf(input: PreviewInput, language: Language): string[] {
  const preview = previewMessage(input)
  return [
    ...describePreview(preview, language),
    ...preview.alarms.flatMap((alarm) => [
      ...describeAlarm(alarm, language),
      describeNotShown(alarm, language) ?? '',
    ]),
  ]
}

test('the preview says in both languages whatever it finds, no placeholder left', () => {
  const kinds = new Set<string>()
  for (const input of INPUTS) {
    const [id, en] = LANGUAGES.map((language) => linesOf(input, language))
    expect(id?.length).toBe(en?.length)
    for (const line of [...(id ?? []), ...(en ?? [])]) expect(line).not.toMatch(/[{}]|undefined/)
    id?.forEach((line, index) => {
      if (line !== '') expect(line).not.toBe(en?.[index])
    })
    for (const { notShown } of previewMessage(input).alarms) if (notShown) kinds.add(notShown)
  }
  expect(kinds.size).toBe(5)
})

test('describeNotShown() is loud about what nobody sees, and silent about what is shown', () => {
  const say = (messageIdentifier: number, language: Language): string | null => {
    const [alarm] = previewMessage({ copies: [{ messageIdentifier, text: 'x' }] }).alarms
    return alarm === undefined ? null : describeNotShown(alarm, language)
  }
  expect(say(4370, 'en')).toBeNull()
  expect(say(4400, 'en')).toBe(
    'NOBODY SEES IT: phones in Indonesia do not listen to identifier 4400 (Geo-fencing trigger).',
  )
  expect(say(4381, 'id')).toContain('“Peringatan uji coba”')
})

test('describePreview() tells how often it sounds, and what a silent phone does', () => {
  const copies = [
    { messageIdentifier: 4370, text: 'Naik' },
    { messageIdentifier: 4383, text: 'Go up' },
  ]
  const lines = describePreview(previewMessage({ copies }), 'en')
  expect(lines[0]).toContain('Sounds 2 times')
  expect(lines.join('\n')).toContain('Silent or Do Not Disturb: only on the screen')
  expect(lines.join('\n')).toContain('exactly the same text sounds twice')
  expect(lines.join('\n')).toContain('some foreign SIMs')
  const single = describePreview(previewMessage({ copies: copies.slice(0, 1) }), 'en').join('\n')
  expect(single).toContain('Sounds once')
  expect(single).not.toContain('some foreign SIMs')
  expect(single).toContain('iPhone: unknown')
})

test('describeAlarm() names the switch, and the trap in the title of the second level', () => {
  const [alarm] = previewMessage({ copies: [{ messageIdentifier: 4376, text: 'x' }] }).alarms
  const lines = describeAlarm(alarm!, 'id').join('\n')
  expect(lines).toContain('“Ancaman berat”')
  expect(lines).toContain('Awas')
  expect(lines).toContain('Emergency alert: Severe')
  expect(titleOf(alarm!, 'id')).toBe('Peringatan darurat: Awas')
})
