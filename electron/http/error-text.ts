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
 */
export function errorTextOf(body: string): string | null {
  const json = parseJson(body);
  if (json !== undefined) return fromJson(json, 0);
  return /<\w+[\s>]/u.test(body) ? fromHtml(body) : clean(body);
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
  if (typeof json === 'string') return /<\w+[\s>]/u.test(json) ? fromHtml(json) : clean(json);
  if (typeof json !== 'object' || json === null || depth > 3) return null;
  if (Array.isArray(json)) return json.length === 0 ? null : fromJson(json[0], depth + 1);
  const entries = new Map(Object.entries(json));
  for (const key of TEXT_KEYS) {
    const found = fromJson(entries.get(key), depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function fromHtml(body: string): string | null {
  const title = /<title[^>]*>([^<]*)<\/title>/iu.exec(body)?.[1];
  if (title !== undefined && title.trim() !== '') return clean(title);
  return clean(body.replace(/<(script|style)[\s\S]*?<\/\1>/giu, ' ').replace(/<[^>]*>/gu, ' '));
}

function clean(text: string): string | null {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  if (line === '') return null;
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
