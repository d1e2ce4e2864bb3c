import { expect, onTestFinished, test } from 'vitest'
import { capPush, outcomeOf } from '../../src/operators/cap-push/adapter.ts'
import { encodePush } from '../../src/operators/cap-push/encode.ts'
import { operatorContract } from '../contract/operator.ts'
import { openPeer } from '../contract/scripted-peer.ts'

operatorContract('cap-push', (url) => capPush({ url, token: 'secret' }))

const outgoing = { orderId: '1.1-TSEL', identifier: 'KTN-1', xml: '<alert>é</alert>' }

test('encodePush() gives the document under the order’s only identity', () => {
  expect(encodePush(outgoing, 'secret')).toEqual({
    headers: {
      'content-type': 'application/cap+xml; charset=utf-8',
      authorization: 'Bearer secret',
      'idempotency-key': 'KTN-1',
    },
    body: outgoing.xml,
  })
  expect(encodePush({ ...outgoing }, 'secret')).toEqual(encodePush(outgoing, 'secret'))
})

test('capPush() shows its token to its own CBC, and follows nobody elsewhere', async () => {
  const peer = await openPeer()
  const link = capPush({ url: peer.url, token: 'secret' })
  onTestFinished(() => link.close())
  peer.play('redirects')
  await link.send(outgoing, AbortSignal.timeout(5_000))
  expect(peer.posted.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret'])
})

test('outcomeOf() refuses only what a receipt of this order rejects, whatever the status', () => {
  const answer = (status: number, body: unknown): string => {
    const result = { kind: 'answer', status, body: JSON.stringify(body) } as const
    return outcomeOf(result, 'KTN-1').kind
  }
  const receipt = { identifier: 'KTN-1', stage: 'rejected' }
  expect(answer(200, receipt)).toBe('refused')
  expect(answer(422, receipt)).toBe('refused')
  expect(answer(500, { identifier: 'KTN-1', stage: 'accepted' })).toBe('accepted')
  expect(answer(422, { ...receipt, identifier: 'KTN-2' })).toBe('unreached')
  expect([204, 301, 400, 404, 429, 503].map((status) => answer(status, {}))).toEqual([
    'unknown',
    'unreached',
    'unreached',
    'unreached',
    'unreached',
    'unreached',
  ])
  // A proxy that gave up waiting cannot say that the CBC behind it has nothing.
  expect([500, 502, 504].map((status) => answer(status, {}))).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ])
})

test('outcomeOf() tells why, in the peer’s own words or by the cause', () => {
  const said = { identifier: 'KTN-1', stage: 'rejected', reason: 'no such cell' }
  const body = JSON.stringify(said)
  expect(outcomeOf({ kind: 'answer', status: 200, body }, 'KTN-1').detail).toBe('no such cell')
  expect(outcomeOf({ kind: 'lost', cause: 'ECONNRESET' }, 'KTN-1')).toEqual({
    kind: 'unknown',
    detail: 'ECONNRESET',
    stage: null,
  })
  expect(outcomeOf({ kind: 'unsent', cause: 'ECONNREFUSED' }, 'KTN-1')).toEqual({
    kind: 'unreached',
    detail: 'ECONNREFUSED',
    stage: null,
  })
})
