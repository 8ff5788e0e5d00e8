/**
 * Control characters, and the marks that turn the direction of writing: nobody needs them in a name, and
 * a file name that reads backwards is an old way to pass an .exe for a .pdf.
 */
const UNWANTED = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const UNWANTED_BUT_LINE_BREAKS = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/gu;
const LINE_BREAK = /\r\n?|[\u2028\u2029\u0085]/gu;
const WHITE_SPACE_CONTROLS = /[\t\n\v\f]+/gu;

/** One line of text as it may be shown and sent on: see above, at most `longest` UTF-16 units, null when nothing is left. */
export function cleanLine(text: string, longest: number): string | null {
  const line = text.toWellFormed().replace(LINE_BREAK, '\n').replace(WHITE_SPACE_CONTROLS, ' ');
  return cut(line.replace(UNWANTED, '').trim(), longest);
}

/** As `cleanLine`, with its line breaks kept. */
export function cleanLines(text: string, longest: number): string | null {
  const lines = text.toWellFormed().replace(LINE_BREAK, '\n').replaceAll('\t', ' ');
  return cut(lines.replace(UNWANTED_BUT_LINE_BREAKS, '').trim(), longest);
}

/** True when cleaning would change the letters: such a text cannot serve as an id, which is kept to the letter. */
export function hasUnsafeLetters(text: string): boolean {
  return !text.isWellFormed() || text.replace(UNWANTED, '') !== text;
}

/** Never between the halves of a surrogate pair. */
function cut(text: string, longest: number): string | null {
  const end = isHighSurrogate(text, longest - 1) && text.length > longest ? longest - 1 : longest;
  const kept = text.slice(0, end).trimEnd();
  return kept === '' ? null : kept;
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}
