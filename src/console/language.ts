import { computed, signal } from '@preact/signals'
import type { Language } from '../domain/words/words.ts'
import { EN } from './words/en.ts'
import { ID, type ConsoleWords } from './words/id.ts'

const KEY = 'kentongan.language'
const WORDS: Readonly<Record<Language, ConsoleWords>> = { id: ID, en: EN }

/** Indonesian unless this browser has asked for English before. */
export const language = signal<Language>(remembered())
export const words = computed<ConsoleWords>(() => WORDS[language.value])

export function chooseLanguage(chosen: Language): void {
  language.value = chosen
  document.documentElement.lang = chosen
  try {
    localStorage.setItem(KEY, chosen)
  } catch {
    // A browser that keeps nothing still shows the language until the page is closed.
  }
}

/** A number as the chosen language writes it: `1.234` or `1,234`. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(language.value === 'id' ? 'id-ID' : 'en-GB').format(value)
}

function remembered(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'id'
  } catch {
    return 'id'
  }
}
