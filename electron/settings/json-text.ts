/** What became of a text that should be JSON. `problem` never quotes the text beyond one character or word. */
export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly problem: string };

/**
 * Parses JSON and says where it breaks. V8's own message lacks the position in many cases and quotes the
 * surroundings, which may hold a secret. A byte order mark is tolerated.
 */
export function readJson(text: string): JsonReading {
  const clean = text.replace(/^\uFEFF/u, '');
  const tooDeep = placeTooDeep(clean);
  if (tooDeep !== null) {
    const problem = `found a list or object inside ${DEEPEST} others, expected fewer levels`;
    return { ok: false, ...lineAndColumn(clean, tooDeep), problem };
  }
  try {
    return { ok: true, value: JSON.parse(clean) };
  } catch (error) {
    const fault = findFault(clean);
    if (fault === null) throw error;
    return { ok: false, ...lineAndColumn(clean, fault.at), problem: fault.problem };
  }
}

/** No file of ours needs more. Whatever walks through the values of one goes as deep as they do, and writes as much. */
const DEEPEST = 50;

/** Where the first value begins that lies too deep; null when there is none. */
function placeTooDeep(text: string): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += letter === '\\' ? 1 : 0;
    else if ('[{'.includes(letter)) depth += 1;
    else if (']}'.includes(letter)) depth -= 1;
    if (depth > DEEPEST) return at;
  }
  return null;
}

interface Fault {
  readonly at: number;
  readonly problem: string;
}

class FaultFound extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.problem);
    this.fault = fault;
  }
}

const WHITE_SPACE = /[ \t\r\n]*/uy;
const STRING = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/uy;
const WORD = /(?:true|false|null)(?!\w)/uy;

/** Walks the text as a JSON grammar, only to find the first place where it is none. */
class Walker {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): void {
    this.value('a value');
    this.skipWhiteSpace();
    if (this.at < this.text.length) this.fail('the end of the file');
  }

  value(expected: string): void {
    this.skipWhiteSpace();
    const next = this.text[this.at];
    if (next === '{') this.members('}', () => this.member());
    else if (next === '[') this.members(']', () => this.value('a value'));
    else if (next === '"') this.string('a value');
    else if (!this.take(NUMBER) && !this.take(WORD)) this.fail(expected);
  }

  private members(end: '}' | ']', one: () => void): void {
    this.at += 1;
    this.skipWhiteSpace();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      one();
      this.skipWhiteSpace();
      const next = this.text[this.at];
      if (next !== ',' && next !== end) this.fail(`"," or "${end}"`);
      this.at += 1;
      if (next === end) return;
    }
  }

  private member(): void {
    this.skipWhiteSpace();
    this.string('a key in double quotes (and no comma after the last entry)');
    this.skipWhiteSpace();
    if (this.text[this.at] !== ':') this.fail('":"');
    this.at += 1;
    this.value('a value');
  }

  private string(expected: string): void {
    if (this.take(STRING)) return;
    if (this.text[this.at] !== '"') this.fail(expected);
    throw new FaultFound({
      at: this.at,
      problem:
        'found a text that does not end on its line or has a wrong "\\" in it, expected closing quotes, ' +
        'and "\\\\" for each backslash (as in Windows paths)',
    });
  }

  private skipWhiteSpace(): void {
    this.take(WHITE_SPACE);
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return false;
    this.at = pattern.lastIndex;
    return true;
  }

  private fail(expected: string): never {
    throw new FaultFound({ at: this.at, problem: `found ${this.found()}, expected ${expected}` });
  }

  private found(): string {
    const character = this.text.codePointAt(this.at);
    if (character === undefined) return 'the end of the file';
    const rest = this.text.slice(this.at, this.at + 2);
    if (rest === '//' || rest === '/*') return 'a comment (JSON has none)';
    return JSON.stringify(String.fromCodePoint(character));
  }
}

function findFault(text: string): Fault | null {
  try {
    new Walker(text).document();
    return null;
  } catch (error) {
    if (error instanceof FaultFound) return error.fault;
    throw error;
  }
}

function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split(/\r\n|\n|\r/u);
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}
