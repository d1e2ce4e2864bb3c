import type { NoteSigner } from '../audit/note.ts'
import type { Boundary } from '../domain/boundary.ts'
import type { AlertIdentifier } from '../domain/cb/choose-identifier.ts'
import type { Means } from '../domain/decision.ts'
import type { SigningKey } from '../formats/signature/keys.ts'
import type { Store } from '../store/open.ts'
import type { Pool } from '../workers/pool.ts'
import type { Country } from './country.ts'

/** What every use works with. Built once, by `service.ts`. */
export interface Desk {
  readonly store: Store
  readonly country: Country
  readonly pool: Pool
  readonly settings: DeskSettings
  readonly keys: DeskKeys
  /** Time and hash for one command. */
  means(): Means
  /** 0..1, for jitter. */
  random(): number
  randomOctets(count: number): Uint8Array
  randomLetters(count: number): string
  /** Told before and after the steps that a death of the process must not lose. */
  reached(boundary: Boundary, id: string): void
}

export interface DeskSettings {
  /** CAP sender. */
  readonly sender: string
  readonly senderName: string
  /** Base URL by which CBCs reach the edge; no slash at the end. */
  readonly edgeUrl: string
  /** Base URL by which staff reach the console. */
  readonly staffUrl: string
  readonly civicIdentifier: AlertIdentifier<'civic'> | null
  readonly demo: boolean
}

export interface DeskKeys {
  readonly cap: SigningKey & { readonly keyId: string }
  readonly log: { readonly origin: string; readonly signer: NoteSigner }
  /** The trust list, signed by the offline root, exactly as CBCs fetch it. */
  readonly trustList: string
}
