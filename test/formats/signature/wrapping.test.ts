/**
 * Signature wrapping, XSW1–8 of Somorovsky et al., "On Breaking SAML" (USENIX Security 2012), and
 * its kin, from memory: the signature holds, and what a reader takes is not what was signed.
 */
import { spawnSync } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeCap } from '../../../src/formats/cap/write.ts'
import {
  generateKeyPems,
  loadSigningKey,
  loadTrustedKey,
} from '../../../src/formats/signature/keys.ts'
import { signCap } from '../../../src/formats/signature/sign.ts'
import { verifyCap } from '../../../src/formats/signature/verify.ts'
import { sampleAlert, sampleInfo } from '../../domain/cap/sample.ts'
import { hasProgram, inTempFolder } from '../xmllint.ts'
import { DSIG, ENVELOPED_AND_EXC, EXC, reference, signature, transform } from './forge.ts'

const OWN = generateKeyPems('ecdsa-p256-sha256')
const TRUSTED = [loadTrustedKey(OWN.publicPem)]
const key = OWN.privatePem
const TRUE = writeCap(sampleAlert())
const EVIL = writeCap(sampleAlert({ infos: [sampleInfo({ event: 'Palsu' })] }))
const SIGNED = signCap(TRUE, loadSigningKey(key))
const SIGNATURE = /<Signature .*<\/Signature>/.exec(SIGNED)![0]

const inside = (xml: string, added: string): string => xml.replace(/(?=<\/alert>$)/, added)
const withId = (xml: string, id: string): string => xml.replace(/^<alert/, `$& Id="${id}"`)

/** What a signer by Id makes: the signature covers the element `orig`, wherever that is put. */
const ORIG = withId(TRUE, 'orig').replace(/^(<alert)( Id="orig")( xmlns="[^"]*")/, '$1$3$2')
const byId = reference({ covered: ORIG, attributes: ' URI="#orig"' })
// The true message inside the signature must not be taken out with it.
const insideById = reference({
  covered: ORIG,
  attributes: ' URI="#orig"',
  transforms: transform(EXC),
})
const evil = withId(EVIL, 'evil')
const plain = (more = '', references = byId): string => signature({ references, key, more })

const object = (content: string, id = 'obj'): string =>
  `<Object xmlns="${DSIG}" Id="${id}">${content}</Object>`
const toObject = (content: string, type = ''): string =>
  reference({
    covered: object(content),
    attributes: `${type} URI="#obj"`,
    transforms: transform(EXC),
  })
const enveloping = (content: string): string =>
  plain(`<Object Id="obj">${content}</Object>`, toObject(content))

const XPATH = 'http://www.w3.org/TR/1999/REC-xpath-19991116'
const nothing = transform(XPATH, '<XPath>false()</XPath>')
const MANIFEST = `<Manifest>${reference({ covered: 'x', transforms: transform(EXC) })}</Manifest>`
const keyInfo = `<KeyInfo Id="obj"><KeyName>a</KeyName></KeyInfo>`
const canonicalKeyInfo = keyInfo.replace('<KeyInfo', `<KeyInfo xmlns="${DSIG}"`)

interface Row {
  readonly reason: string
  readonly what: string
  readonly xml: string
  /** Whether xmlsec1 believes it, the key being the right one. */
  readonly xmlsec1: boolean
}
const row = (reason: string, xmlsec1: boolean, what: string, xml: string): Row => ({
  reason,
  xmlsec1,
  what,
  xml,
})

const ROWS: readonly Row[] = [
  row(
    'S01-structure',
    false,
    'XSW1: the true one in the signature',
    inside(evil, plain(ORIG, insideById)),
  ),
  row('S01-misplaced', true, 'XSW2: the true one after', inside(evil, plain() + ORIG)),
  row('S01-reference', true, 'XSW2: the true one before', inside(evil, ORIG + plain())),
  row(
    'S01-misplaced',
    true,
    'XSW3: false beside true',
    `<alerts>${evil}${inside(ORIG, plain())}</alerts>`,
  ),
  row('S01-misplaced', true, 'XSW4: true within false', inside(evil, inside(ORIG, plain()))),
  row(
    'S01-misplaced',
    true,
    'XSW5: the signature in the false one',
    `<alerts>${inside(evil, plain())}${ORIG}</alerts>`,
  ),
  row(
    'S01-misplaced',
    false,
    'XSW6: true in the signature in false',
    `<alerts>${inside(evil, plain(ORIG, insideById))}</alerts>`,
  ),
  row(
    'S01-reference',
    true,
    'XSW7: true in an extension',
    inside(evil, `<Extensions>${ORIG}</Extensions>${plain()}`),
  ),
  row(
    'S01-structure',
    true,
    'XSW8: true in an Object',
    inside(evil, plain(`<Object>${ORIG}</Object>`, insideById)),
  ),
  row(
    'S01-reference',
    false,
    'two elements of one Id',
    inside(withId(EVIL, 'orig'), ORIG + plain()),
  ),
  row(
    'S01-structure',
    true,
    'a false message in an Object of a true one',
    SIGNED.replace('</Signature>', `<Object>${EVIL}</Object></Signature>`),
  ),
  row(
    'S01-structure',
    false,
    'anything at all within the signature',
    SIGNED.replace('</Signature>', '<x xmlns="urn:x"></x></Signature>'),
  ),
  row('S01-structure', true, 'an enveloping signature moved in', inside(EVIL, enveloping('a'))),
  row(
    'S01-structure',
    true,
    'a reference to a Manifest alone',
    inside(
      EVIL,
      plain(`<Object Id="obj">${MANIFEST}</Object>`, toObject(MANIFEST, ` Type="${DSIG}Manifest"`)),
    ),
  ),
  row(
    'S01-reference',
    true,
    'a reference to the KeyInfo',
    inside(
      EVIL,
      plain(
        keyInfo,
        reference({
          covered: canonicalKeyInfo,
          attributes: ' URI="#obj"',
          transforms: transform(EXC),
        }),
      ),
    ),
  ),
  row(
    'S01-structure',
    true,
    'a reference to an Object by pointer',
    inside(
      EVIL,
      plain(
        object('a').replace(` xmlns="${DSIG}"`, ''),
        reference({
          covered: object('a'),
          attributes: ` URI="#xpointer(id('obj'))"`,
          transforms: transform(EXC),
        }),
      ),
    ),
  ),
  row(
    'S01-reference',
    true,
    'two references',
    inside(TRUE, plain('', reference({ covered: TRUE }) + reference({ covered: TRUE }))),
  ),
  row('S01-reference', false, 'no reference', inside(TRUE, plain('', ''))),
  row(
    'S01-reference',
    true,
    'a reference by pointer to all',
    inside(TRUE, plain('', reference({ covered: TRUE, attributes: ' URI="#xpointer(/)"' }))),
  ),
  row(
    'S01-reference',
    true,
    'a reference without URI',
    inside(TRUE, plain('', reference({ covered: TRUE, attributes: '' }))),
  ),
  row(
    'S01-reference',
    false,
    'a detached reference',
    inside(
      TRUE,
      plain('', reference({ covered: TRUE, attributes: ' URI="http://x.invalid/alert.xml"' })),
    ),
  ),
  row(
    'S01-reference',
    true,
    'a type that has the reference mean an object',
    inside(
      TRUE,
      plain('', reference({ covered: TRUE, attributes: ` Type="${DSIG}Object" URI=""` })),
    ),
  ),
  row(
    'S01-transform',
    true,
    'an XPath that leaves nothing',
    inside(
      EVIL,
      plain(
        '',
        reference({ covered: '', transforms: transform(`${DSIG}enveloped-signature`) + nothing }),
      ),
    ),
  ),
  row(
    'S01-transform',
    true,
    'a third transform',
    inside(
      TRUE,
      plain('', reference({ covered: TRUE, transforms: ENVELOPED_AND_EXC + transform(EXC) })),
    ),
  ),
  row(
    'S01-transform',
    false,
    'enveloped after the canonical form',
    inside(
      TRUE,
      plain(
        '',
        reference({
          covered: TRUE,
          transforms: transform(EXC) + transform(`${DSIG}enveloped-signature`),
        }),
      ),
    ),
  ),
  row(
    'S01-transform',
    false,
    'no enveloped at all',
    inside(TRUE, plain('', reference({ covered: TRUE, transforms: transform(EXC) }))),
  ),
  row(
    'S01-misplaced',
    true,
    'the signature in front',
    inside(TRUE, '').replace('<identifier>', `${SIGNATURE}<identifier>`),
  ),
  row(
    'S01-misplaced',
    true,
    'the signature within an info',
    TRUE.replace('</info>', `${SIGNATURE}</info>`),
  ),
  row('S01-several', true, 'a second signature over the first', second()),
  row(
    'S01-several',
    true,
    'a signature within the signature',
    SIGNED.replace('</Signature>', `<Object>${SIGNATURE}</Object></Signature>`),
  ),
  row(
    'S01-digest',
    false,
    'a line feed after the signature',
    SIGNED.replace(SIGNATURE, `${SIGNATURE}\n`),
  ),
  row(
    'S01-misplaced',
    false,
    'an info after the signature',
    SIGNED.replace(SIGNATURE, `${SIGNATURE}<info></info>`),
  ),
  row('S01-digest', false, 'an attribute of the root', SIGNED.replace(/^<alert/, '$& Id="x"')),
  row('S01-digest', false, 'an instruction after the root', `${SIGNED}<?x y?>`),
  row(
    'S01-digest',
    false,
    'a declaration put on the root',
    SIGNED.replace(/^<alert/, '$& xmlns:x="urn:x"').replace('<info>', '<info x:a="1">'),
  ),
  row('S01-unsigned', false, 'the prefix of XML-DSig bound to something else', rebind()),
  row(
    'S02-content',
    false,
    'an entity in place of the text',
    `<!DOCTYPE alert [<!ENTITY e "Palsu">]>${SIGNED.replace('Tsunami<', '&e;<')}`,
  ),
  row(
    'S01-structure',
    true,
    'a comment within the digest',
    SIGNED.replace(/<DigestValue>..../, '$&<!--x-->'),
  ),
  row(
    'S01-structure',
    true,
    'an attribute nobody knows on the signature',
    SIGNED.replace('<Signature ', '<Signature x="1" '),
  ),
  row(
    'S01-structure',
    false,
    'a namespace that is a relative reference',
    SIGNED.replace(/^<alert/, '$& xmlns:x="x"'),
  ),
]

/** Signed twice; the outer signature stands first, where xmlsec1 looks. */
function second(): string {
  const outer = signature({ references: reference({ covered: SIGNED }), key })
  return SIGNED.replace('<identifier>', `${outer}<identifier>`)
}

function rebind(): string {
  const prefixed = SIGNATURE.replace(/<(\/?)/g, '<$1ds:').replace('xmlns=', 'xmlns:ds=')
  return inside(TRUE, prefixed.replace(`"${DSIG}"`, '"urn:x"'))
}

test.for(ROWS)('verifyCap() refuses by $reason: $what', ({ reason, xml }) => {
  expect(verifyCap(Buffer.from(xml), TRUSTED)).toMatchObject({
    verified: false,
    reason,
    alert: null,
    signer: null,
  })
})

test('the helper signs what holds where nothing is wrapped', () => {
  const good = inside(TRUE, plain('', reference({ covered: TRUE })))
  expect(verifyCap(Buffer.from(good), TRUSTED)).toMatchObject({ verified: true })
})

test.skipIf(!hasProgram('xmlsec1'))('xmlsec1 believes many of them, with the same key', () => {
  inTempFolder((folder) => {
    const [pem, file] = [join(folder, 'key.pem'), join(folder, 'signed.xml')]
    writeFileSync(pem, createPublicKey(OWN.publicPem).export({ type: 'spki', format: 'pem' }))
    const ids = ['--id-attr:Id', 'urn:oasis:names:tc:emergency:cap:1.2:alert']
    const said = ROWS.map(({ what, xml }) => {
      writeFileSync(file, xml)
      const { status } = spawnSync('xmlsec1', ['--verify', '--pubkey-pem', pem, ...ids, file])
      return [what, status === 0]
    })
    expect(said).toEqual(ROWS.map(({ what, xmlsec1 }) => [what, xmlsec1]))
  })
})
