import { expect, onTestFinished, test } from 'vitest'
import { createLinkTable } from '../../src/operators/links.ts'
import { openPeer } from '../contract/scripted-peer.ts'
import { makeCbc } from '../make.ts'

test('createLinkTable() has a push link of its own for each CBC, and none that a CBC reads', async () => {
  const [tsel, ioh] = [await openPeer(), await openPeer()]
  const table = createLinkTable([
    makeCbc('TSEL', ['cap-push', 'cap-feed'], tsel.url),
    makeCbc('IOH', ['cap-push'], ioh.url),
    makeCbc('XL', ['cap-feed']),
  ])
  onTestFinished(() => table.close())
  expect(table.of('TSEL', 'cap-feed')).toBeNull()
  expect(table.of('XL', 'cap-push')).toBeNull()
  expect(table.of('SF', 'cap-push')).toBeNull()
  const xml = '<alert><identifier>KTN-1</identifier></alert>'
  const order = { orderId: '1.1-IOH', identifier: 'KTN-1', xml }
  const outcome = await table.of('IOH', 'cap-push')!.send(order, AbortSignal.timeout(5_000))
  expect(outcome.kind).toBe('accepted')
  expect([tsel.posted.length, ioh.posted.length]).toEqual([0, 1])
  expect(ioh.posted[0]!.headers.authorization).toBe('Bearer push IOH')
})
