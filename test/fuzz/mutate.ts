import { readFileSync } from 'node:fs'
import { writeCap } from '../../src/formats/cap/write.ts'
import { sampleAlert } from '../domain/cap/sample.ts'
import { createPrng } from '../../src/domain/area/prng.ts'

interface Chance {
  below(count: number): number
  pick<T>(of: readonly T[]): T
}

function chanceOf(seed: number): Chance {
  const prng = createPrng(seed)
  return {
    below: (count) => prng.below(count),
    pick: (of) => of[prng.below(of.length)]!,
  }
}

/** What mutation starts from: documents a person can read. */
const BASES: readonly Buffer[] = [
  readFileSync('fixtures/cap/cancel.xml'),
  readFileSync('fixtures/cap/nowcast-shape.xml'),
  readFileSync('fixtures/cap/references-after-info.xml'),
  Buffer.from(writeCap(sampleAlert())),
]

/** The document of a seed: always the same octets, as long as the bases are. */
export function documentOf(seed: number): Buffer {
  const chance = chanceOf(seed)
  let octets = chance.pick(BASES)
  const steps = 1 + chance.below(chance.below(4) === 0 ? 8 : 3)
  for (let step = 0; step < steps; step++) octets = mutate(octets, chance)
  return chance.below(40) === 0 ? asUtf16(octets, chance) : octets
}

/** Entries that each begin with a broken bar. */
function listOf(text: string): readonly string[] {
  return text.slice(1).split('¦')
}

type Mutation = (text: string, chance: Chance) => string

/** Latin-1 carries every octet through a string and back. */
function mutate(octets: Buffer, chance: Chance): Buffer {
  const mutation = chance.pick(MUTATIONS)
  const changed = Buffer.from(mutation(octets.toString('latin1'), chance), 'latin1')
  return changed.length > OCTETS_MAX ? octets : changed
}

const OCTETS_MAX = 256 * 1024

const MUTATIONS: readonly Mutation[] = [
  flipOctet,
  cutOut,
  repeatPart,
  insertToken,
  insertToken,
  replaceToken,
  dropElement,
  doubleElement,
  moveElement,
  renameElement,
  replaceText,
  replaceText,
  addAttribute,
  splice,
  growDeep,
]

function flipOctet(text: string, chance: Chance): string {
  const at = chance.below(text.length)
  return text.slice(0, at) + String.fromCharCode(chance.below(256)) + text.slice(at + 1)
}

function cutOut(text: string, chance: Chance): string {
  const at = chance.below(text.length)
  return text.slice(0, at) + text.slice(at + chance.below(60))
}

function repeatPart(text: string, chance: Chance): string {
  const at = chance.below(text.length)
  const part = text.slice(at, at + 1 + chance.below(200))
  return text.slice(0, at) + part.repeat(2 + chance.below(30)) + text.slice(at)
}

const TOKENS = listOf(
  `¦<¦>¦/>¦</¦</alert>¦&¦;¦"¦'¦=¦ ¦\u0009¦\u000d¦\u000a¦\u000d\u000a¦&amp;¦&lt;¦&#0;¦&#x0;` +
    `¦&#x1F600;¦&#xD800;¦&#10;¦&nbsp;¦&a;¦&#x;¦<![CDATA[¦]]>¦<![CDATA[]]>¦<!--¦-->¦--` +
    `¦<!-- x -->¦<!---->¦<?x y?>¦<?xml version="1.0"?>¦<?xml version="1.1"?>` +
    `¦<?xml version="1.0" encoding="x"?>¦<!DOCTYPE a>¦<!DOCTYPE a [<!ENTITY b "c">]>` +
    `¦<!ENTITY a "b">¦<?xml-stylesheet?>¦xmlns=""¦xmlns:a="b"¦xmlns:a=""¦xmlns:xml="b"` +
    `¦xml:lang="id"¦xsi:nil="true"¦<a:b/>¦<info/>¦<info></info>¦<__proto__/>¦<constructor>` +
    `¦cap:¦:¦::¦\u0000¦\u0001¦\u007f¦\u0080¦\u00c0\u0080¦\u00ed\u00a0\u0080¦\u00ff\u00fe` +
    `¦\u00ef\u00bb\u00bf¦\u00c2\u00a0¦\u00e2\u0080\u008b¦\u00f0\u009f\u0098\u0080¦%`,
)

function insertToken(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1)
  return text.slice(0, at) + chance.pick(TOKENS) + text.slice(at)
}

function replaceToken(text: string, chance: Chance): string {
  const found = [...text.matchAll(/<[^<>]{0,80}>|[<>&"'=]/g)]
  if (found.length === 0) return text
  const { index, 0: token } = chance.pick(found)
  return text.slice(0, index) + chance.pick(TOKENS) + text.slice(index + token.length)
}

interface Span {
  readonly start: number
  readonly end: number
}

/** An element that holds no other of its name: enough to move things about. */
function elementOf(text: string, chance: Chance): Span | null {
  const found = [...text.matchAll(/<([a-zA-Z]{2,20})>/g)]
  if (found.length === 0) return null
  const { index, 1: name } = chance.pick(found)
  const close = `</${name}>`
  const end = text.indexOf(close, index)
  return end === -1 ? null : { start: index, end: end + close.length }
}

function dropElement(text: string, chance: Chance): string {
  const span = elementOf(text, chance)
  return span === null ? text : text.slice(0, span.start) + text.slice(span.end)
}

function doubleElement(text: string, chance: Chance): string {
  const span = elementOf(text, chance)
  if (span === null) return text
  return text.slice(0, span.end) + text.slice(span.start, span.end) + text.slice(span.end)
}

function moveElement(text: string, chance: Chance): string {
  const span = elementOf(text, chance)
  if (span === null) return text
  const element = text.slice(span.start, span.end)
  const rest = text.slice(0, span.start) + text.slice(span.end)
  const places = [...rest.matchAll(/<[a-zA-Z]{2,20}>/g)]
  if (places.length === 0) return text
  const { index } = chance.pick(places)
  return rest.slice(0, index) + element + rest.slice(index)
}

const NAMES = listOf(
  `¦alert¦info¦area¦event¦Event¦sent¦scope¦note¦web¦password¦polygon¦circle¦geocode¦value` +
    `¦valueName¦Signature¦references¦x¦a:b`,
)

function renameElement(text: string, chance: Chance): string {
  const span = elementOf(text, chance)
  if (span === null) return text
  const name = chance.pick(NAMES)
  const element = text.slice(span.start, span.end)
  const renamed = element.replace(/^<[^>]*>/, `<${name}>`).replace(/<\/[^<>]*>$/, `</${name}>`)
  return text.slice(0, span.start) + renamed + text.slice(span.end)
}

const VALUES = listOf(
  `¦¦ ¦Actual¦actual¦Alert¦Public¦Met¦Immediate¦Extreme¦Observed¦2026-11-25T08:00:00+07:00` +
    `¦2026-11-25T08:00:00Z¦2026-02-30T08:00:00+07:00¦24:00¦2026-11-25T24:00:00-00:00` +
    `¦ 2026-11-25T08:00:00+14:00 ¦0000-01-01T00:00:00+00:00¦2026-11-25T08:00:60+07:00` +
    `¦2026-11-25T08:00:00,07:00¦en-US¦id_ID¦x-klingon¦-6,106 -6,107 -7,107 -6,106` +
    `¦-6.1,106.2 12¦NaN,1e5¦1¦-1¦+1.50¦1e3¦.5¦http://a b¦http://[::1]/¦a%zz¦::¦//` +
    `¦javascript:alert(1)¦#a#b¦http://a:b¦a,b,2026-11-25T08:00:00+07:00¦a,b¦"a b" c¦&lt;b&gt;` +
    `¦__proto__¦0x10¦１２`,
)

function replaceText(text: string, chance: Chance): string {
  const found = [...text.matchAll(/>([^<]*)</g)]
  if (found.length === 0) return text
  const { index, 1: old = '' } = chance.pick(found)
  return text.slice(0, index + 1) + chance.pick(VALUES) + text.slice(index + 1 + old.length)
}

const ATTRIBUTES = listOf(
  `¦ a="b"¦ a="b" a="c"¦ xml:lang="id"¦ xmlns:p="q"¦ p:a="b"¦ a='<'¦ a=b` +
    `¦ xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"` +
    `¦ xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"` +
    `¦ xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="a"¦ xmlns="x"¦ id="1"`,
)

function addAttribute(text: string, chance: Chance): string {
  const found = [...text.matchAll(/<[a-zA-Z:]{1,20}/g)]
  if (found.length === 0) return text
  const { index, 0: tag } = chance.pick(found)
  const at = index + tag.length
  return text.slice(0, at) + chance.pick(ATTRIBUTES) + text.slice(at)
}

function splice(text: string, chance: Chance): string {
  const other = chance.pick(BASES).toString('latin1')
  const at = chance.below(other.length)
  const part = other.slice(at, at + chance.below(400))
  const into = chance.below(text.length + 1)
  return text.slice(0, into) + part + text.slice(into + chance.below(400))
}

function growDeep(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1)
  const depth = 1 + chance.below(40)
  const name = chance.pick(NAMES)
  const nest = `<${name}>`.repeat(depth) + (chance.below(2) === 0 ? `</${name}>`.repeat(depth) : '')
  return text.slice(0, at) + nest + text.slice(at)
}

function asUtf16(octets: Buffer, chance: Chance): Buffer {
  const encoded = Buffer.from(`\ufeff${octets.toString('utf8')}`, 'utf16le')
  return chance.below(2) === 0 ? encoded : encoded.swap16()
}
