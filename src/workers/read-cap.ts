import { readCap } from '../formats/cap/read.ts'
import { answerRequests } from './answer.ts'

/** Reads CAP documents that are too long for a serving thread. */
answerRequests((octets: Uint8Array) => readCap(octets))
