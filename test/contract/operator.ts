import { expect, onTestFinished, test } from 'vitest'
import { LINK_FACTS } from '../../src/domain/link-facts.ts'
import { type LinkName, ORDER_STATES, PULL_LINKS } from '../../src/domain/order.ts'
import type { Link, Outgoing, PullLink, PushLink } from '../../src/operators/port.ts'
import { makeOrder, NOON_MS } from '../make.ts'
import { openPeer, type Peer, type Script } from './scripted-peer.ts'

/**
 * What dispatch relies on. Every link passes all of it; there is no skip list. What a kind of link
 * cannot do is a fact of its row in {@link LINK_FACTS}, which this suite reads.
 *
 * @param open the link, of a push link to the peer's address.
 */
export function operatorContract(name: LinkName, open: (url: string) => Link): void {
  test(`${name}: its facts are those of its row`, () => {
    const link = open('http://127.0.0.1:9/cap')
    expect(link.facts).toBe(LINK_FACTS[name])
    expect(link.facts.forms, 'a form that misses nobody').toContain('plmn')
    expect('offers' in link).toBe(PULL_LINKS.includes(name))
  })
  if (PULL_LINKS.includes(name)) pullContract(name, () => open('') as PullLink)
  else pushContract(name, (url) => open(url) as PushLink)
}

/** What an answer of the peer is to dispatch. */
const ANSWERS: readonly [Script, string][] = [
  ['accepts', 'accepted accepted'],
  ['receives', 'accepted received'],
  ['rejects', 'refused rejected'],
  // It has said that it did not take the order.
  ['denies', 'unreached -'],
  ['is-busy', 'unreached -'],
  ['redirects', 'unreached -'],
  // It may have taken the order, and only a receipt in so many words says that it did.
  ['breaks', 'unknown -'],
  ['answers-garbage', 'unknown -'],
  ['answers-json-of-another-form', 'unknown -'],
  ['answers-for-another-order', 'unknown -'],
  ['answers-without-end', 'unknown -'],
  ['closes-without-answer', 'unknown -'],
  ['takes-and-closes', 'unknown -'],
]

function pushContract(name: LinkName, open: (url: string) => PushLink): void {
  const rig = async (): Promise<{ link: PushLink; peer: Peer }> => {
    const peer = await openPeer()
    return { peer, link: openLink(open, peer.url) }
  }

  test.for(ANSWERS)(`${name}: a peer that %s gives outcome %s`, async ([script, expected]) => {
    const { link, peer } = await rig()
    peer.play(script)
    const { kind, stage, detail } = await link.send(outgoing(), soon())
    expect(`${kind} ${stage ?? '-'}`).toBe(expected)
    expect(detail.isWellFormed(), 'the log takes nothing else').toBe(true)
    expect(detail.length).toBeGreaterThan(0)
    expect(detail.length).toBeLessThanOrEqual(500)
    expect(peer.posted.length, 'one send is one request').toBe(1)
  })

  test(`${name}: an answer that comes too late is unknown`, async () => {
    const { link, peer } = await rig()
    peer.play('answers-late')
    const outcome = await link.send(outgoing(), AbortSignal.timeout(60))
    peer.release()
    expect(outcome).toMatchObject({ kind: 'unknown', stage: null })
    expect(outcome.detail).toMatch(/timed-out|ABORT/i)
  })

  test(`${name}: a peer that is not there is unreached`, async () => {
    const { link, peer } = await rig()
    await peer.close()
    expect(await link.send(outgoing(), soon())).toMatchObject({ kind: 'unreached', stage: null })
  })

  test(`${name}: an address that is none is unreached, not a throw`, async () => {
    const link = openLink(open, 'http://')
    expect(await link.send(outgoing(), soon())).toMatchObject({ kind: 'unreached' })
  })

  test(`${name}: a deadline already past is an outcome, and nothing goes out`, async () => {
    const { link, peer } = await rig()
    const outcome = await link.send(outgoing(), AbortSignal.abort('late'))
    expect(outcome).toEqual({ kind: 'unreached', detail: 'late', stage: null })
    expect(peer.posted).toEqual([])
  })

  test(`${name}: what arrives is the document, octet for octet`, async () => {
    const { link, peer } = await rig()
    const order = outgoing('KTN-1', 'Menjauh é 危险 €\n  ')
    await link.send(order, soon())
    expect(peer.posted.map(({ body }) => body)).toEqual([order.xml])
  })

  test(`${name}: many orders at once each get their own answer`, async () => {
    const { link, peer } = await rig()
    const orders = Array.from({ length: 20 }, (_, at) => outgoing(`KTN-${at}`))
    const outcomes = await Promise.all(orders.map((each) => link.send(each, soon())))
    expect(outcomes.map(({ kind }) => kind)).toEqual(orders.map(() => 'accepted'))
    expect(peer.held.size).toBe(20)
  })

  test(`${name}: the link works again as soon as the peer does`, async () => {
    const { link, peer } = await rig()
    peer.play('closes-without-answer', 'breaks', 'accepts')
    const kinds: string[] = []
    for (let n = 0; n < 3; n++) kinds.push((await link.send(outgoing(), soon())).kind)
    expect(kinds).toEqual(['unknown', 'unknown', 'accepted'])
  })

  if (LINK_FACTS[name].repeat !== 'safe') return

  test(`${name}: sending one order twice leaves the peer with one, and the same octets`, async () => {
    const { link, peer } = await rig()
    // The answer to the first is lost: we cannot know that the peer has it.
    peer.play('takes-and-closes', 'accepts')
    const order = outgoing()
    const first = await link.send(order, soon())
    const second = await link.send({ ...order }, soon())
    expect([first.kind, second.kind]).toEqual(['unknown', 'accepted'])
    expect([...peer.held.keys()]).toEqual([order.identifier])
    expect([...peer.held.get(order.identifier)!]).toEqual([order.xml])
    // Not the body alone: whoever stands in between can tell a repeat from a new order.
    const [one, two] = peer.posted.map(({ headers }) => ({ ...headers, connection: '' }))
    expect(two).toEqual(one)
  })
}

function pullContract(name: LinkName, open: () => PullLink): void {
  test(`${name}: an order stands on it from its offer to its expiry, whatever its state`, () => {
    const link = open()
    for (const state of ORDER_STATES) {
      const order = makeOrder({ state, used: [name] })
      expect(link.offers(order, order.sentMs), state).toBe(true)
      expect(link.offers(order, order.expiresMs - 1), state).toBe(true)
      expect(link.offers(order, order.expiresMs), state).toBe(false)
    }
  })

  test(`${name}: an order that was not offered on it is not there`, () => {
    const others = (Object.keys(LINK_FACTS) as LinkName[]).filter((each) => each !== name)
    for (const used of [[], others]) {
      expect(open().offers(makeOrder({ used }), NOON_MS)).toBe(false)
    }
  })

  test(`${name}: offers() is a function of order and instant alone`, () => {
    const order = makeOrder({ used: [name] })
    const before = structuredClone(order)
    const answers = [1, 2, 3].map(() => open().offers(order, NOON_MS))
    expect(answers).toEqual([true, true, true])
    expect(order).toEqual(before)
  })
}

function openLink(open: (url: string) => PushLink, url: string): PushLink {
  const link = open(url)
  onTestFinished(() => link.close())
  return link
}

function outgoing(identifier = 'KTN-ABCDEF-20261125-1-1-TSEL', text = 'Menjauh.'): Outgoing {
  const xml = `<alert><identifier>${identifier}</identifier><d>${text}</d></alert>`
  return { orderId: '1.1-TSEL', identifier, xml }
}

function soon(): AbortSignal {
  return AbortSignal.timeout(5_000)
}
