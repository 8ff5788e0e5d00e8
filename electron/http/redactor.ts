/** Takes secrets out of texts before they reach the log, an error or a person (design rule 5). */
export interface Redactor {
  /** From now on this value is taken out wherever it stands, also encoded. */
  addSecret(value: string): void;
  redact(text: string): string;
}

const HIDDEN = '[hidden]';

/** Shorter values would take harmless words out of every text. */
const SHORTEST_SECRET = 4;

/** Tokens come anew every hour: beyond this many the ones not used for longest are over and are let go. */
const MOST_SECRETS = 100;

/** What looks like a secret even where its value is not known. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/giu, `$1 ${HIDDEN}`],
  [
    /((?:access_token|refresh_token|id_token|client_secret|password|secret)"?\s*[=:]\s*")(?:[^"\\]|\\.)*/giu,
    `$1${HIDDEN}`,
  ],
  // The same in JSON within JSON, whose quotes and backslashes have one more backslash in front of them.
  [
    /((?:access_token|refresh_token|id_token|client_secret|password|secret)\\"\s*:\s*\\")(?:[^"\\]|\\\\(?:\\.|[^\\])|\\[^"\\])*/giu,
    `$1${HIDDEN}`,
  ],
  [/((?:access_token|refresh_token|id_token|client_secret|password)=)[^&\s"']+/giu, `$1${HIDDEN}`],
  [/\b((?:set-)?cookie\s*:\s*)[^\r\n]+/giu, `$1${HIDDEN}`],
];

export function createRedactor(): Redactor {
  /** The forms of each secret, the one added last at the end. */
  const known = new Map<string, readonly string[]>();
  let longestFirst: readonly string[] = [];
  return {
    addSecret(value) {
      known.delete(value);
      known.set(
        value,
        formsOf(value).filter((form) => form.length >= SHORTEST_SECRET),
      );
      const [oldest = value] = known.keys();
      if (known.size > MOST_SECRETS) known.delete(oldest);
      // So that a secret that holds another one goes whole.
      longestFirst = [...new Set([...known.values()].flat())].sort((a, b) => b.length - a.length);
    },
    redact(text) {
      let clean = text;
      for (const secret of longestFirst) clean = clean.replaceAll(secret, HIDDEN);
      for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
      return clean;
    },
  };
}

/** The forms in which a secret may stand in a text. */
function formsOf(value: string): string[] {
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const base64 = Buffer.from(value, 'utf8').toString('base64');
  return [
    value,
    // Half a letter cannot be encoded, and goes over the wire as the mark for what is none.
    encodeURIComponent(value.toWellFormed()),
    form,
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, ''),
    asJson(value),
    // The log is JSON, and may hold an answer that was JSON itself.
    asJson(asJson(value)),
    asHtml(value),
  ];
}

function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As error pages show what was sent to them. */
function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
