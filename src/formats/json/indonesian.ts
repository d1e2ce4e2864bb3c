import { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const KINDS: Readonly<Record<string, string>> = {
  string: 'teks',
  number: 'angka',
  int: 'bilangan bulat',
  boolean: 'true atau false',
  array: 'daftar',
  object: 'objek JSON',
  record: 'objek JSON',
}

/**
 * What is wrong in plain Indonesian, where zod's own words are those of a program: how much is too
 * much, what is missing, what may stand there. All else zod says itself.
 */
export const INDONESIAN: z.core.$ZodErrorMap = (issue) =>
  sayOwn(issue) ?? z.locales.id().localeError(issue)

function sayOwn(issue: Issue): string | null {
  if (issue.code === 'too_big') {
    const most = limitOf(issue.origin, 'banyak', 'besar')
    return `paling ${most} ${issue.maximum}${unitOf(issue.origin)}`
  }
  if (issue.code === 'too_small') {
    const least = limitOf(issue.origin, 'sedikit', 'kecil')
    return `paling ${least} ${issue.minimum}${unitOf(issue.origin)}`
  }
  if (issue.code === 'invalid_type') {
    const wanted = KINDS[issue.expected] ?? issue.expected
    return issue.input === undefined ? 'belum diisi' : `isi dengan ${wanted}`
  }
  if (issue.code === 'invalid_value') {
    return `pilih salah satu: ${issue.values.map(String).join(', ')}`
  }
  if (issue.code !== 'unrecognized_keys') return null
  return `hapus isian yang tidak dikenal: ${issue.keys.join(', ')}`
}

function limitOf(origin: string, counted: string, measured: string): string {
  return origin === 'string' || origin === 'array' ? counted : measured
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' karakter'
  return origin === 'array' ? ' butir' : ''
}
