import { choiceIn, LANGUAGES } from '../../shared/domain/choices.ts';
import type { Language, LanguageChoice } from '../../shared/domain/language.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { localeOf, setLocale } from './locale.ts';

/** English is always there; the others are fetched by whoever speaks them. */
const CATALOGUES: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de.ts')).de,
};

/** The texts of the window, in the language that is spoken. Read them while rendering: the language may change. */
export let t: Catalogue = en;

let asked: Language | null = null;
let settled: Language | null = null;
const listeners = new Set<() => void>();

/** The language that was asked for last, once its texts are there (or cannot be had); null before. */
export function settledLanguage(): Language | null {
  return settled;
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language that a choice means here. @param system the system's locales, the preferred one first */
export function languageFor(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== 'system') return choice;
  const spoken = system.map((tag) => choiceIn(LANGUAGES, new Intl.Locale(tag).language));
  return spoken.find((language) => language !== undefined) ?? 'en';
}

/** Speaks another language from now on. Where its texts cannot be fetched the window goes on in the one it has. */
export async function speak(language: Language): Promise<void> {
  if (language === asked) return;
  asked = language;
  const catalogue = await CATALOGUES[language]().catch(() => null);
  // Meanwhile another one was asked for.
  if (language !== asked) return;
  if (catalogue !== null) {
    t = catalogue;
    setLocale(localeOf(language, navigator.languages));
    document.documentElement.lang = language;
  }
  settled = language;
  for (const listener of listeners) listener();
}
