/**
 * A proof that one entry is in the log, to be checked offline. C2SP tlog-proof.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra <base64 of the leaf>
 *     index <seq>
 *     <base64 of a hash>              one a line: the inclusion proof, sibling of the leaf first
 *                                     (an empty line)
 *     <checkpoint>                    a signed note, verbatim
 *
 * The leaf rides in `extra`, which the clause does not authenticate and need not: it is what the
 * proof is about. Who holds the entry and its salt compares them with the leaf's commitment.
 */

import { formatBase64, parseBase64 } from './base64.ts'
import { openCheckpoint, type Checkpoint, type Trust } from './checkpoint.ts'
import { commitmentInput, decodeLeaf, type Leaf, type Sha256 } from './leaf.ts'
import { hashLeaf, sameOctets, verifyInclusion } from './tree.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
const PROOF_CHARACTERS_MAX = 131_072
/** A tree of 2^53 leaves needs no more. */
const HASHES_MAX = 53

export interface InclusionProof {
  readonly index: number
  /** The octets of the leaf. */
  readonly leaf: Uint8Array
  /** RFC 9162 §2.1.3.1, sibling of the leaf first. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note, verbatim. */
  readonly checkpoint: string
}

export function formatProof(proof: InclusionProof): string {
  const hashes = proof.hashes.map((hash) => `${formatBase64(hash)}\n`).join('')
  const head = `${FIRST_LINE}\nextra ${formatBase64(proof.leaf)}\nindex ${proof.index}\n`
  return `${head}${hashes}\n${proof.checkpoint}`
}

/** Inverse of {@link formatProof}, without believing it; null for what it does not give. */
export function parseProof(text: string): InclusionProof | null {
  if (text.length > PROOF_CHARACTERS_MAX) return null
  const split = text.indexOf('\n\n')
  if (split === -1) return null
  const [first, extra, index, ...encoded] = text.slice(0, split).split('\n')
  const leaf = parseBase64(/^extra (\S+)$/.exec(extra ?? '')?.[1] ?? '')
  const decimal = /^index (0|[1-9][0-9]{0,15})$/.exec(index ?? '')?.[1]
  if (first !== FIRST_LINE || leaf === null || decimal === undefined) return null
  if (encoded.length > HASHES_MAX || !Number.isSafeInteger(Number(decimal))) return null
  const hashes = encoded.map(parseBase64)
  if (!hashes.every((hash) => hash !== null && hash.length === 32)) return null
  return {
    index: Number(decimal),
    leaf,
    hashes: hashes as Uint8Array[],
    checkpoint: text.slice(split + 2),
  }
}

export interface Proven {
  readonly leaf: Leaf
  readonly checkpoint: Checkpoint
}

/**
 * What a proof shows: this leaf, at its own seq, in the tree of a checkpoint that a trusted key
 * signed. Null when it shows nothing: a CBC refuses it (design §8).
 */
export function openProof(sha256: Sha256, text: string, trust: Trust): Proven | null {
  const proof = parseProof(text)
  const leaf = proof === null ? null : decodeLeaf(proof.leaf)
  const checkpoint = proof === null ? null : openCheckpoint(proof.checkpoint, trust)
  if (proof === null || leaf === null || checkpoint === null || leaf.seq !== proof.index)
    return null
  const holds = verifyInclusion(sha256, {
    index: proof.index,
    size: checkpoint.size,
    leafHash: hashLeaf(sha256, proof.leaf),
    proof: proof.hashes,
    root: checkpoint.root,
  })
  return holds ? { leaf, checkpoint } : null
}

/** Whether the leaf commits to this entry under this salt of 32 octets. */
export function isCommittedTo(
  sha256: Sha256,
  leaf: Leaf,
  entry: { readonly salt: Uint8Array; readonly body: Uint8Array },
): boolean {
  if (entry.salt.length !== 32) return false
  return sameOctets(sha256(commitmentInput(entry.salt, entry.body)), leaf.commitment)
}
