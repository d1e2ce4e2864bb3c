/** Identifiers of XML-DSig (RFC 3275, RFC 6931) and what stands behind each. */

export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
export const ECDSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256'

export interface DigestAlgorithm {
  readonly hash: string
  /** Read for display, never enough to broadcast. */
  readonly weak: boolean
}

export interface SignatureAlgorithm extends DigestAlgorithm {
  /** What `KeyObject.asymmetricKeyType` must be. */
  readonly keyType: 'rsa' | 'ec' | 'dsa'
  readonly name: string
}

export const DIGEST_ALGORITHMS: ReadonlyMap<string, DigestAlgorithm> = new Map([
  [SHA256, { hash: 'sha256', weak: false }],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', { hash: 'sha384', weak: false }],
  ['http://www.w3.org/2001/04/xmlenc#sha512', { hash: 'sha512', weak: false }],
  ['http://www.w3.org/2000/09/xmldsig#sha1', { hash: 'sha1', weak: true }],
])

const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'

export const SIGNATURE_ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [RSA_SHA256, row('rsa', 'sha256', false)],
  [`${MORE}rsa-sha384`, row('rsa', 'sha384', false)],
  [`${MORE}rsa-sha512`, row('rsa', 'sha512', false)],
  [ECDSA_SHA256, row('ec', 'sha256', false)],
  [`${MORE}ecdsa-sha384`, row('ec', 'sha384', false)],
  [`${MORE}ecdsa-sha512`, row('ec', 'sha512', false)],
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', row('rsa', 'sha1', true)],
  ['http://www.w3.org/2000/09/xmldsig#dsa-sha1', row('dsa', 'sha1', true)],
  ['http://www.w3.org/2009/xmldsig11#dsa-sha256', row('dsa', 'sha256', true)],
  [`${MORE}ecdsa-sha1`, row('ec', 'sha1', true)],
])

function row(
  keyType: SignatureAlgorithm['keyType'],
  hash: string,
  weak: boolean,
): SignatureAlgorithm {
  return { keyType, hash, weak, name: `${keyType === 'ec' ? 'ecdsa' : keyType}-${hash}` }
}
