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

function withoutTags(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/iu.exec(html)?.[1];
  if (title !== undefined && title.trim() !== '') return title;
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/giu, ' ').replace(/<[^>]*>/gu, ' ');
}
