import type { HaloSettings } from '../settings.ts';
import { HaloRefusal } from './refusal.ts';

/** The parameters of a call: names without regard to case, values checked for their type. */
export class Query {
  readonly #values: ReadonlyMap<string, string>;

  /** @throws HaloRefusal 400 for a parameter that the instance does not know and minds */
  constructor(
    params: URLSearchParams,
    { refusedParameters, ignoredParameters }: Pick<HaloSettings, 'refusedParameters' | 'ignoredParameters'>,
  ) {
    const values = [...params].map(([name, value]) => [name.toLowerCase(), value] as const);
    const refused = values.find(([name]) => refusedParameters.includes(name));
    if (refused) throw new HaloRefusal(400, `The parameter '${refused[0]}' is not valid.`);
    this.#values = new Map(values.filter(([name]) => !ignoredParameters.includes(name)));
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** Empty when absent. */
  text(name: string): string {
    return this.#values.get(name)?.trim() ?? '';
  }

  /** Null when absent, and for -1 and 0, which mean "none". @throws HaloRefusal 400 */
  id(name: string): number | null {
    const value = this.number(name);
    return value !== null && value > 0 ? value : null;
  }

  /** @throws HaloRefusal 400 */
  number(name: string): number | null {
    const text = this.text(name);
    if (text === '') return null;
    if (!/^-?\d{1,9}$/u.test(text)) {
      throw new HaloRefusal(400, `The value '${text}' is not valid for ${name}.`);
    }
    return Number(text);
  }

  /** @throws HaloRefusal 400 */
  flag(name: string, otherwise = false): boolean {
    const text = this.text(name).toLowerCase();
    if (text === '') return otherwise;
    if (text !== 'true' && text !== 'false') {
      throw new HaloRefusal(400, `The value '${text}' is not valid for ${name}.`);
    }
    return text === 'true';
  }

  /** A date without a zone means UTC; epoch ms. @throws HaloRefusal 400 */
  time(name: string): number | null {
    const text = this.text(name);
    if (text === '') return null;
    const hasZone = /(?:z|[+-]\d{2}:?\d{2})$/iu.test(text);
    const at = Date.parse(hasZone ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`);
    if (Number.isNaN(at)) throw new HaloRefusal(400, `The value '${text}' is not valid for ${name}.`);
    return at;
  }
}

/** "Contains", without regard to case. */
export function contains(value: string | null, sought: string): boolean {
  return (value ?? '').toLowerCase().includes(sought.toLowerCase());
}
