import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { CAP_1_2 } from '../../../src/domain/cap/model.ts'
import { readCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import {
  CANONICAL_ALGORITHMS,
  canonicalDocument,
} from '../../../src/formats/signature/canonical.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'
import { sampleAlert, sampleInfo } from '../../domain/cap/sample.ts'
import { hasProgram, validateAll } from '../xmllint.ts'
import { capAlerts } from './alerts.ts'

test('readCap() undoes writeCap() for every alert', () => {
  fc.assert(
    fc.property(capAlerts, (alert) => {
      const { alert: again, version, findings } = readCap(Buffer.from(writeCap(alert)))
      expect(findings).toEqual([])
      expect(version).toBe('1.2')
      expect(again).toEqual(alert)
    }),
  )
})

test('writeCap() writes a document that is its own canonical form, exclusive and inclusive', () => {
  fc.assert(
    fc.property(capAlerts, (alert) => {
      const xml = writeCap(alert)
      const { document } = scanXml(Buffer.from(xml))
      for (const form of CANONICAL_ALGORITHMS.values()) {
        expect(canonicalDocument(document!, form)).toBe(xml)
      }
    }),
  )
})

test('writeCap() writes what the schema takes, and what libxml2 finds in it is what was written', () => {
  using schema = XmlDocument.fromBuffer(readFileSync('schemas/cap-1.2.xsd'))
  using xsd = XsdValidator.fromDoc(schema)
  fc.assert(
    fc.property(capAlerts, (alert) => {
      using document = XmlDocument.fromString(writeCap(alert))
      xsd.validate(document)
      // Read by somebody else: an escape written twice would show here.
      const note = document.get('/c:alert/c:note', { c: CAP_1_2 })?.content ?? null
      expect(note).toBe(alert.note)
    }),
  )
})

test('writeCap() gives the same octets again for what was read from them', () => {
  fc.assert(
    fc.property(capAlerts, (alert) => {
      const xml = writeCap(alert)
      expect(writeCap(readCap(Buffer.from(xml)).alert!)).toBe(xml)
    }),
  )
})

test.skipIf(!hasProgram('xmllint'))('writeCap() writes what xmllint finds valid', () => {
  expect(validateAll(fc.sample(capAlerts, 60).map(writeCap)).filter((valid) => !valid)).toEqual([])
})

test('writeCap() writes this document', () => {
  const absent = { web: null, description: null, instruction: null, contact: null }
  const alert = sampleAlert({ infos: [sampleInfo({ ...absent, headline: 'A & B <1> "x"' })] })
  expect(writeCap(alert)).toBe(
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">' +
      '<identifier>KTN-ABCDEF-20261125-7-1-TSEL</identifier><sender>siaga@contoh.invalid</sender>' +
      '<sent>2026-11-25T08:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType>' +
      '<scope>Public</scope><info><language>id-ID</language><category>Geo</category>' +
      '<event>Tsunami</event><responseType>Evacuate</responseType><urgency>Immediate</urgency>' +
      '<severity>Extreme</severity><certainty>Observed</certainty>' +
      '<expires>2026-11-25T10:00:00+07:00</expires><senderName>Kementerian Contoh</senderName>' +
      '<headline>A &amp; B &lt;1&gt; "x"</headline><area><areaDesc>Pesisir Contoh</areaDesc>' +
      '<polygon>-6,105 -6,106 -7,106 -6,105</polygon></area></info></alert>',
  )
})

test('writeCap() refuses characters that XML cannot carry', () => {
  for (const note of ['\u0000', '\u001f', '\ufffe', '\ud800', 'a\udc00b']) {
    expect(() => writeCap(sampleAlert({ note }))).toThrow(RangeError)
  }
})

test('writeCap() refuses what no reader would take', () => {
  const reference = { sender: 'a', identifier: 'b', sent: '2026-11-25T07:00:00+07:00' }
  const resource = { resourceDesc: 'a', mimeType: 'a/b', uri: null, derefUri: null, digest: null }
  const refused = [
    sampleAlert({ sent: '2026-11-25T08:00:00Z' }),
    sampleAlert({ infos: [sampleInfo({ onset: '2026-11-25T08:00:00' })] }),
    sampleAlert({ references: [{ ...reference, identifier: 'b c' }] }),
    sampleAlert({ references: [{ ...reference, sender: 'a,b' }] }),
    sampleAlert({ references: [{ ...reference, sent: '2026-11-25T07:00:00Z' }] }),
    sampleAlert({ infos: [sampleInfo({ resources: [{ ...resource, size: 1.5 }] })] }),
  ]
  for (const alert of refused) expect(() => writeCap(alert)).toThrow(RangeError)
  expect(() => writeCap(sampleAlert({ references: [reference] }))).not.toThrow()
})
