import { utils } from 'node-pdu'
import { decodeCbsp } from '../../src/domain/cb/cbsp/decode.ts'
import { encodeCbsp } from '../../src/domain/cb/cbsp/encode.ts'
import type { CbspMessage } from '../../src/domain/cb/cbsp/messages.ts'
import { checkText } from '../../src/domain/cb/check-text.ts'
import { decodeMessage, encodeGsmPages, encodeUmts } from '../../src/domain/cb/message.ts'
import { encodeText, normaliseText } from '../../src/domain/cb/pages.ts'
import { previewMessage } from '../../src/domain/cb/preview.ts'
import { decodeWac, encodeWac, type Wac } from '../../src/domain/cb/wac.ts'
import { fight, keep, type BenchLine } from './line.ts'

const PEER = 'node-pdu'
const BUDGET_US = 1_000

/** Texts of 15 pages, the most that a message holds. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  [
    'Indonesian',
    fill('Gempa kuat M7,2 di selatan Jawa. Jauhi pantai, naik ke tempat tinggi. ', 1395),
  ],
  ['Javanese', fill('ꦭꦶꦤ꧀ꦝꦸ ꦒꦼꦝꦺ꧉ ꦲꦪꦺꦴ ꦭꦸꦁꦒ ꦩꦚꦁ ꦥꦁꦒꦺꦴꦤꦤ꧀ ꦢꦸꦮꦸꦂ꧉ ', 570)],
  ['Arabic', fill('زلزال قوي جنوب جاوة. ابتعدوا عن الشاطئ واتجهوا إلى مكان مرتفع. ', 615)],
  ['Chinese', fill('爪哇南部发生强烈地震。请远离海岸，前往高处。', 615)],
  ['emoji', fill('🌊⚠️👨‍👩‍👧‍👦🏃🏽‍♀️🏔️', 540)],
])

/**
 * Texts to messages and back. The peer packs and unpacks one page after another, and does no more:
 * no choice of alphabet, no whole characters, no fill, no headers.
 */
export async function* measureCb(): AsyncGenerator<BenchLine> {
  for (const [name, text] of TEXTS) {
    const pdu = encodeWhole(text)
    const decoded = decodeMessage([pdu])
    if (!('text' in decoded) || decoded.text !== normaliseText(text)) {
      throw new Error(`The ${name} text does not come back as it was written`)
    }
    const ours = { encode: () => encodeWhole(text), decode: () => decodeMessage([pdu]) }
    const peer = peerOf(text)
    const check = (): unknown => [...checkText(text, '/text')]
    const of = { bench: 'cb', goal: 1 }
    for (const side of ['encode', 'decode'] as const) {
      const duel = { ...of, case: `${side} ${name}`, ours: ours[side] }
      yield fight({ ...duel, peerName: PEER, peer: peer[side] })
      yield keep({ ...duel, budgetUs: BUDGET_US })
    }
    yield keep({ ...of, case: `check ${name}`, ours: check, budgetUs: BUDGET_US })
  }
  for (const [name, ours] of othersOf(TEXTS.get('Indonesian')!)) {
    yield keep({ bench: 'cb', case: name, ours, budgetUs: BUDGET_US })
  }
}

/** 100 cells and 15 pages of CBSP, a preview in two languages, a province as a warning area. */
function othersOf(text: string): ReadonlyMap<string, () => unknown> {
  const { dcs, pages } = encodeText(text)
  const cells = Array.from({ length: 100 }, (_, ci) => {
    return { by: 'cgi', plmn: '510-10', lac: 4660, ci } as const
  })
  const message: CbspMessage = {
    kind: 'write-replace',
    messageIdentifier: 4370,
    newSerial: 0x4010,
    cells: { by: 'cgi', cells },
    channel: 'basic',
    category: 'high',
    repetitionUnits: 32,
    broadcasts: 60,
    dcs,
    pages,
  }
  const cbsp = encodeCbsp(message)
  const copies = [4370, 4383].map((messageIdentifier) => ({ messageIdentifier, text }))
  const polygon = Array.from({ length: 60 }, (_, step) => {
    const angle = (step * Math.PI) / 30
    return [-7 + Math.sin(angle), 110 + Math.cos(angle)] as const
  })
  const area: Wac = { maxWaitSec: 30, geo: [{ polygon }, { circle: [-6.2, 106.8, 25_000] }] }
  const wac = encodeWac(area)
  if ('error' in decodeCbsp(cbsp) || 'error' in decodeWac(wac)) {
    throw new Error('What was encoded is not read')
  }
  return new Map<string, () => unknown>([
    ['encode CBSP, 100 cells', () => encodeCbsp(message)],
    ['decode CBSP, 100 cells', () => decodeCbsp(cbsp)],
    ['preview, two languages', () => previewMessage({ copies })],
    ['encode warning area', () => encodeWac(area)],
    ['decode warning area', () => decodeWac(wac)],
  ])
}

/** Everything that is made of a text: choice, pages, what GSM and the other radios carry. */
function encodeWhole(text: string): Uint8Array {
  const { dcs, pages } = encodeText(text)
  const message = { messageIdentifier: 4370, serial: 0x4010, dcs, pages }
  encodeGsmPages(message)
  return encodeUmts(message)
}

function peerOf(text: string): { readonly encode: () => unknown; readonly decode: () => unknown } {
  const { Helper } = utils
  const isGsm7 = encodeText(text).alphabet === 'gsm7'
  const parts = text.match(isGsm7 ? /.{1,93}/gsu : /.{1,40}/gsu) ?? []
  const encode = (): string[] =>
    parts.map((part) => (isGsm7 ? Helper.encode7Bit(part) : Helper.encode16Bit(part)).result)
  const pages = encode()
  return {
    encode,
    decode: () =>
      pages.map((page) => (isGsm7 ? Helper.decode7Bit(page) : Helper.decode16Bit(page))).join(''),
  }
}

/** Whole sentences, as many as fit. */
function fill(sentence: string, characters: number): string {
  return sentence.repeat(Math.floor(characters / sentence.length)).trimEnd()
}
