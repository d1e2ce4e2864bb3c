import type { LinkName } from './order.ts'
import type { FormKind } from './plan.ts'

/** What a kind of link can do (design §7). Facts, not behaviour: plans and dispatch read them. */
export interface LinkFacts {
  readonly forms: readonly FormKind[]
  readonly canUpdate: boolean
  /** `safe`: the same order may be sent again with the same octets and identity. */
  readonly repeat: 'safe' | 'ask'
  readonly evidence: 'per-cell' | 'none'
}

export const LINK_FACTS: Readonly<Record<LinkName, LinkFacts>> = {
  'cap-push': {
    forms: ['plmn', 'tac', 'cell', 'polygon'],
    canUpdate: true,
    repeat: 'safe',
    evidence: 'per-cell',
  },
  'cap-feed': {
    forms: ['plmn', 'tac', 'cell', 'polygon'],
    canUpdate: true,
    repeat: 'safe',
    evidence: 'per-cell',
  },
}
