import { describe, expect, test } from 'vitest'
import { IDENTIFIER_ROWS } from '../../src/domain/cb/identifier-table.ts'
import { describeIdentifier } from '../../src/domain/cb/message-identifier.ts'
import { hasProgram } from '../formats/xmllint.ts'
import { outputOf } from './command.ts'

/** Groups of which Wireshark names each identifier on its own. */
const NAMED = ['location', 'etws', 'cmas', 'trigger', 'epws', 'eu-info']

/**
 * Identifiers as Wireshark's dissector of LTE RRC names them, ascending. It has two fields of that
 * name; the whole of what tshark prints is 90 MB.
 */
function namesOfWireshark(): [identifier: number, name: string][] {
  const said = outputOf('sh', '-c', "tshark -G values | grep -a '^V.lte-rrc.messageIdentifier\t'")
  const lines = new Set(said.split('\n').filter((line) => line !== ''))
  return [...lines].map((line) => {
    const [, , identifier, name] = line.split('\t')
    return [Number(identifier), name!]
  })
}

/** What such a name says, in the words of our table. */
function readName(name: string): unknown {
  const group = firstOf(name, [
    [/ ePWS functionality/, 'epws'],
    [/^LCS /, 'location'],
    [/^ETWS /, 'etws'],
    [/geo-fencing trigger/, 'trigger'],
    [/^CMAS /, 'cmas'],
    [/^EU-Info /, 'eu-info'],
  ])
  if (group !== 'cmas') return { group, language: null, cmas: null }
  const language = name.endsWith(' additional languages') ? 'second' : 'first'
  return { group, language, cmas: classesOf(name) }
}

function classesOf(name: string): unknown {
  const known = firstOf(name, [
    [/Presidential/, 0],
    [/Extreme Alerts/, 1],
    [/Severe Alerts/, 2],
    [/Child Abduction/, 3],
    [/Required Monthly Test/, 4],
    [/CMAS Exercise/, 5],
    [/operator defined/, 6],
    [/Public Safety|State\/Local/, -1],
  ])
  const codeOf = (of: string, words: readonly string[]): number =>
    words.findIndex((word) => name.includes(`${of} of ${word}`))
  return {
    class: known,
    severity: codeOf('Severity', ['Extreme', 'Severe']),
    urgency: codeOf('Urgency', ['Immediate', 'Expected']),
    certainty: codeOf('Certainty', ['Observed', 'Likely']),
  }
}

/** A word of ours that stands in our name of an event when Wireshark's name is about it. */
function wordOf(name: string): string | undefined {
  const found = firstOf(name, [
    [/earthquake and tsunami/, 'earthquake and tsunami'],
    [/characteristic is water/, 'water'],
    [/characteristic is fire/, 'fire'],
    [/characteristic is pressure/, 'pressure'],
    [/characteristic is wind/, 'wind'],
    [/characteristic is dust/, 'dust'],
    [/characteristic is chemical hazard/, 'chemical hazard'],
    [/earthquake/, 'earthquake'],
    [/tsunami/, 'tsunami'],
    [/volcanic/, 'volcanic'],
    [/epidemic/, 'epidemic'],
    [/test message/, 'test'],
    [/other emergency/, 'other'],
    [/future extension/, 'future'],
    [/ePWS functionality$/, 'generic'],
  ])
  return found as string | undefined
}

function firstOf(name: string, rules: readonly (readonly [RegExp, unknown])[]): unknown {
  return rules.find(([pattern]) => pattern.test(name))?.[1]
}

describe.skipIf(!hasProgram('tshark'))('tshark', () => {
  test('describeIdentifier() says of each identifier what Wireshark does', () => {
    const names = namesOfWireshark()
    expect(names.length).toBe(66)
    for (const [identifier, name] of names) {
      const facts = describeIdentifier(identifier)
      expect([identifier, facts]).toMatchObject([identifier, readName(name)])
      if (facts.group === 'epws' || facts.group === 'etws') {
        expect([identifier, facts.name.en]).toEqual([
          identifier,
          expect.stringContaining(wordOf(name)!),
        ])
      }
      const isEtws = name.startsWith('ETWS ')
      if (facts.group === 'epws') expect(facts.name.en.startsWith('ETWS ')).toBe(isEtws)
    }
  })

  test('the table keeps no other identifier for a warning than Wireshark knows', () => {
    const ours = IDENTIFIER_ROWS.filter(({ group }) => NAMED.includes(group)).flatMap(
      ({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index),
    )
    expect(ours).toEqual(namesOfWireshark().map(([identifier]) => identifier))
    expect(ours.length).toBe(66)
  })
})
