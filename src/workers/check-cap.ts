import { type CapCheckRequest, checkCapOctets } from '../formats/cap/check.ts'
import { answerRequests } from './answer.ts'

export interface CheckCapRequest {
  readonly octets: Uint8Array
  readonly check: CapCheckRequest
}

/** Checks CAP documents by every rule: what a few kilobytes say can take a rule tens of milliseconds. */
answerRequests(({ octets, check }: CheckCapRequest) => checkCapOctets(octets, check))
