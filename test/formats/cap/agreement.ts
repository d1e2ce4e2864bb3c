import { readFileSync, readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { XmlDocument, XmlParseError, XmlValidateError, XsdValidator } from 'libxml2-wasm'
import { isValidCap, readCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'
import { capAlerts } from './alerts.ts'
import { CLEAN } from './twins.ts'
import { createRandom, draftOf, mutate, withPrefixes, type Draft } from './mutants.ts'

interface Verdicts {
  readonly xml: string
  /** The rules X that we found. */
  readonly ours: readonly string[]
  /** What libxml2 has against it, null where nothing. */
  readonly theirs: string | null
}

/** Where we and libxml2 with our schema are meant to differ, and why. */
const DIFFERENCES: readonly { why: string; holds: (verdicts: Verdicts) => boolean }[] = [
  {
    why: 'document types, encodings and limits are no business of a schema',
    holds: ({ ours, theirs }) => theirs === null && ours.some((rule) => /^X0[123]-/.test(rule)),
  },
  {
    why: 'libxml2 takes a CDATA section of nothing or whitespace for content: XML Infoset §2.6',
    holds: ({ xml, ours, theirs }) =>
      theirs !== null && ours.length === 0 && /<!\[CDATA\[[\t\n\r ]*\]\]>/.test(xml),
  },
  {
    why: 'what a signature holds is judged by who verifies it: libxml2 follows xsi:type in it',
    holds: ({ xml, ours, theirs }) =>
      theirs !== null &&
      ours.length === 0 &&
      /<Signature[^]*<\/Signature>/.test(xml) &&
      /<(?:Signature|y|x)\b[^>]* xsi:|<alert\b[^]*<alert\b/.test(xml),
  },
]

/** Documents on which the two disagree for no reason of the table, and how many were looked at. */
export function disagreements(seed: number, count: number): { found: Verdicts[]; valid: number } {
  const schema = XmlDocument.fromBuffer(readFileSync('schemas/cap-1.2.xsd'))
  const xsd = XsdValidator.fromDoc(schema)
  const random = createRandom(seed)
  const sources = sourcesOf(seed)
  const found: Verdicts[] = []
  let valid = 0
  for (let each = 0; each < count; each += 1) {
    const xml = mutate(sources[each % sources.length]!, random)
    const { findings } = readCap(Buffer.from(xml))
    const ours = findings.filter((f) => f.rule.startsWith('X')).map((f) => f.rule)
    const theirs = judge(xml, xsd)
    if (theirs === null) valid += 1
    const verdicts = { xml, ours, theirs }
    if (isValidCap(findings) === (theirs === null)) continue
    if (!DIFFERENCES.some(({ holds }) => holds(verdicts))) found.push(verdicts)
  }
  xsd.dispose()
  schema.dispose()
  return { found, valid }
}

function judge(xml: string, xsd: XsdValidator): string | null {
  let document: XmlDocument | null = null
  try {
    document = XmlDocument.fromString(xml)
    xsd.validate(document)
    return null
  } catch (error) {
    if (error instanceof XmlParseError || error instanceof XmlValidateError) return error.message
    throw error
  } finally {
    document?.dispose()
  }
}

function sourcesOf(seed: number): Draft[] {
  const files = readdirSync('fixtures/cap').filter((name) => name.endsWith('.xml'))
  const documents = [
    CLEAN,
    CLEAN,
    ...files.map((name) => readFileSync(`fixtures/cap/${name}`, 'utf8')),
    ...fc.sample(capAlerts, { seed, numRuns: 20 }).map(writeCap),
  ]
  return documents.flatMap((xml) => {
    const { document } = scanXml(Buffer.from(xml))
    return document === null ? [] : [withPrefixes(draftOf(document.root))]
  })
}
