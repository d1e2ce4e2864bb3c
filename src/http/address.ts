import type { FastifyRequest } from 'fastify'

const GROUPS = 8
/** One household or office has a whole /64 and may change its address at every request. */
const NETWORK_GROUPS = 4

/** Whom limits are counted for: an IPv4 address, an IPv6 network, or `local` for a file socket. */
export function addressOf(request: Pick<FastifyRequest, 'ip'>): string {
  // Fastify's type does not know of sockets that have no address.
  const ip = (request.ip as string | undefined)?.split('%')[0] ?? 'local'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  if (!ip.includes(':')) return ip
  const [head = '', tail = ''] = ip.split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')))
  const missing = GROUPS - (before?.length ?? 0) - (after?.length ?? 0)
  const groups = [
    ...(before ?? []),
    ...Array<string>(Math.max(0, missing)).fill('0'),
    ...(after ?? []),
  ]
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`
}
