import type { Finding, FindingLevel } from '../finding.ts'
import type { CapAlert, CapReference } from './model.ts'

/** What a check may know beyond the document. All of it is handed in: rules read nothing. */
export interface CapCheck {
  /** The clock: what is past is past at this instant. */
  readonly nowMs: number
  /** True for a channel that reaches the public: adds the findings of level `policy`. */
  readonly live: boolean
  /**
   * Messages that came before this one; absent where nothing is known of them, so that nothing is
   * said of references that cannot be looked up.
   */
  readonly known?: readonly KnownCap[] | undefined
  /** Hashes of this message; absent: it cannot be told from another one of the same names. */
  readonly own?: CapHashes | undefined
  /** SHA-1 of octets in lower-case hex, as CAP 1.2 §3.2.3 digest has it; absent: not compared. */
  readonly sha1?: ((octets: Uint8Array) => string) | undefined
  /** Name of a region by its Kemendagri code, or null; absent: codes are not looked up. */
  readonly regionName?: ((code: string) => string | null) | undefined
}

/** By which a message that comes again is known to be the same. SHA-256 in hex. */
export interface CapHashes {
  /** Of its octets. */
  readonly sha256: string
  /** Of what was read, without signature and layout; absent where it was not kept. */
  readonly contentSha256?: string | undefined
}

/** What is kept of a message for the sake of later ones. */
export interface KnownCap extends CapHashes {
  readonly sender: string
  readonly identifier: string
  /** Byte-exact. */
  readonly sent: string
  readonly msgType: CapAlert['msgType']
  readonly status: CapAlert['status']
  /** Of each info in order, null where it names none. Variants of one identifier differ here. */
  readonly languages: readonly (string | null)[]
  /** The latest `expires` of its infos as an instant; null where one says none. */
  readonly expiresMs: number | null
  readonly references: readonly CapReference[]
}

/** One row of the rule table. */
export interface CapRule {
  /** As in `A10`; the slugs of its findings begin with it. */
  readonly id: string
  /** Every level that its findings may have, the gravest first. */
  readonly levels: readonly FindingLevel[]
  /** The clause it holds up, the profile that asks for it, or the incident it prevents. */
  readonly source: string
  /**
   * What it finds; or who else finds it, where the parsed alert no longer shows the fault: the
   * `reader` of CAP, the `verifier` of signatures, the reader of a `feed`.
   */
  readonly check:
    | ((alert: CapAlert, check: CapCheck) => Iterable<Finding>)
    | 'reader'
    | 'verifier'
    | 'feed'
}
