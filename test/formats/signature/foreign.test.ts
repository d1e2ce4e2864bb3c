/** What xmlsec1 signs, as other publishers do, and what it says of documents we sign. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCap } from '../../../src/formats/cap/read.ts'
import { writeCap } from '../../../src/formats/cap/write.ts'
import { CANONICAL_ALGORITHMS, canonicalElement } from '../../../src/formats/signature/canonical.ts'
import {
  generateKeyPems,
  keyIdOf,
  loadSigningKey,
  loadTrustedKey,
} from '../../../src/formats/signature/keys.ts'
import { signCap } from '../../../src/formats/signature/sign.ts'
import { verifyCap } from '../../../src/formats/signature/verify.ts'
import { childElements, textOf } from '../../../src/formats/xml/node.ts'
import { scanXml } from '../../../src/formats/xml/scan.ts'
import { sampleAlert } from '../../domain/cap/sample.ts'
import { hasProgram, inTempFolder } from '../xmllint.ts'

const SAMPLE = writeCap(sampleAlert())
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const C14N_1_1 = 'http://www.w3.org/2006/12/xml-c14n11'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const RSA_SHORT = generateKeyPairSync('rsa', { modulusLength: 1024 })
const P256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const P384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
const P521 = generateKeyPairSync('ec', { namedCurve: 'secp521r1' })
const DSA = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })
const DSA_LONG = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 })

interface Template {
  readonly keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  readonly method: string
  /** Elements of a Transform and of CanonicalizationMethod. */
  readonly form?: string
  readonly formContent?: string
  readonly transforms?: string
  readonly digest?: string
  /** `ds:`, or empty for a default namespace. */
  readonly prefix?: string
}

/** The document with a signature that has no values yet, written as a person would. */
function template(of: Template): string {
  const { prefix: p = 'ds:', digest = 'http://www.w3.org/2001/04/xmlenc#sha256' } = of
  const xmlns = p === '' ? 'xmlns' : 'xmlns:ds'
  const signature = `<${p}Signature ${xmlns}="${DSIG}" xmlns:x="urn:x" Id="s">
    <${p}SignedInfo><!-- by hand -->
      <${p}CanonicalizationMethod Algorithm="${of.form ?? C14N}">${of.formContent ?? ''}</${p}CanonicalizationMethod>
      <${p}SignatureMethod Algorithm="${of.method}"/>
      <${p}Reference URI="">
        <${p}Transforms><${p}Transform Algorithm="${DSIG}enveloped-signature"/>${of.transforms ?? ''}</${p}Transforms>
        <${p}DigestMethod Algorithm="${digest}"/><${p}DigestValue/>
      </${p}Reference>
    </${p}SignedInfo>
    <${p}SignatureValue/>
  </${p}Signature>`
  return `<?xml-stylesheet href="a.xsl"?>\n<!-- a --> ${SAMPLE.replace(
    '<alert',
    '<alert xmlns:y="urn:y"',
  )
    .replace('<info>', '<!-- b -->\r\n  <info>')
    .replace('</alert>', `${signature}\n</alert>`)}`
}

function signByXmlsec(folder: string, of: Template): Buffer {
  const at = (name: string): string => join(folder, name)
  const pem = of.keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(at('key.pem'), pem)
  writeFileSync(at('t.xml'), template(of))
  const options = ['--privkey-pem', at('key.pem'), '--output', at('s.xml'), at('t.xml')]
  const { status, stderr } = spawnSync('xmlsec1', ['--sign', ...options], { encoding: 'utf8' })
  expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
  return readFileSync(at('s.xml'))
}

const byDs = (form: string, content = ''): string =>
  `<ds:Transform Algorithm="${form}">${content}</ds:Transform>`
const list = (prefixes: string): string =>
  `<ec:InclusiveNamespaces xmlns:ec="${EXC}" PrefixList="${prefixes}"/>`
const RSA_SHA256 = { keys: RSA, method: `${MORE}rsa-sha256` }

const GOOD: readonly [string, Template][] = [
  ['C14N 1.0, implicit for the document', RSA_SHA256],
  ['C14N 1.0 with comments', { ...RSA_SHA256, form: `${C14N}#WithComments` }],
  ['C14N 1.1', { ...RSA_SHA256, form: C14N_1_1, transforms: byDs(C14N_1_1) }],
  ['C14N 1.1 with comments', { ...RSA_SHA256, form: `${C14N_1_1}#WithComments` }],
  ['the exclusive form', { ...RSA_SHA256, form: EXC, transforms: byDs(EXC) }],
  [
    'the exclusive form with comments',
    { ...RSA_SHA256, form: `${EXC}WithComments`, transforms: byDs(`${EXC}WithComments`) },
  ],
  [
    'lists of prefixes',
    {
      ...RSA_SHA256,
      form: EXC,
      formContent: list('x y #default'),
      transforms: byDs(EXC, list('y z')),
    },
  ],
  ['a default namespace', { ...RSA_SHA256, prefix: '' }],
  ['RSA-SHA512', { keys: RSA, method: `${MORE}rsa-sha512` }],
  ['ECDSA P-256', { keys: P256, method: `${MORE}ecdsa-sha256` }],
  ['ECDSA P-384', { keys: P384, method: `${MORE}ecdsa-sha384`, digest: `${MORE}sha384` }],
  ['ECDSA P-521', { keys: P521, method: `${MORE}ecdsa-sha512` }],
]

const trust = (publicKey: KeyObject) => [{ keyId: keyIdOf(publicKey), publicKey, name: 'x' }]

test.skipIf(!hasProgram('xmlsec1')).for(GOOD)('verifyCap() takes of xmlsec1 %s', ([, of]) => {
  inTempFolder((folder) => {
    const octets = signByXmlsec(folder, of)
    const verdict = verifyCap(octets, trust(of.keys.publicKey))
    expect(verdict).toMatchObject({ verified: true, reason: null, alert: sampleAlert() })
    const changed = Buffer.from(octets.toString().replace('Tsunami<', 'Gempa<'))
    expect(verifyCap(changed, trust(of.keys.publicKey)).reason).toBe('S01-digest')
  })
})

const SHA1 = `${DSIG}sha1`
const WEAK: readonly [string, string, Template][] = [
  ['rsa-sha1', 'RSA-SHA1', { keys: RSA, method: `${DSIG}rsa-sha1`, digest: SHA1 }],
  ['sha1', 'a digest of SHA-1', { ...RSA_SHA256, digest: SHA1 }],
  ['dsa-sha1', 'DSA-SHA1', { keys: DSA, method: `${DSIG}dsa-sha1`, digest: SHA1 }],
  [
    'dsa-sha256',
    'DSA-SHA256',
    { keys: DSA_LONG, method: 'http://www.w3.org/2009/xmldsig11#dsa-sha256' },
  ],
  ['rsa-1024', 'a short RSA key', { keys: RSA_SHORT, method: `${MORE}rsa-sha256` }],
]

test.skipIf(!hasProgram('xmlsec1')).for(WEAK)(
  'verifyCap() calls weak, by %s, of xmlsec1 %s',
  ([found, , of]) => {
    inTempFolder((folder) => {
      const octets = signByXmlsec(folder, of)
      const verdict = verifyCap(octets, trust(of.keys.publicKey))
      expect(verdict).toMatchObject({ verified: false, weak: true, alert: null, signer: null })
      expect(verdict).toMatchObject({ reason: 'S01-weak', params: { found } })
      const changed = Buffer.from(octets.toString().replace('Tsunami<', 'Gempa<'))
      expect(verifyCap(changed, trust(of.keys.publicKey)).reason).toBe('S01-digest')
    })
  },
)

const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const octets = Buffer.from(`\ufeff${text}`, 'utf16le')
  return bigEndian ? octets.swap16() : octets
}
const DRESSED =
  '<?xml-stylesheet type="text/xsl"\n href="a.xsl"?>\r\n<!-- é -->\r\n' +
  SAMPLE.replaceAll('><', '>\r\n<')
    .replace('<info>', '<?here?><!-- c --><info>')
    .replace('Pesisir', 'P<![CDATA[esisi]]>r &#x1F30A;') +
  '\n<?after it?><!-- d -->\n'

const OWN_DOCUMENTS: readonly [string, Uint8Array][] = [
  ['instructions, comments, CRLF and CDATA', Buffer.from(DRESSED)],
  ['a byte order mark', Buffer.from(`\ufeff${DRESSED}`)],
  ['UTF-16, little end first', utf16(`<?xml version="1.0" encoding="UTF-16"?>${DRESSED}`, false)],
  ['UTF-16, big end first', utf16(`<?xml version="1.0" encoding="UTF-16"?>${DRESSED}`, true)],
  ['ISO-8859-1', Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${DRESSED}`, 'latin1')],
  ['a carriage return as a character', Buffer.from(DRESSED.replace('Kementerian', 'K&#13;'))],
]

test.skipIf(!hasProgram('xmlsec1')).for(OWN_DOCUMENTS)(
  'xmlsec1 and verifyCap() take what signCap() makes of %s',
  ([, octets]) => {
    const pems = generateKeyPems('ecdsa-p256-sha256')
    const key = loadSigningKey(pems.privatePem)
    const signed = signCap(octets, key)
    const trusted = [loadTrustedKey(pems.publicPem)]
    expect(verifyCap(Buffer.from(signed), trusted)).toMatchObject({
      verified: true,
      alert: readCap(octets).alert,
    })
    inTempFolder((folder) => {
      const [pem, file] = [join(folder, 'key.pem'), join(folder, 's.xml')]
      writeFileSync(pem, pems.publicPem)
      writeFileSync(file, signed)
      expect(spawnSync('xmlsec1', ['--verify', '--pubkey-pem', pem, file]).status).toBe(0)
      // Whatever is changed after it, S04: an instruction, an indentation, a comment beside none.
      for (const changed of [`<?x y?>${signed}`, signed.replace('<info>', ' <info>')]) {
        writeFileSync(file, changed)
        expect(spawnSync('xmlsec1', ['--verify', '--pubkey-pem', pem, file]).status).not.toBe(0)
        expect(verifyCap(Buffer.from(changed), trusted).reason).toBe('S01-digest')
      }
    })
    expect(signed).toContain('<?xml-stylesheet')
  },
)

/** `xml:base` from the root down to Signature: what SignedInfo takes along of them, xmlsec1 says.
 * None has a fragment: C14N 1.1 §2.4 drops it, libxml2 keeps it. */
const BASES: readonly (readonly [string, string, string])[] = [
  ['http://a.invalid/x/y', '../z', ''],
  ['http://a.invalid/x/y', '../../../z', '?q'],
  ['http://a.invalid', 'z', './w/.'],
  ['x/y', '../../z/', '..'],
  ['/x//y/', '..', '/w'],
  ['', '', ''],
  ['x/', '../', ''],
  ['http://a.invalid/x', '//b.invalid/../y', 'urn:z'],
]

test
  .skipIf(!hasProgram('xmlsec1'))
  .for(BASES.flatMap((bases) => [EXC, C14N, C14N_1_1].map((form) => [form, bases] as const)))(
  'canonicalElement() cuts SignedInfo out as xmlsec1 does: %s %j',
  ([form, [a, b, c]]) => {
    const own = template({ ...RSA_SHA256, form })
    const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(own)![0]
    const attribute = (value: string): string => (value === '' ? '' : ` xml:base="${value}"`)
    const xml =
      `<a xmlns:q="urn:q" xml:lang="id" xml:id="i"${attribute(a)}><b${attribute(b)}>` +
      signature.replace(' Id="s"', ` xml:space="preserve"${attribute(c)}`) +
      '</b></a>'
    inTempFolder((folder) => {
      const [key, from, to] = ['k.pem', 't.xml', 's.xml'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ]
      writeFileSync(key, RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }))
      writeFileSync(from, xml)
      spawnSync('xmlsec1', ['--sign', '--privkey-pem', key, '--output', to, from])
      const { root } = scanXml(readFileSync(to)).document!
      const [between] = childElements(root)
      const [signed] = childElements(between!)
      const [info, value] = childElements(signed!)
      const text = canonicalElement(
        info!,
        [root, between!, signed!],
        CANONICAL_ALGORITHMS.get(form)!,
      )
      const octets = Buffer.from(textOf(value!), 'base64')
      expect([text, verify('sha256', Buffer.from(text), RSA.publicKey, octets)]).toEqual([
        text,
        true,
      ])
    })
  },
)
