import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CANONICAL_DEPTH_MAX, canonicalJson } from '../../src/domain/canonical-json.ts'

// RFC 8785 Appendix B, number serialization samples: IEEE 754 bits and the text they become.
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
]

function fromBits(bits: string): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, BigInt(`0x${bits}`))
  return view.getFloat64(0)
}

test.for(NUMBERS)('canonicalJson() writes the double %s as %s', ([bits, text]) => {
  expect(canonicalJson(fromBits(bits))).toBe(text)
})

// RFC 8785 Appendix B, notes: these two must be refused.
test.for(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
  'canonicalJson() refuses the double %s',
  (bits) => {
    expect(() => canonicalJson(fromBits(bits))).toThrow(TypeError)
  },
)

// RFC 8785 §3.2.2 and §3.2.3: the sample object and its canonical form (octets from §3.2.4),
// entered from memory of the clause.
test('canonicalJson() gives the sample of RFC 8785 §3.2.2 in canonical form', () => {
  const sample: unknown = JSON.parse(
    String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`,
  )
  expect(canonicalJson(sample)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
      String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

// RFC 8785 §3.2.3: expected order of the sorting sample, entered from memory of the clause. The
// face (U+1F600, first unit D83D) comes before U+FB33, which an order by code points would not do.
test('canonicalJson() sorts names by UTF-16 code units', () => {
  const sample = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  expect(Object.values(JSON.parse(canonicalJson(sample)))).toHaveLength(7)
  const order = [...canonicalJson(sample).matchAll(/:"([^"]+)"/g)].map((match) => match[1])
  expect(order).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
})

// RFC 8785 §3.2.2.2: seven two-character escapes, the other controls as lower-case \u00hh, and
// everything else as it is, DEL, slash and line separators too.
test('canonicalJson() escapes exactly what RFC 8785 §3.2.2.2 names', () => {
  expect(canonicalJson('\b\t\n\f\r"\\')).toBe(String.raw`"\b\t\n\f\r\"\\"`)
  expect(canonicalJson('\u0000\u001f')).toBe(String.raw`"\u0000\u001f"`)
  expect(canonicalJson('/\u007f\u0080\u2028\u2029é😀')).toBe('"/\u007f\u0080\u2028\u2029é😀"')
})

test('canonicalJson() sorts inside nested objects and keeps the order of arrays', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }, 3], a: {}, '': [] })).toBe(
    '{"":[],"a":{},"b":[{"c":2,"d":1},3]}',
  )
})

test('canonicalJson() writes a member named __proto__ like any other', () => {
  const hostile: unknown = JSON.parse('{"b":1,"__proto__":{"a":1}}')
  expect(canonicalJson(hostile)).toBe('{"__proto__":{"a":1},"b":1}')
})

const cyclic: unknown[] = []
cyclic.push(cyclic)

const REFUSED: readonly (readonly [what: string, value: unknown])[] = [
  ['undefined', undefined],
  ['an undefined member', { a: undefined }],
  ['a hole', [1, , 2]], // oxlint-disable-line no-sparse-arrays
  ['NaN', { a: [Number.NaN] }],
  ['a bigint', 1n],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['octets', new Uint8Array(1)],
  ['a high surrogate alone', 'a\ud800'],
  ['a low surrogate alone', '\udc00a'],
  ['surrogates the wrong way round', '\ude00\ud83d'],
  ['a lone surrogate in a name', { '\ud800': 1 }],
  ['a cycle', cyclic],
]

test.for(REFUSED)('canonicalJson() refuses %s', ([, value]) => {
  expect(() => canonicalJson(value)).toThrow(TypeError)
})

test('canonicalJson() says where the value it refuses stands', () => {
  expect(() => canonicalJson({ a: [0, { b: undefined }] })).toThrow(
    'Cannot write canonical JSON at "/a/1/b": found undefined',
  )
})

test('canonicalJson() takes the deepest nesting it allows and not one more', () => {
  const nest = (depth: number): unknown => {
    let value: unknown = 0
    for (let level = 0; level < depth; level++) value = [value]
    return value
  }
  expect(canonicalJson(nest(CANONICAL_DEPTH_MAX))).toHaveLength(2 * CANONICAL_DEPTH_MAX + 1)
  expect(() => canonicalJson(nest(CANONICAL_DEPTH_MAX + 1))).toThrow(TypeError)
})

test('canonicalJson() reads back as the same value and is its own canonical form', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value)
      const back: unknown = JSON.parse(text)
      expect(canonicalJson(back)).toBe(text)
      expect(back).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('canonicalJson() does not depend on the order members were set in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
      const turned = Object.fromEntries(Object.entries(members).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson({ ...members }))
    }),
  )
})
