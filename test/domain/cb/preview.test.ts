import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channelOf, DEAF_TO_SECOND, FILTERING_HOMES } from '../../../src/domain/cb/handset.ts'
import { encodeText } from '../../../src/domain/cb/pages.ts'
import { previewMessage, type PreviewCopy } from '../../../src/domain/cb/preview.ts'

const TEXT = 'Gempa. Naik ke bukit'
const one = (messageIdentifier: number, text = TEXT): PreviewCopy => ({ messageIdentifier, text })

// The ringer: read in CellBroadcastAlertAudio.handleStartIntent() (mirrors of GrapheneOS and yaap) and
// in RingerModeDelegate of ZenModeHelper (aosp-mirror/platform_frameworks_base); the switches that
// they ask for are held against Android's table in test/ci/channels.test.ts.
test('previewMessage() shows the must-see alert to everybody, nobody can switch it off', () => {
  expect(previewMessage({ copies: [one(4370)] })).toEqual({
    alarms: [
      {
        from: 'copy',
        messageIdentifier: 4370,
        isSecondLanguage: false,
        class: 'presidential',
        title: { id: 'Peringatan kepresidenan', en: 'Presidential alert' },
        body: { id: TEXT, en: TEXT },
        shown: true,
        notShown: null,
        switchOff: 'never',
        toggles: [],
        carriage: {
          dcs: 0x0f,
          alphabet: 'gsm7',
          language: null,
          pages: 1,
          gsm: { octets: 88, seconds: 1.9 },
          umts: { octets: 90 },
        },
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
  })
})

test('previewMessage() of two languages sounds twice, with a primary three times', () => {
  const copies = [one(4370), one(4383, 'Go up')]
  expect(previewMessage({ copies })).toMatchObject({
    sounds: 2,
    dualSim: { sameText: 2, otherText: 4 },
    visitors: { filtering: FILTERING_HOMES, deaf: DEAF_TO_SECOND },
    alarms: [{ isSecondLanguage: false }, { isSecondLanguage: true }],
  })
  const preview = previewMessage({ copies, primary: 'tsunami' })
  expect(preview.sounds).toBe(3)
  expect(preview.alarms.map((each) => each.from)).toEqual(['etws-primary', 'copy', 'copy'])
  expect(preview.alarms[0]).toMatchObject({
    messageIdentifier: 4353,
    title: { id: 'Peringatan tsunami' },
    body: { id: expect.stringContaining('dataran tinggi') },
    switchOff: 'master',
    carriage: null,
  })
})

test('previewMessage() of a primary that is a test wakes nobody', () => {
  const { sounds, alarms } = previewMessage({ copies: [one(4370)], primary: 'test' })
  expect(sounds).toBe(1)
  expect(alarms[0]).toMatchObject({ messageIdentifier: 4355, notShown: 'opt-in' })
})

test.for([0, 50, 911, 919, 4357, 4396, 4397, 4398, 4399, 4400, 4401, 6399, 6400, 0xa000, 0xffff])(
  'previewMessage() of identifier %i: nobody sees it, in either language',
  (identifier) => {
    expect(previewMessage({ copies: [one(identifier)] })).toMatchObject({
      sounds: 0,
      dualSim: { sameText: 0, otherText: 0 },
      alarms: [{ shown: false, notShown: 'not-listened-to', title: null, switchOff: null }],
    })
  },
)

test.for([4380, 4381, 4382, 4393, 4394, 4395, 4355])(
  'previewMessage() of test identifier %i: not without the switch for tests',
  (identifier) => {
    const [alarm] = previewMessage({ copies: [one(identifier)] }).alarms
    expect(alarm).toMatchObject({ shown: false, notShown: 'opt-in', toggles: ['master', 'test'] })
  },
)

test('previewMessage() says why a text cannot be shown', () => {
  const whyNot = (copy: PreviewCopy): unknown => previewMessage({ copies: [copy] }).alarms[0]
  expect(whyNot(one(4370, ''))).toMatchObject({ notShown: 'empty' })
  expect(whyNot(one(4370, 'x'.repeat(1395)))).toMatchObject({ shown: true })
  expect(whyNot(one(4370, 'x'.repeat(1396)))).toMatchObject({
    notShown: 'too-long',
    carriage: { pages: 16 },
  })
  const compressed = { pages: encodeText(TEXT).pages, dcs: 0x60 }
  expect(whyNot({ ...one(4370), coded: compressed })).toMatchObject({ notShown: 'unreadable' })
})

test('previewMessage() reads the body from the pages, not from what was written', () => {
  const coded = encodeText('dari halaman', { language: 'id', prefix: true })
  const [alarm] = previewMessage({ copies: [{ ...one(4370), coded }] }).alarms
  expect(alarm).toMatchObject({
    body: { id: 'dari halaman' },
    carriage: { dcs: 0x10, language: 'id' },
  })
})

test('previewMessage() counts what it shows, and shows only what phones listen to', () => {
  const identifier = fc.oneof(fc.integer({ min: 4350, max: 4400 }), fc.nat(0xffff))
  fc.assert(
    fc.property(fc.array(identifier, { maxLength: 2 }), fc.string(), (identifiers, text) => {
      const preview = previewMessage({ copies: identifiers.map((each) => one(each, text)) })
      expect(preview.sounds).toBe(preview.alarms.filter((each) => each.shown).length)
      for (const alarm of preview.alarms) {
        expect(alarm.shown).toBe(alarm.notShown === null)
        if (alarm.shown) expect(channelOf(alarm.messageIdentifier)).not.toBeNull()
      }
    }),
  )
})
