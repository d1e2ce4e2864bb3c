import type { Outcome } from '../../domain/order.ts'
import { PushAnswerJson } from '../../formats/json/receipt.ts'
import { LINK_FACTS } from '../../domain/link-facts.ts'
import type { PushLink } from '../port.ts'
import { encodePush } from './encode.ts'
import { openPool, post, type PushResult } from './link.ts'

/** Signed CAP by POST to one CBC; its answer is a receipt. */
export function capPush(settings: { readonly url: string; readonly token: string }): PushLink {
  const pool = openPool()
  return {
    facts: LINK_FACTS['cap-push'],
    send: async (outgoing, signal) => {
      const push = encodePush(outgoing, settings.token)
      const result = await post({ url: settings.url, pool }, push, signal)
      return outcomeOf(result, outgoing.identifier)
    },
    close: () => pool.close(),
  }
}

/**
 * Reads a CBC's answer. Only a `rejected` in so many words is a refusal: a wrong token, a proxy's
 * error page or an overloaded peer leave the order to be tried again and to be offered elsewhere.
 */
export function outcomeOf(result: PushResult, identifier: string): Outcome {
  switch (result.kind) {
    case 'unsent':
      return { kind: 'unreached', detail: result.cause, stage: null }
    case 'lost':
      return { kind: 'unknown', detail: result.cause, stage: null }
    case 'answer': {
      const answer = parseAnswer(result.body)
      if (answer?.identifier !== identifier) {
        const detail = `HTTP ${result.status} without a receipt of this order`
        return { kind: mayHold(result.status) ? 'unknown' : 'unreached', detail, stage: null }
      }
      // The log takes well-formed text only: a peer's lone surrogate must not hold up the order.
      const detail = (answer.reason ?? answer.stage).toWellFormed()
      return answer.stage === 'rejected'
        ? { kind: 'refused', detail, stage: 'rejected' }
        : { kind: 'accepted', detail, stage: answer.stage }
    }
  }
}

/** A yes, or a peer or a proxy that broke after it may have taken the order; 503 says it did not. */
function mayHold(status: number): boolean {
  return status < 300 || (status >= 500 && status !== 503)
}

function parseAnswer(body: string): PushAnswerJson | null {
  try {
    return PushAnswerJson.safeParse(JSON.parse(body)).data ?? null
  } catch {
    return null
  }
}
