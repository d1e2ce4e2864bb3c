import { expect, test } from 'vitest'
import { z } from 'zod'
import { INDONESIAN } from '../../../src/formats/json/indonesian.ts'

const SCHEMA = z.strictObject({
  minutes: z.number().int().min(1).max(4_095),
  name: z.string().min(3).max(5),
  kinds: z.array(z.string()).min(1).max(2),
  level: z.enum(['awas', 'siaga']),
  code: z.string().regex(/^a$/),
})
const GOOD = { minutes: 60, name: 'Garut', kinds: ['a'], level: 'awas', code: 'a' }

test.for([
  [{ minutes: 5_000 }, 'paling besar 4095'],
  [{ minutes: 0 }, 'paling kecil 1'],
  [{ minutes: 1.5 }, 'isi dengan bilangan bulat'],
  [{ minutes: undefined }, 'belum diisi'],
  [{ name: 'x' }, 'paling sedikit 3 karakter'],
  [{ name: 'Tasikmalaya' }, 'paling banyak 5 karakter'],
  [{ name: 3 }, 'isi dengan teks'],
  [{ kinds: [] }, 'paling sedikit 1 butir'],
  [{ kinds: ['a', 'b', 'c'] }, 'paling banyak 2 butir'],
  [{ level: 'tinggi' }, 'pilih salah satu: awas, siaga'],
  [{ other: 1 }, 'hapus isian yang tidak dikenal: other'],
] as const)('INDONESIAN says of %j: %s', ([change, said]) => {
  const { error } = SCHEMA.safeParse({ ...GOOD, ...change }, { error: INDONESIAN })
  expect(error?.issues.map(({ message }) => message)).toEqual([said])
})

test('INDONESIAN leaves to zod what it has no words for', () => {
  const { error } = SCHEMA.safeParse({ ...GOOD, code: 'b' }, { error: INDONESIAN })
  expect(error?.issues[0]?.message).toContain('harus sesuai pola')
  expect(SCHEMA.safeParse(GOOD, { error: INDONESIAN }).success).toBe(true)
})
