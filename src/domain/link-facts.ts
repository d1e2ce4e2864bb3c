import type { Channel } from './message.ts'
import type { LinkName } from './order.ts'
import type { FormKind } from './plan.ts'

/** What a kind of link can do (design §7). Facts, not behaviour: plans and dispatch read them. */
export interface LinkFacts {
  readonly forms: readonly FormKind[]
  readonly canUpdate: boolean
  /** `safe`: the same order may be sent again with the same octets and identity. */
  readonly repeat: 'safe' | 'ask'
  readonly evidence: 'per-cell' | 'none'
  /** Texts that are not aired (design §5) never go where a CBC takes what it airs. */
  readonly channels: readonly Channel[]
}

export const LINK_FACTS: Readonly<Record<LinkName, LinkFacts>> = {
  'cap-push': {
    forms: ['plmn', 'tac', 'cell', 'polygon'],
    canUpdate: true,
    repeat: 'safe',
    evidence: 'per-cell',
    channels: ['cell-broadcast'],
  },
  'cap-feed': {
    forms: ['plmn', 'tac', 'cell', 'polygon'],
    canUpdate: true,
    repeat: 'safe',
    evidence: 'per-cell',
    // Two feeds: the one that is aired, and one for texts.
    channels: ['cell-broadcast', 'sms', 'network-name'],
  },
}
