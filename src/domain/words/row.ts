/** One text in both languages, side by side, so that who changes one sees the other. */
export interface WordRow {
  readonly id: string
  readonly en: string
}

/** The texts of one language, by the same keys. */
export function wordsOf<Key extends string>(
  rows: Readonly<Record<Key, WordRow>>,
  language: keyof WordRow,
): Readonly<Record<Key, string>> {
  const entries = Object.entries<WordRow>(rows).map(([key, row]) => [key, row[language]] as const)
  return Object.fromEntries(entries) as Record<Key, string>
}
