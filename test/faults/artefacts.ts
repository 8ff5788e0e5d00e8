import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tokens of the pretend services, wherever they stand. */
const TOKEN = /[0-9a-f]{48}\.[0-9a-f]{48}/gu;

/**
 * Searches every file below a folder for secrets, as they are and encoded.
 * @returns the files in which one was found; never the secret itself
 */
export function secretsIn(folder: string, secrets: readonly string[], tokens: readonly string[]): string[] {
  const issued = new Set(tokens);
  // Of thousands of tokens, encoded ones are looked for as far as time goes.
  const forms = [...secrets, ...tokens.slice(-20)].flatMap(formsOf);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'latin1');
    const holdsToken = [...text.matchAll(TOKEN)].some(([token]) => issued.has(token));
    return holdsToken || forms.some((form) => text.includes(form)) ? [file] : [];
  });
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, encodeURIComponent(secret), bytes.toString('base64url'), bytes.toString('hex')];
}
