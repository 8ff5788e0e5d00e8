import type { Random } from '../random.ts';
import type { Answer } from './answer.ts';

/** A gateway's page where JSON was expected. */
export const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>';

type Place = readonly (string | number)[];

/** The answer with one field of another type. What it held is still recognisable, so nothing false is claimed. */
export function withWrongType(answer: Answer, random: Random): Answer {
  const places = placesIn(answer.json, []);
  if (places.length === 0) return answer;
  return { ...answer, json: changedAt(answer.json, random.pick(places), random) };
}

function placesIn(value: unknown, place: Place): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...place, key];
    return inner === null || inner === undefined ? [] : [here, ...placesIn(inner, here)];
  });
}

function changedAt(value: unknown, place: Place, random: Random): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return ofOtherType(value, random);
  if (Array.isArray(value)) {
    return value.map((inner, index) => (String(index) === key ? changedAt(inner, rest, random) : inner));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === key ? changedAt(inner, rest, random) : inner,
    ]),
  );
}

function ofOtherType(value: unknown, random: Random): unknown {
  if (typeof value === 'string') return random.pick([[value], { value }]);
  if (typeof value === 'number') return random.pick([String(value), { value }, [value]]);
  if (typeof value === 'boolean') return random.pick([String(value), value ? 1 : 0]);
  return random.pick([{ value }, JSON.stringify(value)]);
}
