import type { Redactor } from './redactor.ts';

/** Longest text of a service that is shown to a person. */
const LONGEST = 300;

/** Where services put what they want to say, most specific first (reference: halo-api.md). */
const TEXT_KEYS = [
  'error_description',
  'errorMessage',
  'error_message',
  'Message',
  'message',
  'detail',
  'title',
  'error',
];

/**
 * The most specific text in a failing answer: from the shapes that are known, a bare string, or an HTML page.
 * One line, never the body whole; null when there is nothing to show.
 * @param redactor works on the whole text: of a secret that was cut in two the rest would not be known any more
 */
export function errorTextOf(body: string, redactor: Pick<Redactor, 'redact'>): string | null {
  const found = wholeTextOf(body);
  const line = found === null ? '' : redactor.redact(found.replace(/[\p{Cc}\s]+/gu, ' ').trim());
  if (line === '') return null;
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

function wholeTextOf(body: string): string | null {
  const json = parseJson(body);
  return json === undefined ? fromText(body) : fromJson(json, 0);
}

/** The body as JSON; undefined when it is none. */
export function parseJson(body: string): unknown {
  try {
    const json: unknown = JSON.parse(body);
    return json;
  } catch {
    return undefined;
  }
}

function fromJson(json: unknown, depth: number): string | null {
  if (typeof json === 'string') return fromText(json);
  if (typeof json !== 'object' || json === null || depth > 3) return null;
  if (Array.isArray(json)) return json.length === 0 ? null : fromJson(json[0], depth + 1);
  const entries = new Map(Object.entries(json));
  for (const key of TEXT_KEYS) {
    const found = fromJson(entries.get(key), depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Null where there is nothing but white space and control characters. */
function fromText(text: string): string | null {
  const plain = /<\w+[\s>]/u.test(text) ? withoutTags(text) : text;
  return /[^\p{Cc}\s]/u.test(plain) ? plain : null;
}

/**
 * The title of a page, else its text. Read in one go from beginning to end: a page may be as large as answers are, and
 * patterns that look back would take minutes over one whose tags are never closed.
 */
function withoutTags(html: string): string {
  const title = titleOf(html);
  if (title.trim() !== '') return title;
  const unclosed = new Set<string>();
  const pieces: string[] = [];
  for (let at = 0; ; ) {
    const open = html.indexOf('<', at);
    const close = open < 0 ? -1 : html.indexOf('>', open);
    if (close < 0) return [...pieces, html.slice(at)].join(' ');
    pieces.push(html.slice(at, open));
    at = endOfUnseen(html, open, unclosed) ?? close + 1;
  }
}

function titleOf(html: string): string {
  const begin = html.search(/<title[\s>]/iu);
  const open = begin < 0 ? -1 : html.indexOf('>', begin);
  const end = open < 0 ? -1 : html.indexOf('<', open);
  return end < 0 ? '' : html.slice(open + 1, end);
}

/** Where a script or style that begins here is over; null when none begins, or it is never closed. */
function endOfUnseen(html: string, open: number, unclosed: Set<string>): number | null {
  const name = /^<(script|style)\b/iu.exec(html.slice(open, open + 8))?.[1]?.toLowerCase();
  if (name === undefined || unclosed.has(name)) return null;
  const end = name === 'script' ? /<\/script>/giu : /<\/style>/giu;
  end.lastIndex = open;
  if (end.exec(html) !== null) return end.lastIndex;
  unclosed.add(name);
  return null;
}
