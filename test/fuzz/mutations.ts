import fc from 'fast-check';

/**
 * Documents as they come from outside after something went wrong on the way: valid ones of which values, keys, order
 * and letters were changed. All of them are texts, because that is what comes.
 */

/** Where and how a document is changed. `at` counts its values from the outermost one, and begins anew at the end. */
interface Change {
  readonly at: number;
  readonly how: (typeof HOWS)[number];
  readonly value: unknown;
  readonly key: string;
  readonly size: number;
}

const HOWS = [
  'replace',
  'remove',
  'again',
  'rename',
  'add',
  'wrap',
  'turn',
  'grow',
  'deepen',
  'other-dates',
] as const;

const ODD_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'id',
  'ID',
  '',
  ' ',
  'length',
  '0',
];

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202egpj.exe',
  'ﬃ ß İ ı',
  'e\u0301'.repeat(20),
  '👩‍👩‍👧‍👦',
  '\u2028',
  '__proto__',
  'constructor',
  'NaN',
  '12',
  '-1',
  '0x10',
  '1e3',
  '900719925474099312345',
  'true',
  '2026-02-30T25:61:00Z',
  '0001-01-01T00:00:00',
  '+275760-09-13T00:00:00.000Z',
  '2026-03-02T09:00:00.123456789+14:00',
  'https://user:pass@evil.example/../x',
  'javascript:alert(1)',
  '%',
  '%00',
  "' OR 1=1 --",
  '=cmd()',
];

const oddNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324, 253_402_300_800_000),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any value that JSON can hold, the odd ones most often. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown[]>(null, true, false, [], {}, [null], [[[]]], [{}]) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 2, arbitrary: oddNumber },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

const oddKey = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...ODD_KEYS) },
  { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.nat(50_000).map((length) => 'k'.repeat(length)) },
);

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(80),
  how: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...HOWS) },
    { weight: 9, arbitrary: fc.constant('replace' as const) },
  ),
  value: oddValue,
  key: oddKey,
  size: fc.oneof({ weight: 9, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(20_000) }),
});

/** JSON of a sample that was changed in up to five places. */
export function changedJson(...samples: readonly [unknown, ...unknown[]]): fc.Arbitrary<string> {
  return changed(fc.constantFrom(...samples));
}

/** The same for samples that are drawn. */
export function changed(samples: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(samples, fc.array(change, { maxLength: 5, size: 'max' }))
    .map(([sample, changes]) => written(changes.reduce<unknown>(applied, sample)));
}

/** Marks that survive `JSON.stringify`, for what it cannot write by itself. */
const DEEP = '@deep:';
const AGAIN = '@again@';

/** As text: keys that are there twice, and lists in lists in lists. */
function written(value: unknown): string {
  return (JSON.stringify(value) ?? 'null')
    .replaceAll(`"${AGAIN}`, '"')
    .replaceAll(/"@deep:(\d+)"/gu, (_, levels: string) => {
      return '['.repeat(Number(levels) + 1) + ']'.repeat(Number(levels) + 1);
    });
}

/** Of one change, in one walk. */
interface Walk {
  left: number;
  readonly change: Change;
}

function applied(value: unknown, change: Change): unknown {
  return walked(value, { left: change.at % Math.max(1, countOf(value)), change });
}

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countOf(inner), 1);
}

function walked(value: unknown, walk: Walk): unknown {
  walk.left -= 1;
  if (walk.left === -1) return altered(value, walk.change);
  if (Array.isArray(value)) return value.flatMap((inner) => partsOf(inner, walk));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const { how, key: other, value: odd } = walk.change;
      if (walk.left !== 0) return [[key, walked(inner, walk)]];
      if (how === 'remove' || how === 'rename' || how === 'again') walk.left -= 1;
      if (how === 'remove') return [];
      if (how === 'rename') return [[other, inner]];
      if (how === 'again') {
        return [
          [key, inner],
          [`${AGAIN}${key}`, odd],
        ];
      }
      return [[key, walked(inner, walk)]];
    }),
  );
}

/** An item of a list after its change: none, itself, or itself twice. */
function partsOf(item: unknown, walk: Walk): unknown[] {
  if (walk.left !== 0 || (walk.change.how !== 'remove' && walk.change.how !== 'again')) {
    return [walked(item, walk)];
  }
  walk.left -= 1;
  return walk.change.how === 'remove' ? [] : [item, item];
}

function altered(value: unknown, { how, value: odd, key, size }: Change): unknown {
  switch (how) {
    case 'add':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries([...Object.entries(value), [key, odd]])
        : odd;
    case 'wrap':
      return size % 2 === 0 ? [value] : { [key === '__proto__' ? 'value' : key]: value };
    case 'turn':
      return typeof value === 'string' ? Number.parseFloat(value) : JSON.stringify(value);
    case 'grow':
      return grown(value, size);
    case 'deepen':
      return `${DEEP}${size}`;
    case 'other-dates':
      return typeof value === 'string' ? value.replace(/\d{4}-\d\d/u, '9999-99').replace('Z', '+99:99') : odd;
    default:
      return odd;
  }
}

const LONGEST_TEXT = 200_000;
const MOST_ITEMS = 500;

function grown(value: unknown, size: number): unknown {
  if (typeof value === 'string') return `${value}x`.repeat(size).slice(0, LONGEST_TEXT);
  if (Array.isArray(value)) return Array.from({ length: Math.min(size, MOST_ITEMS) }, () => value).flat(1);
  if (typeof value !== 'object' || value === null) return Array.from({ length: size }, () => value);
  const more = Array.from({ length: Math.min(size, MOST_ITEMS) }, (_, n) => [`key${n}`, null]);
  return Object.fromEntries([...Object.entries(value), ...more]);
}

/** How the letters of a text are damaged; places as a share of its length. */
interface Damage {
  readonly how: 'flip' | 'cut' | 'drop' | 'insert' | 'repeat';
  readonly at: number;
  readonly length: number;
  readonly bits: number;
  readonly text: string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  how: fc.constantFrom<Damage['how'][]>('flip', 'flip', 'flip', 'cut', 'drop', 'insert', 'repeat'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof({ weight: 9, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(5_000) }),
  bits: fc.integer({ min: 1, max: 255 }),
  text: fc.oneof(
    fc.constantFrom(...ODD_TEXTS, '"', '\\', '{', '[', ',', ':', '\n', '\r', ';', '\t', '<b>'),
    fc.string({ unit: 'binary', maxLength: 10 }),
  ),
});

/** Texts with some bytes flipped, lost, doubled or put in; half of them stay as they are. */
export function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    texts,
    fc.tuple(texts, damages).map(([text, all]) => afterAll(text, all)),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
}

/** What happened to a text that is not known yet. */
export type Damages = readonly Damage[];

export const damages: fc.Arbitrary<Damages> = fc.array(damage, { minLength: 1, maxLength: 4 });

/** The text after all of them. */
export function afterAll(text: string, all: Damages): string {
  return all
    .reduce<Buffer>((bytes, one) => withDamage(bytes, one), Buffer.from(text, 'utf8'))
    .toString('utf8');
}

function withDamage(bytes: Buffer, { how, at, length, bits, text }: Damage): Buffer {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (how) {
    case 'flip':
      return Buffer.concat([before, Buffer.from([(after[0] ?? 0) ^ bits]), after.subarray(1)]);
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(length)]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(text, 'utf8'), after]);
    case 'repeat':
      return Buffer.concat([
        before,
        ...Array.from({ length: 1 + (length % 50) }, () => after.subarray(0, length)),
        after,
      ]);
  }
}
