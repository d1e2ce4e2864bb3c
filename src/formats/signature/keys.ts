import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { Refusal } from '../../domain/error.ts'

export type SigningAlgorithm = 'rsa-sha256' | 'ecdsa-p256-sha256'

/** A public key that signatures are believed of. */
export interface TrustedKey {
  readonly keyId: string
  readonly publicKey: KeyObject
  /** Whom a report names as signer: a certificate's common name, otherwise the key id. */
  readonly name: string
}

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly algorithm: SigningAlgorithm
  /** Goes into the signature for peers that look for it; nobody here trusts it. */
  readonly certificatePem?: string | undefined
}

/** First 16 hex digits of the SHA-256 over the key's SubjectPublicKeyInfo. RFC 5280 §4.1.2.7. */
export function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex').slice(0, 16)
}

/** Makes a new key pair as PEM: PKCS #8 and SPKI. Never one that a document could bring along. */
export function generateKeyPems(algorithm: SigningAlgorithm | 'ed25519'): {
  readonly keyId: string
  readonly privatePem: string
  readonly publicPem: string
} {
  const { privateKey, publicKey } = generate(algorithm)
  return {
    keyId: keyIdOf(publicKey),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

function generate(algorithm: SigningAlgorithm | 'ed25519'): {
  privateKey: KeyObject
  publicKey: KeyObject
} {
  if (algorithm === 'rsa-sha256') return generateKeyPairSync('rsa', { modulusLength: 3072 })
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519')
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

/**
 * A private key for signing CAP, its algorithm read off its type.
 *
 * @throws {Refusal} `KEY_REFUSED` unless it is RSA of at least 2048 bits or ECDSA on P-256, and the
 *   certificate, where there is one, is of this key.
 */
export function loadSigningKey(privatePem: string, certificatePem?: string): SigningKey {
  const privateKey = attempt(() => createPrivateKey(privatePem))
  const algorithm = algorithmOf(privateKey)
  if (algorithm === null) {
    throw new Refusal('KEY_REFUSED', {
      what: 'it must be RSA of at least 2048 bits or ECDSA on P-256',
      whatId: 'harus RSA paling sedikit 2048 bit atau ECDSA pada P-256',
    })
  }
  if (certificatePem !== undefined) {
    const certificate = attempt(() => new X509Certificate(certificatePem))
    if (!certificate.checkPrivateKey(privateKey)) {
      throw new Refusal('KEY_REFUSED', {
        what: 'the certificate is of another key',
        whatId: 'sertifikatnya milik kunci lain',
      })
    }
  }
  return { privateKey, algorithm, certificatePem }
}

/**
 * A public key, certificate or private key in PEM, to be trusted for its public half.
 *
 * @throws {Refusal} `KEY_REFUSED` when the text is none of them.
 */
export function loadTrustedKey(pem: string, name?: string): TrustedKey {
  if (pem.includes('-----BEGIN CERTIFICATE-----')) {
    const certificate = attempt(() => new X509Certificate(pem))
    const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1]
    return trustedKey(certificate.publicKey, name ?? common)
  }
  return trustedKey(
    attempt(() => createPublicKey(pem)),
    name,
  )
}

function trustedKey(publicKey: KeyObject, name: string | undefined): TrustedKey {
  const keyId = keyIdOf(publicKey)
  return { keyId, publicKey, name: name ?? keyId }
}

/** The algorithm a key signs CAP with, or null when it is not fit for it. */
export function algorithmOf(key: KeyObject): SigningAlgorithm | null {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048) return 'rsa-sha256'
  const isP256 = key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1'
  return isP256 ? 'ecdsa-p256-sha256' : null
}

function attempt<T>(load: () => T): T {
  try {
    return load()
  } catch (cause) {
    throw new Refusal(
      'KEY_REFUSED',
      {
        what: 'it must be a key or a certificate in PEM',
        whatId: 'harus berupa kunci atau sertifikat dalam bentuk PEM',
      },
      { cause },
    )
  }
}
