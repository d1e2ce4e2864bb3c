/** Why an address is not one that a stranger may make us ask. */
export type AddressKind =
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'carrier'
  | 'link-local'
  | 'metadata'
  | 'documentation'
  | 'benchmark'
  | 'multicast'
  | 'translated'
  | 'reserved'
  | 'unreadable'

type Block = readonly [prefix: string, bits: number, kind: AddressKind]

// IANA special-purpose registries, RFC 6890; the narrower block stands before the wider.
const IPV4: readonly Block[] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.100.100.200', 32, 'metadata'],
  ['100.64.0.0', 10, 'carrier'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.169.254', 32, 'metadata'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'translated'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmark'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
]

const IPV6: readonly Block[] = [
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  ['::', 96, 'translated'],
  ['::ffff:0:0', 96, 'translated'],
  ['::ffff:0:0:0', 96, 'translated'],
  ['64:ff9b::', 96, 'translated'],
  ['64:ff9b:1::', 48, 'translated'],
  ['100::', 64, 'reserved'],
  ['2001::', 32, 'translated'],
  ['2001:2::', 48, 'benchmark'],
  ['2001:db8::', 32, 'documentation'],
  ['2001::', 23, 'reserved'],
  ['2002::', 16, 'translated'],
  ['3fff::', 20, 'documentation'],
  ['fd00:ec2::254', 128, 'metadata'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
]

const IPV6_PUBLIC: Block = ['2000::', 3, 'reserved']

interface Range {
  readonly first: bigint
  readonly shift: bigint
  readonly kind: AddressKind
}

const RANGES_4 = IPV4.map((block) => rangeOf(block, 32))
const RANGES_6 = IPV6.map((block) => rangeOf(block, 128))
const PUBLIC_6 = rangeOf(IPV6_PUBLIC, 128)

/**
 * What kind of special address this is, or null for one of the public internet. An address that
 * carries another one inside (mapped, 6to4, Teredo, NAT64) is `translated`, whatever it carries.
 *
 * @param address as a resolver gives it, or a host of a URL without brackets.
 */
export function specialKind(address: string): AddressKind | null {
  const four = parseIpv4(address)
  if (four !== null) return kindIn(RANGES_4, four)
  const six = parseIpv6(address)
  if (six === null) return 'unreadable'
  const special = kindIn(RANGES_6, six)
  if (special !== null) return special
  // Only 2000::/3 is given out as public: RFC 4291 §2.4.
  return isIn(PUBLIC_6, six) ? null : 'reserved'
}

/** True for a host that is an address and no name: no resolver is asked about it. */
export function isAddress(host: string): boolean {
  return parseIpv4(host) !== null || parseIpv6(host) !== null
}

function rangeOf([prefix, bits, kind]: Block, width: number): Range {
  const first = parseIpv4(prefix) ?? parseIpv6(prefix)
  if (first === null) throw new RangeError(`Cannot use "${prefix}" as it is no address`)
  const shift = BigInt(width - bits)
  return { first: first >> shift, shift, kind }
}

function isIn({ first, shift }: Range, value: bigint): boolean {
  return value >> shift === first
}

function kindIn(ranges: readonly Range[], value: bigint): AddressKind | null {
  return ranges.find((range) => isIn(range, value))?.kind ?? null
}

/** Four decimal numbers and nothing else: `127.1` and `0177.0.0.1` are names to us. */
function parseIpv4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0n
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null
    value = (value << 8n) | BigInt(part)
  }
  return value
}

/** RFC 4291 §2.2, with a zone (RFC 4007 §11) cut off. */
function parseIpv6(text: string): bigint | null {
  const bare = text.replace(/%.*$/, '').toLowerCase()
  const halves = bare.split('::')
  // RFC 4291 §2.2: an IPv4 address only as the last part.
  if (halves.length > 2 || bare.length > 45 || /\..*:/.test(bare)) return null
  const [head, tail] = halves.map(groupsOf)
  if (head === null || head === undefined || tail === null) return null
  const given = head.length + (tail?.length ?? 0)
  if (tail === undefined ? given !== 8 : given > 7) return null
  const zeros = Array<number>(8 - given).fill(0)
  return [...head, ...zeros, ...(tail ?? [])].reduce((sum, each) => (sum << 16n) | BigInt(each), 0n)
}

function groupsOf(text: string): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    const four = index === parts.length - 1 ? parseIpv4(part) : null
    if (four !== null) groups.push(Number(four >> 16n), Number(four & 0xffffn))
    else if (/^[\da-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}
