import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret by the name under which a finding tells of it: findings must not print what they find. */
export interface Planted {
  readonly name: string;
  readonly value: string;
}

/** Part of a secret that gives enough away to count. */
const PART = 12;

/** What the pretend services put before the random part of a secret gives nothing away. */
const PREFIX = 16;

/** The forms in which a secret may lie somewhere: a part of it, or the whole of it encoded. */
function textsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/u, '');
  return [value.slice(PREFIX, PREFIX + PART), value.slice(-PART), encodeURIComponent(value), base64];
}

/** Which of the secrets, or large parts of them, are in there; in raw bytes also as a browser’s two-byte letters. */
export function secretsIn(content: Buffer | string, planted: readonly Planted[]): string[] {
  const holds = (text: string) =>
    typeof content === 'string'
      ? content.includes(text)
      : content.includes(text) || content.includes(Buffer.from(text, 'utf16le'));
  return planted.filter(({ value }) => textsOf(value).some(holds)).map(({ name }) => name);
}

/** The same for every file below a folder, as `file: secret`. */
export function secretsInFolder(folder: string, planted: readonly Planted[]): string[] {
  return filesBelow(folder).flatMap((file) =>
    secretsIn(readFileSync(join(folder, file)), planted).map((name) => `${file}: ${name}`),
  );
}

/** Every file below a folder, by its path from there. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
