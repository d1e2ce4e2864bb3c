import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto'

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
export const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

export const transform = (algorithm: string, content = ''): string =>
  `<Transform Algorithm="${algorithm}">${content}</Transform>`
export const ENVELOPED_AND_EXC = transform(`${DSIG}enveloped-signature`) + transform(EXC)

/** A Reference as anyone may write it. `covered` is the canonical text it digests. */
export function reference(of: {
  readonly covered: string
  /** Attributes of the Reference, with a space in front. */
  readonly attributes?: string
  readonly transforms?: string
}): string {
  const digest = createHash('sha256').update(of.covered).digest('base64')
  return (
    `<Reference${of.attributes ?? ' URI=""'}><Transforms>` +
    `${of.transforms ?? ENVELOPED_AND_EXC}</Transforms>` +
    `<DigestMethod Algorithm="${SHA256}"></DigestMethod><DigestValue>${digest}</DigestValue></Reference>`
  )
}

/**
 * A Signature whose value is right, over references that need not be: what a holder of the key has
 * signed for another purpose, or a careless signer has. `more` stands after the value. The form of
 * SignedInfo is canonical as it is written here.
 */
export function signature(of: {
  readonly references: string
  readonly key: string | KeyObject
  readonly more?: string
  readonly attributes?: string
}): string {
  const content =
    `<CanonicalizationMethod Algorithm="${EXC}"></CanonicalizationMethod>` +
    `<SignatureMethod Algorithm="${ECDSA_SHA256}"></SignatureMethod>${of.references}`
  const key = typeof of.key === 'string' ? createPrivateKey(of.key) : of.key
  const signed = Buffer.from(`<SignedInfo xmlns="${DSIG}">${content}</SignedInfo>`)
  const value = sign('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }).toString('base64')
  return (
    `<Signature xmlns="${DSIG}"${of.attributes ?? ''}><SignedInfo>${content}</SignedInfo>` +
    `<SignatureValue>${value}</SignatureValue>${of.more ?? ''}</Signature>`
  )
}
