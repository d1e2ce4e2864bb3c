import type { Outgoing } from '../port.ts'

/** One pushed document as HTTP has it. Pure: the same order always gives the same octets. */
export interface PushRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function encodePush(outgoing: Outgoing, token: string): PushRequest {
  return {
    headers: {
      'content-type': 'application/cap+xml; charset=utf-8',
      authorization: `Bearer ${token}`,
      // The same key at every repetition: a proxy in between can tell a repeat from a new one.
      'idempotency-key': outgoing.identifier,
    },
    body: outgoing.xml,
  }
}
