/** Control characters, and those that turn the direction of what follows: a name must not rewrite the menu around it. */
const UNFIT = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Names come from outside: one line, no marks of direction, not longer than `longest` characters as people count them. */
function plainText(text: string, longest: number): string {
  const line = text.replaceAll(UNFIT, ' ').replaceAll(/\s+/gu, ' ').trim();
  const characters = [...graphemes.segment(line)].map(({ segment }) => segment);
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}

const LONGEST_LABEL = 60;

/** As a part of a window's title, or of a question. */
export function titlePart(text: string): string {
  return plainText(text, LONGEST_LABEL);
}

/** As an item of a menu, where & would mark the key of the item. */
export function menuLabel(text: string): string {
  return plainText(text, LONGEST_LABEL).replaceAll('&', '&&');
}

/** Windows shows no more than 127 UTF-16 units of a tooltip. */
const LONGEST_TOOLTIP = 127;

export function tooltip(lines: readonly string[]): string {
  const text = lines.map((line) => plainText(line, LONGEST_TOOLTIP)).join('\n');
  if (text.length <= LONGEST_TOOLTIP) return text;
  let fitting = '';
  for (const { segment } of graphemes.segment(text)) {
    if (fitting.length + segment.length > LONGEST_TOOLTIP - 1) break;
    fitting += segment;
  }
  return `${fitting}…`;
}
