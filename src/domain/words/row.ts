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

/** The text in one language, with `{name}` filled in; a name without a value stays as it is. */
export function fillRow(
  row: WordRow,
  language: keyof WordRow,
  params: Readonly<Record<string, string | number | null>>,
): string {
  return row[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
