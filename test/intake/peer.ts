import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export type Respond = (request: IncomingMessage, response: ServerResponse) => void

export interface Peer {
  readonly origin: string
  /** `host:port`, as an allow-list has it. */
  readonly host: string
  readonly requests: IncomingMessage[]
  readonly respond: { by: Respond }
  readonly close: () => Promise<void>
}

/** A stranger's server on loopback; with a key and a certificate it speaks https. */
export async function startPeer(tls?: { key: string; cert: string }): Promise<Peer> {
  const requests: IncomingMessage[] = []
  const respond: { by: Respond } = { by: (_request, response) => response.end() }
  const listener: Respond = (request, response) => {
    requests.push(request)
    respond.by(request, response)
  }
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const [scheme, name] = tls === undefined ? ['http', '127.0.0.1'] : ['https', 'feed.test']
  return {
    origin: `${scheme}://${name}:${port}`,
    host: `${name}:${port}`,
    requests,
    respond,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
