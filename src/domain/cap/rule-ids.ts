import { CAP_WORDS } from '../words/cap.ts'

/**
 * What a rule of CAP documents may find: the rule's id in the rule table and a slug. Only X decides
 * whether a document is CAP 1.2; P is ours alone. Ids are API: never renamed.
 */
export type CapFindingRule = keyof typeof CAP_WORDS

export const CAP_FINDING_RULES = Object.keys(CAP_WORDS) as readonly CapFindingRule[]
