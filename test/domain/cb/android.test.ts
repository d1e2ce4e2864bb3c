import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkText } from '../../../src/domain/cb/check-text.ts'
import { encodeGsmPages, encodeUmts } from '../../../src/domain/cb/message.ts'
import {
  decodePages,
  encodeText,
  normaliseText,
  PAGES_MAX,
  type EncodeTextOptions,
} from '../../../src/domain/cb/pages.ts'
import { androidReadsGsm, androidReadsUmts, type AndroidText } from './android.ts'
import { MIXED, SCRIPTS, textIn } from './scripts.ts'

/** The ways in which a message goes on air: untagged, tagged, and with the language on each page. */
const WAYS: readonly EncodeTextOptions[] = [
  {},
  { language: 'en' },
  { language: 'id', prefix: true },
  { language: 'jv', alphabet: 'ucs2' },
  { language: 'zh', alphabet: 'ucs2', prefix: true },
]

/** The longest beginning of a text that 15 pages hold, whichever way it is sent. */
function fit(text: string): string {
  let kept = text
  while (WAYS.some((way) => encodeText(kept, way).pages.length > PAGES_MAX)) {
    kept = Array.from(kept)
      .slice(0, -1 - kept.length / 20)
      .join('')
  }
  return kept
}

/** What Android shows of a text, over both radio forms, with the language that it takes it for. */
function airings(text: string, way: EncodeTextOptions): AndroidText[] {
  const { dcs, pages } = encodeText(text, way)
  const message = { messageIdentifier: 4370, serial: 0x4010, dcs, pages }
  return [androidReadsGsm(encodeGsmPages(message)), androidReadsUmts(encodeUmts(message))]
}

test.for(SCRIPTS)('Android shows %s as it is written, and so do we', (script) => {
  fc.assert(
    fc.property(textIn(script), (any) => {
      const text = fit(any)
      const wanted = normaliseText(text)
      if (wanted === '') return
      for (const way of WAYS) {
        for (const shown of airings(text, way)) {
          expect(shown.body).toBe(wanted)
          expect(shown.language).toBe(encodeText(text, way).language)
        }
        const { dcs, pages } = encodeText(text, way)
        expect(decodePages(dcs, pages)).toMatchObject({ text: wanted })
      }
    }),
    { numRuns: 150 },
  )
})

test('Android shows any text as it is written, or checkText() has an error', () => {
  let changed = 0
  fc.assert(
    fc.property(MIXED, (any) => {
      const text = fit(any)
      const wanted = normaliseText(text)
      for (const way of WAYS) {
        if (airings(text, way).every(({ body }) => body === wanted)) continue
        changed += 1
        expect(checkText(text, '/t').some(({ level }) => level === 'error')).toBe(true)
      }
    }),
    { numRuns: 600, examples: HOSTILE.map((text) => [text]) },
  )
  // Among these texts are some that Android does change: the test looks at something.
  expect(changed).toBeGreaterThan(5)
})

/** Texts that one of the rules of Android's decoder is about. */
const HOSTILE: readonly string[] = [
  '',
  '\r',
  '\r\n\r\n',
  'a\r',
  '\ra',
  '\n',
  'a\n',
  'a\n\n\n',
  '\0',
  'a\0',
  '\f',
  '\u001b',
  'a\u001b',
  '\ufeff',
  '\ufeffnaik',
  '\ufffenaik',
  `${'水'.repeat(41)}\ufeffnaik`,
  `${'水'.repeat(41)}\ufffenaik`,
  `${'水'.repeat(40)}\ufffenaik`,
  'a\ufeffb',
  '\ud800',
  'a\udc00b',
  '\ud83d',
  `${'x'.repeat(92)}€`,
  `${'x'.repeat(40)}🌊`,
  '@'.repeat(8),
  '@'.repeat(94),
  'id\r',
  'a\tb',
  'a\u0085b',
  '\u2028\u2029',
]

test('Android takes a page that begins with a byte order mark for another text', () => {
  const [gsm] = airings('\ufffe水naik', {})
  expect(gsm!.body).not.toContain('naik')
  expect(airings('\ufeff水naik', {})[0]!.body).toBe('水naik')
  // Past the beginning of a page the mark is a character as others, which draws nothing.
  expect(airings('水\ufeffnaik', {})[0]!.body).toBe('水\ufeffnaik')
})

test('decodePages() reads any octets as Android does', () => {
  const page = fc.oneof(
    fc.uint8Array({ minLength: 82, maxLength: 82 }),
    // Few values: escapes, fill, halves of surrogate pairs, and where 8 bit ends.
    fc
      .uint8Array({ minLength: 82, maxLength: 82 })
      .map((octets) =>
        octets.map((octet) => [0x1b, 0x0d, 0x00, 0xd8, 0xdc, 0x41, 0x7f, 0xff][octet & 7]!),
      ),
  )
  const octet = fc.integer({ min: 0, max: 0xff })
  let read = 0
  fc.assert(
    fc.property(octet, fc.array(page, { minLength: 1, maxLength: 3 }), (dcs, contents) => {
      const pdus = contents.map((content) =>
        Uint8Array.of(0x40, 0x10, 0x11, 0x12, dcs, 0, ...content),
      )
      const ours = decodePages(
        dcs,
        contents.map((octets) => ({ octets, useful: 82 })),
      )
      if ('error' in ours) {
        expect(() => androidReadsGsm(pdus)).toThrow(RangeError)
        return
      }
      const shown = androidReadsGsm(pdus)
      // The two things that decodePages() says are not as on Android.
      const head = ours.alphabet === 'ucs2' && dcs === 0x11 ? 2 : 0
      const marked = contents.some((each) => /^(fffe|feff)/.test(hexOf(each.subarray(head))))
      if (
        (ours.alphabet === 'ucs2' && marked) ||
        pdus.some((pdu) => isFill(androidReadsGsm([pdu])))
      ) {
        return
      }
      read += 1
      expect(ours.text).toBe(shown.body)
      expect(ours.language).toBe(shown.language === 'nb' ? 'no' : shown.language)
    }),
    { numRuns: 1_500 },
  )
  expect(read).toBeGreaterThan(800)
})

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex')
}

function isFill({ body }: AndroidText): boolean {
  return /^\r+$/.test(body)
}

// The rows are worked by hand from the Java source.
test.for([
  // 41 42 0d in octets of one character each.
  [0x44, '41420d', { body: 'AB', language: null }],
  // 0xff ends it.
  [0x44, '4142ff43', { body: 'AB', language: null }],
  // A page that is all fill stays: the loop finds nothing to stop at.
  [0x48, '000d000d', { body: '\r\r', language: null }],
  [0x48, 'fffe61006200', { body: 'ab', language: null }],
  [0x11, '69320061000d', { body: 'a', language: 'id' }],
  [0x21, '0061', { body: 'a', language: 'he' }],
] as const)('the model reads DCS %i, %s', ([dcs, hex, wanted]) => {
  const pdu = Buffer.from(`401011120011${hex}`, 'hex')
  pdu[4] = dcs
  expect(androidReadsGsm([pdu])).toEqual(wanted)
})
