import { expect, test } from 'vitest'
import { checkText } from '../../src/domain/cb/check-text.ts'
import { KINDS } from '../../src/domain/cb/message-identifier.ts'
import { encodeText } from '../../src/domain/cb/pages.ts'
import { isClear } from '../../src/domain/finding.ts'
import {
  CORRECTION_MINUTES,
  correctionContent,
  READY_TEXT_IDS,
} from '../../src/domain/ready-text.ts'
import { makeContent, NOON_MS } from '../make.ts'

const ENGLISH = {
  language: 'en-US',
  event: 'Tsunami warning',
  headline: 'Leave the coast',
  body: 'Leave the coast now.',
}
const BOTH = makeContent({ texts: [makeContent().texts[0]!, ENGLISH], startMs: NOON_MS })

test('correctionContent() changes texts and time, and nothing that an identifier depends on', () => {
  for (const text of READY_TEXT_IDS) {
    const made = correctionContent(BOTH, { text, isBare: false })
    const { texts, startMs, minutes, ...rest } = made
    const { texts: _texts, startMs: _startMs, minutes: _minutes, ...before } = BOTH
    expect(rest).toEqual(before)
    expect({ startMs, minutes }).toEqual({ startMs: null, minutes: CORRECTION_MINUTES })
    expect(texts.map(({ language, event }) => ({ language, event }))).toEqual(
      BOTH.texts.map(({ language, event }) => ({ language, event })),
    )
  }
})

test('correctionContent() says in each language what is corrected, and where', () => {
  const bodies = (text: 'false-alarm' | 'all-clear'): string[] =>
    correctionContent(BOTH, { text, isBare: false }).texts.map(({ body }) => body)
  expect(bodies('false-alarm')).toMatchInlineSnapshot(`
    [
      "KOREKSI: "Tsunami" untuk Aceh adalah ALARM PALSU. Tidak ada bahaya. Anda tidak perlu melakukan apa pun.",
      "CORRECTION: "Tsunami warning" for Aceh was a FALSE ALARM. There is no danger. You do not need to do anything.",
    ]
  `)
  expect(bodies('all-clear')).toMatchInlineSnapshot(`
    [
      "SITUASI AMAN: "Tsunami" untuk Aceh sudah berakhir. Tetap ikuti petunjuk petugas di tempat Anda.",
      "ALL CLEAR: "Tsunami warning" for Aceh is over. Keep following the instructions of officers where you are.",
    ]
  `)
})

test('correctionContent() of every kind passes the check of texts, in GSM letters, with or without names', () => {
  for (const kind of KINDS) {
    for (const text of READY_TEXT_IDS) {
      for (const isBare of [false, true]) {
        const { texts } = correctionContent({ ...BOTH, kind }, { text, isBare })
        for (const { body } of texts) {
          expect(isClear(checkText(body, '/'))).toBe(true)
          expect(encodeText(body)).toMatchObject({ alphabet: 'gsm7' })
        }
        const isTest = texts.every(({ body }) => body.startsWith('UJI COBA'))
        // The policy of the national test asks for it in every language.
        if (kind === 'public-test') expect(isTest).toBe(true)
        if (kind === 'exercise') {
          expect(texts.map(({ body }) => body.split('.')[0])).toEqual(['LATIHAN', 'EXERCISE'])
        }
      }
    }
  }
})

const BARE =
  'SITUASI AMAN: peringatan tadi sudah berakhir. Tetap ikuti petunjuk petugas di tempat Anda.'

/** What the all-clear says of an event and an area. */
function allClear(event: string, areaName = 'Aceh'): string | undefined {
  const texts = [{ ...makeContent().texts[0]!, event }]
  const content = makeContent({ texts, areaName })
  return correctionContent(content, { text: 'all-clear', isBare: false }).texts[0]?.body
}

test('correctionContent() takes over names of events and places', () => {
  for (const event of [
    'Gempa M5.6',
    'Banjir & tanah longsor (susulan)',
    'Kedaruratan kesehatan masyarakat (COVID-19)',
    'Awan panas guguran G. Merapi',
    'ꦧꦚ꧀ꦗꦶꦂ',
    'a'.repeat(80),
  ]) {
    expect(allClear(event)).toContain(`"${event}" untuk Aceh sudah`)
  }
  for (const area of [
    'D.I. Yogyakarta',
    "Kab. Fak-Fak, Ma'rang",
    'RT 003/004 RW 012',
    'b'.repeat(160),
  ]) {
    expect(allClear('Tsunami', area)).toContain(`"Tsunami" untuk ${area} sudah`)
  }
})

test('correctionContent() takes over nothing that says more than a name', () => {
  for (const event of [
    'a'.repeat(81),
    '',
    'Tsunami" sudah lewat',
    'Tsunami “hoaks”',
    'Tsunami\nTransfer ke bank',
    'Tsunami\rPulang',
    'Tsunami\u202eabc',
    'Tsunami\u200b',
    'Info: buka tautan',
    'Lihat bantuan.id',
    'Lihat www.a',
    'WA 0812 3456',
    'WA (081) 2-34.56',
    '$& {event} $1',
    'Pulang!',
  ]) {
    expect([event, allClear(event)]).toEqual([event, BARE])
  }
  expect(allClear('Tsunami', 'b'.repeat(161))).toBe(BARE)
  expect(allClear('Tsunami', 'Aceh\nbantuan.id')).toBe(BARE)
})

test('correctionContent() leaves out a language that has no ready text', () => {
  const french = { ...ENGLISH, language: 'fr-FR' }
  const content = makeContent({ texts: [BOTH.texts[0]!, french] })
  const { texts } = correctionContent(content, { text: 'all-clear', isBare: false })
  expect(texts.map(({ language }) => language)).toEqual(['id-ID'])
})
