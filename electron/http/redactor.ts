/** Takes secrets out of texts before they reach the log, an error or a person (design rule 5). */
export interface Redactor {
  /** From now on this value is taken out wherever it stands, also encoded. */
  addSecret(value: string): void;
  redact(text: string): string;
}

const HIDDEN = '[hidden]';

/** Shorter values would take harmless words out of every text. */
const SHORTEST_SECRET = 4;

/** What looks like a secret even where its value is not known. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/giu, `$1 ${HIDDEN}`],
  [
    /("?(?:access_token|refresh_token|id_token|client_secret|password|secret)"?\s*[=:]\s*)"[^"]*"/giu,
    `$1"${HIDDEN}"`,
  ],
  [/((?:access_token|refresh_token|id_token|client_secret|password)=)[^&\s"']+/giu, `$1${HIDDEN}`],
  [/\b((?:set-)?cookie\s*:\s*)[^\r\n]+/giu, `$1${HIDDEN}`],
];

export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    addSecret(value) {
      for (const form of formsOf(value)) {
        if (form.length >= SHORTEST_SECRET) known.add(form);
      }
    },
    redact(text) {
      let clean = text;
      // The longest first, so that a secret that holds another one goes whole.
      for (const secret of [...known].sort((a, b) => b.length - a.length))
        clean = clean.replaceAll(secret, HIDDEN);
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
    encodeURIComponent(value),
    form,
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, ''),
    JSON.stringify(value).slice(1, -1),
  ];
}
