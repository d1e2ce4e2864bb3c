import type { Kind } from '../../domain/cb/message-identifier.ts'
import type { MessageState } from '../../domain/message-state.ts'
import type { MessageType } from '../../domain/message.ts'
import { words } from '../language.ts'

const KIND_MARKS: Readonly<Record<Kind, string>> = {
  warning: '▲',
  civic: '●',
  'public-test': '◆',
  exercise: '▽',
  test: '○',
}

/** The kind in words, with a shape and a colour of its own: a drill never looks like the real thing. */
export function KindTag({ kind }: { kind: string }) {
  const known = kind in KIND_MARKS ? (kind as Kind) : null
  return (
    <span class={`tag kind-${kind}`} data-test="kind" data-kind={kind}>
      <span aria-hidden="true">{known === null ? '' : KIND_MARKS[known]}</span>{' '}
      {known === null ? kind : words.value.kinds[known]}
    </span>
  )
}

interface StateProps {
  readonly state: MessageState
  readonly msgType: MessageType
}

/** The state in words. A Cancel is never "on air": it stops what is. */
export function StateTag({ state, msgType }: StateProps) {
  const cancelling = msgType === 'Cancel' && state === 'live'
  return (
    <span
      class={`tag state-${cancelling ? 'cancelling' : state}`}
      data-test="state"
      data-state={state}
    >
      {cancelling ? words.value.cancelling : words.value.states[state]}
    </span>
  )
}

/** The strip over everything that is not a plain warning or civic message. */
export function KindBanner({ kind }: { kind: Kind }) {
  const text = words.value.kindBanner[kind]
  if (text === null) return null
  return (
    <p class={`kind-banner kind-banner-${kind}`} data-test="kind-banner">
      {text}
    </p>
  )
}
