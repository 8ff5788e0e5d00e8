import type { Answer } from '../http/answer.ts';
import type { HaloSettings } from '../settings.ts';

type Spelling = Pick<HaloSettings, 'idsAs' | 'flagsAs'>;

/** The same answer as an instance spells it that writes ids or flags in another way. */
export function spelt(settings: Spelling, answer: Answer): Answer {
  if (answer.json === undefined || (settings.idsAs === 'number' && settings.flagsAs === 'boolean'))
    return answer;
  return { ...answer, json: respelt(settings, '', answer.json) };
}

function respelt(settings: Spelling, key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => respelt(settings, key, one));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, respelt(settings, name, inner)]),
    );
  }
  if (typeof value === 'boolean') return flagOf(settings, value);
  const isId = typeof value === 'number' && /(?:^|_)ids?$|^allowed_status$/u.test(key);
  return isId && settings.idsAs === 'text' ? String(value) : value;
}

function flagOf({ flagsAs }: Spelling, flag: boolean): unknown {
  if (flagsAs === 'text') return flag ? 'True' : 'False';
  return flagsAs === 'number' ? Number(flag) : flag;
}
