import { expect, test } from 'vitest'
import {
  nameCountry,
  parseWmoOid,
  senderCountry,
  senderHost,
  senderOrganisation,
} from '../../../src/domain/cap/sender.ts'
import { sampleAlert, sampleArea, sampleInfo } from './sample.ts'

const mute = sampleInfo({ language: null })

test.for([
  ['cuaca.ekstrem@bmkg.go.id', 'ID'],
  ['w-nws.webmaster@noaa.gov', 'US'],
  ['2.49.0.0.398.0', 'KZ'],
  ['urn:oid:2.49.0.0.360.1', 'ID'],
  ['http://www.gov.taipei/', null],
  ['https://alerts.metoffice.gov.uk:8443/x', 'GB'],
  ['meteo.cameroon@gmail.com', null],
  ['dirmet@wmo.int', null],
  ['siaga@contoh.io', null],
  ['ungrd@gestiondelriesgo.gov.co', 'CO'],
  ['PAGASA-DOST', null],
  ['x@y.EU', null],
] as const)('the sender %s says %s', ([sender, country]) => {
  expect(senderCountry(sampleAlert({ sender, infos: [mute] }))).toBe(country)
  expect(nameCountry(sender)).toBe(country)
})

test('an OID of the identifier stands above a domain, and a domain above hints', () => {
  const identifier = '2.49.0.1.84.0.2024'
  expect(senderCountry(sampleAlert({ identifier, sender: 'a@b.de' }))).toBe('BZ')
  expect(senderCountry(sampleAlert({ sender: 'a@b.de' }))).toBe('DE')
  const unknown = sampleAlert({ identifier: '2.49.0.1.999.0', sender: 'a@b.de' })
  expect(senderCountry(unknown)).toBe('DE')
})

test('without a name the profile says it, then geocodes, then languages', () => {
  const coded = (...codes: string[]) => senderCountry(sampleAlert({ codes, infos: [mute] }))
  expect(coded('x', 'profile:ID-CB:1.0')).toBe('ID')
  expect(coded('profile:CAP-CP:0.4')).toBe('CA')
  expect(coded('IPAWSv1.0')).toBe('US')
  expect(coded('profile:XX-CB:1.0')).toBeNull()
  const placed = (valueName: string, ...values: string[]) => {
    const geocodes = values.map((value) => ({ valueName, value }))
    const areas = [sampleArea({ geocodes })]
    return senderCountry(sampleAlert({ infos: [sampleInfo({ language: 'fr-FR', areas })] }))
  }
  expect(placed('ID-KEMENDAGRI', '32')).toBe('ID')
  expect(placed('ISO3166-2', 'ID-JB', 'ID-JT')).toBe('ID')
  expect(placed('ISO3166-2', 'ID-JB', 'MY-01')).toBeNull()
  const spoken = (...languages: (string | null)[]) =>
    senderCountry(sampleAlert({ infos: languages.map((language) => sampleInfo({ language })) }))
  expect(spoken('id-ID', 'en-US')).toBe('ID')
  expect(spoken('jv')).toBe('ID')
  expect(spoken('zh-TW', 'en')).toBe('TW')
  expect(spoken('fr-FR')).toBeNull()
  expect(spoken('de')).toBeNull()
  expect(spoken('hi', 'en')).toBe('IN')
  expect(spoken('fi', 'sv-FI')).toBe('FI')
  expect(spoken('fi', 'sv')).toBeNull()
  expect(spoken('de-DE', 'pl-PL')).toBeNull()
})

test('senderHost() finds the host and nothing that is none', () => {
  expect(senderHost('CAP@dwd.de')).toBe('dwd.de')
  expect(senderHost('http://newwcatwc.arh.noaa.gov/tsuPortal/')).toBe('newwcatwc.arh.noaa.gov')
  for (const none of ['AtHoc', '2.49.0.0.360.0', '', 'a@', 'a..b', '.id']) {
    expect(senderHost(none)).toBeNull()
  }
})

test('senderOrganisation() keeps offices of one owner together and strangers apart', () => {
  expect(senderOrganisation('cuaca@warning.bmkg.go.id')).toBe('bmkg.go.id')
  expect(senderOrganisation('bmkg.go.id')).toBe('bmkg.go.id')
  expect(senderOrganisation('x@bnpb.go.id')).toBe('bnpb.go.id')
  expect(senderOrganisation('w-nws.webmaster@noaa.gov')).toBe('noaa.gov')
  for (const none of ['a@gmail.com', 'a@yahoo.co.id', 'a@go.id', 'AtHoc']) {
    expect(senderOrganisation(none)).toBeNull()
  }
})

test('parseWmoOid() takes apart only what stands under 2.49.0', () => {
  expect(parseWmoOid('2.49.0.1.360.0.2026')).toEqual({ kind: 1, countryNumber: 360 })
  expect(parseWmoOid('urn:oid:2.49.0.0.690')).toEqual({ kind: 0, countryNumber: 690 })
  expect(parseWmoOid('2.49.0.1.abc')).toEqual({ kind: 1, countryNumber: null })
  expect(parseWmoOid('2.49.01.360')).toBeNull()
  expect(parseWmoOid('12.49.0.1.360')).toBeNull()
})
