import { fold } from '../../../../shared/domain/fold.ts';

/** A LIKE pattern that finds the text anywhere, with nothing in it taken for a sign; `\\` is to be named as escape. */
export function like(text: string): string {
  return `%${text.replaceAll(/[\\%_]/gu, (mark) => `\\${mark}`)}%`;
}

/** What is looked for, word by word, in the form in which names and texts are kept. */
export function wordsOf(text = ''): string[] {
  return fold(text).match(/\S+/gu) ?? [];
}
