import { wordKey } from '../../shared/domain/connection-profile.ts';
import { isLoopback } from '../http/urls.ts';
import { cleanLine, cleanLines, hasUnsafeLetters } from './clean-text.ts';
import { kindOf, obstacleTo, valueAt } from './json-pointer.ts';
import { parseEpoch, parseIso } from './timestamp.ts';

const LONGEST_ID = 500;
const LONGEST_LINE = 1_000;
const LONGEST_PROSE = 4_000;
const LONGEST_URL = 2_000;
/** What looks like a member of an enumeration may be quoted: anything else could be personal data. */
const QUOTABLE = /^[A-Za-z0-9_-]{1,40}$/u;
const MOST_KNOWN_WORDS = 12;

type Pointers = Readonly<Record<string, string | undefined>>;

/**
 * Reads the fields of one item of an answer and collects what is wrong with them. A field of the wrong type is never
 * guessed at: a passing fault of the service must not end in a wrong ticket.
 */
export class ItemReader {
  readonly #item: unknown;
  readonly #pointers: Pointers;
  readonly #problems: string[] = [];

  constructor(item: unknown, pointers: Pointers) {
    this.#item = item;
    this.#pointers = pointers;
  }

  /** What is wrong, one text per field: the field, what kind was found and what is expected. No personal data. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  problem(text: string): null {
    this.#problems.push(text);
    return null;
  }

  /** A non-empty text or a whole number, kept to the letter. Null is a problem unless the id is optional. */
  id(field: string, need: 'required' | 'optional' = 'required'): string | null {
    const value = this.#value(field);
    if (need === 'optional' && (value === undefined || value === null)) return null;
    if (Number.isSafeInteger(value)) return String(value);
    if (typeof value === 'number') {
      return this.problem(
        `${field} is a number that is not whole or too large to be exact; a text is expected`,
      );
    }
    if (typeof value !== 'string' || value.trim() === '')
      return this.#unexpected(field, 'a text or a whole number');
    if (value.length > LONGEST_ID) {
      return this.problem(
        `${field} is a text of ${value.length} characters; at most ${LONGEST_ID} are expected`,
      );
    }
    if (hasUnsafeLetters(value))
      return this.problem(`${field} holds control characters; a plain text is expected`);
    return value;
  }

  /** One line of text that something is decided by. */
  line(field: string): string | null {
    const text = this.#text(field);
    return text === null ? null : cleanLine(text, LONGEST_LINE);
  }

  /** Several lines of text that something is decided by. */
  lines(field: string): string | null {
    const text = this.#text(field);
    return text === null ? null : cleanLines(text, LONGEST_LINE);
  }

  /** One line that only describes; a number, such as a version, serves as well. */
  descriptiveLine(field: string): string | null {
    const text = this.#textOrNumber(field);
    return text === null ? null : cleanLine(text, LONGEST_LINE);
  }

  /** Several lines that only describe. */
  descriptiveLines(field: string): string | null {
    const text = this.#textOrNumber(field);
    return text === null ? null : cleanLines(text, LONGEST_PROSE);
  }

  /**
   * A person by name and e-mail address. Where an address is expected people type what they like, and some services
   * give the name that somebody signs in with: that is a name, and the request is still a request.
   */
  person(
    nameField: string,
    emailField: string,
  ): { readonly name: string | null; readonly email: string | null } {
    const name = this.line(nameField);
    const text = this.line(emailField);
    return text?.includes('@') ? { name, email: text } : { name: name ?? text, email: null };
  }

  /** Epoch ms, of an ISO 8601 time or of a number of seconds or milliseconds since 1970. */
  time(field: string): number | null {
    const value = this.#value(field);
    const sinceEpoch = typeof value === 'number' ? parseEpoch(value) : null;
    if (sinceEpoch !== null) return sinceEpoch;
    const text = cleanLine(this.#textFrom(value, field) ?? '', LONGEST_LINE);
    if (text === null) return null;
    return (
      parseIso(text) ??
      this.problem(`${field} is a text that is no time between 2000 and 2200; ISO 8601 is expected`)
    );
  }

  /** A link that can be opened without harm, else null: a request without its link is still a request. */
  link(field: string): string | null {
    const text = this.#text(field)?.trim() ?? '';
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
    const isPlain = url.username === '' && url.password === '' && url.href.length <= LONGEST_URL;
    return isSafe && isPlain ? url.href : null;
  }

  /**
   * A word of the service, translated: exactly as written first, then in any spelling of it.
   * @param words what the service says → what it means
   */
  word<M extends string>(
    field: string,
    words: Readonly<Record<string, M>>,
    need: 'required' | 'optional',
  ): M | null {
    const value = this.#value(field);
    const isEmpty =
      value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
    if (isEmpty && need === 'optional') return null;
    const known = `the connection profile knows ${knownWords(words)}`;
    // The keys of a profile are texts; a service may number what it says.
    const meaning = isEmpty || typeof value === 'object' ? undefined : meaningOf(String(value), words);
    if (meaning !== undefined) return meaning;
    return this.problem(
      `${field} is ${typeof value === 'string' && !isEmpty ? quoted(value) : kindOf(value)}; ${known}`,
    );
  }

  #value(field: string): unknown {
    const pointer = this.#pointers[field];
    if (pointer === undefined) return undefined;
    const obstacle = obstacleTo(this.#item, pointer);
    if (obstacle === undefined) return valueAt(this.#item, pointer);
    this.problem(
      `${field} cannot be there: what should hold it is ${kindOf(obstacle)}; an object is expected`,
    );
    return undefined;
  }

  #text(field: string): string | null {
    return this.#textFrom(this.#value(field), field);
  }

  #textFrom(value: unknown, field: string): string | null {
    if (value === undefined || value === null) return null;
    return typeof value === 'string' ? value : this.#unexpected(field, 'a text');
  }

  #textOrNumber(field: string): string | null {
    const value = this.#value(field);
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : this.#text(field);
  }

  #unexpected(field: string, expected: string): null {
    return this.problem(`${field} is ${kindOf(this.#value(field))}; ${expected} is expected`);
  }
}

function meaningOf<M extends string>(value: string, words: Readonly<Record<string, M>>): M | undefined {
  if (Object.hasOwn(words, value)) return words[value];
  const key = wordKey(value);
  return Object.entries(words).find(([word]) => wordKey(word) === key)?.[1];
}

function knownWords(words: Readonly<Record<string, string>>): string {
  const known = Object.keys(words);
  const more = known.length > MOST_KNOWN_WORDS ? ', …' : '';
  return `${known.slice(0, MOST_KNOWN_WORDS).join(', ')}${more}`;
}

function quoted(value: string): string {
  return QUOTABLE.test(value) ? `"${value}"` : `an unknown text of ${value.length} characters`;
}
