import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { localeOf } from './locale.ts';
import { languageFor } from './texts.ts';

/** Every text of a catalogue by its path; those with values in them are given numbers to say. */
function textsOf(part: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [[path, String(part(...NUMBERS))]];
  return Object.entries(part ?? {}).flatMap(([key, inner]) => textsOf(inner, `${path}/${key}`));
}

/** Numbers that stand for whatever a text is about: each can be told from the others. */
const NUMBERS = [321, 543, 765];
const said = (text: string) => NUMBERS.filter((value) => text.includes(String(value)));

test('German says wherever English says something, and about the same', () => {
  const german = new Map(textsOf(de));
  const unlike = textsOf(en).filter(([path, english]) => {
    const text = german.get(path) ?? '';
    return (text === '') !== (english === '') || String(said(text)) !== String(said(english));
  });
  expect(unlike).toEqual([]);
});

test.each([
  ['system', ['de-AT', 'en-GB'], 'de'],
  ['system', ['fr-FR', 'de-CH', 'en-US'], 'de'],
  ['system', ['fr-FR'], 'en'],
  ['system', [], 'en'],
  ['en', ['de-DE'], 'en'],
] as const)('%s on a system that speaks %j means %s', (choice, system, wanted) => {
  expect(languageFor(choice, system)).toBe(wanted);
});

test.each([
  ['en', ['en-GB', 'en-US'], 'en-GB'],
  ['en', ['de-DE'], 'en-DE'],
  ['de', ['en-US'], 'de-US'],
  ['de', ['de-CH', 'en-US'], 'de-CH'],
  ['de', ['en'], 'de'],
] as const)('%s on a system of %j is written as in %s', (language, system, wanted) => {
  expect(localeOf(language, system)).toBe(wanted);
});
