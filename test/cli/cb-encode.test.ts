import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { checkText } from '../../src/domain/cb/check-text.ts'
import { parseHex } from '../../src/domain/cb/octets.ts'
import { androidReadsGsm, androidReadsUmts } from '../domain/cb/android.ts'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `cb encode -` with the text on standard input. */
function encode(text: string, ...args: readonly string[]): Promise<Ran> {
  return run([process.execPath, 'src/main.ts', 'cb', 'encode', '-', ...args], text)
}

function run([program, ...args]: readonly string[], text: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(program!, args, { maxBuffer: 16 * 1024 * 1024 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
    // A command that stops reading early is judged by how it ends.
    child.stdin?.on('error', () => {})
    child.stdin?.end(text)
  })
}

/** Sentences up to exactly so many UTF-16 codes, the last one cut. */
function exactly(length: number, sentence: string): string {
  return sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length)
}

const INDONESIAN =
  'Gempa kuat M7,2 di selatan Jawa, berpotensi tsunami. Jauhi pantai dan muara sungai; naik ke ' +
  'tempat tinggi (di atas 20 m) sekarang juga. Ikuti arahan BPBD & BMKG.\n'
const JAVANESE = 'ꦭꦶꦤ꧀ꦝꦸ ꦒꦼꦝꦺ꧉ ꦲꦪꦺꦴ ꦭꦸꦁꦒ ꦩꦚꦁ ꦥꦁꦒꦺꦴꦤꦤ꧀ ꦢꦸꦮꦸꦂ꧉ '
const ARABIC = 'زلزال قوي جنوب جاوة. ابتعدوا عن الشاطئ واتجهوا إلى مكان مرتفع. '
const CHINESE = '爪哇岛南部发生强烈地震，可能引发海啸。请立即远离海岸，前往高处。𠮷'
const FAMILY = '👨‍👩‍👧‍👦'

test.for([
  {
    name: 'Indonesian, all that fits',
    text: exactly(1395, INDONESIAN),
    alphabet: 'gsm7',
    pages: 15,
  },
  { name: 'Javanese', text: exactly(570, JAVANESE), alphabet: 'ucs2', pages: 15 },
  { name: 'Arabic', text: exactly(615, ARABIC), alphabet: 'ucs2', pages: 15 },
  { name: 'Chinese', text: exactly(605, CHINESE), alphabet: 'ucs2', pages: 15 },
  // Three families of eleven codes stand on a page.
  { name: 'emoji', text: FAMILY.repeat(45), alphabet: 'ucs2', pages: 15 },
] as const)('cb encode - : $name', async ({ text, alphabet, pages }) => {
  const { code, out, err } = await encode(`${text}\n`, '--id', '4370', '--json')
  expect([code, out.trimEnd().split('\n').length], err).toEqual([0, 1])
  const shape = JSON.parse(out)
  expect(shape).toMatchObject({
    alphabet,
    dcs: alphabet === 'gsm7' ? 0x0f : 0x48,
    language: null,
    characters: text.length,
  })
  expect([shape.pages.length, shape.octets.length, shape.gsm.length]).toEqual([pages, pages, pages])
  expect(shape.reason.outside.length > 0).toBe(alphabet === 'ucs2')
  const [gsm, umts] = [shape.gsm, [shape.umts]].map((pdus: string[]) =>
    pdus.map((pdu) => parseHex(pdu)!),
  )
  expect(androidReadsGsm(gsm!)).toEqual({ body: text, language: null })
  expect(androidReadsUmts(umts![0]!)).toEqual({ body: text, language: null })
  expect(checkText(text, '/t').filter(({ level }) => level === 'error')).toEqual([])
})

test.for([
  ['Indonesian', exactly(1396, INDONESIAN), 16],
  ['emoji', FAMILY.repeat(46), 16],
  ['a megabyte', 'x'.repeat(1_000_000), 10_753],
] as const)(
  'cb encode - says how many pages a text needs that is too long: %s',
  async ([, text, pages]) => {
    const { code, out } = await encode(text, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ error: { rule: 'page-count', offset: 0 } })
    expect(out).toContain(`${pages} pages`)
  },
)

test('cb encode tells people why a text is UCS-2, in their language, and changes nothing', async () => {
  const text = 'Siaga – jauhi “pantai” 水'
  const indonesian = await encode(text)
  expect(indonesian.out).toContain('ucs2, DCS 0x48, 24 karakter, 1 halaman')
  expect(indonesian.err).toContain('– di posisi 7, 1 kali: bisa diganti tanda hubung (-)')
  expect(indonesian.err).toContain('水 di posisi 24, 1 kali: tidak ada gantinya')
  const english = await encode(text, '--lang', 'en')
  expect(english.err).toContain('– at position 7, 1 time: could be a hyphen (-)')
  const { out } = await encode(text, '--json')
  const { gsm, reason } = JSON.parse(out)
  expect(androidReadsGsm([parseHex(gsm[0])!]).body).toBe(text)
  expect(reason.outside.map(({ substitute }: { substitute: string }) => substitute)).toEqual([
    '-',
    '"',
    '"',
    null,
  ])
  const mendable = await encode('Siaga – jauhi', '--lang', 'en')
  expect(mendable.err).toContain('With all of them replaced GSM-7 would do: 13 characters, 1 page')
})

test('cb encode says what could stand there also where GSM-7 is asked for, and refuses', async () => {
  const { code, out, err } = await encode('Siaga – jauhi', '--alphabet', 'gsm7')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('– di posisi 7, 1 kali: bisa diganti tanda hubung (-)')
  expect(err).toContain('INPUT_INVALID')
  expect(err).toContain('GSM-7 tidak memiliki –')
})

test('npx kentongan cb encode - is the same command', async () => {
  const args = ['--id', '4370', '--json']
  const text = exactly(1395, INDONESIAN)
  const direct = await encode(text, ...args)
  const { code, out } = await run(['npx', 'kentongan', 'cb', 'encode', '-', ...args], text)
  expect([code, out]).toEqual([0, direct.out])
})
