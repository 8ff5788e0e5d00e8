import fc from 'fast-check';
import { AccessDesk } from '../support/access-desk.ts';
import { type FuzzedParser, must, parserOf } from './fuzz.ts';
import { kept } from './kept.ts';
import { damaged } from './mutations.ts';

/** The mapping as a file that somebody has worked on in a spreadsheet. */

const HEAD = 'idemeum name,idemeum display name,mapping,Halo client id,Halo client name';
const LINES = [
  'contoso,Contoso Ltd,by-display-name,12,Contoso Ltd',
  'fabrikam,Fabrikam,unmatched,,Contoso Ltd',
  ',Fabrikam,ignored,,',
  '"fabrikam","Fabri""kam",,12,',
  "'=nobody,,,999999999999999,",
];

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'contoso',
    'Fabrikam',
    '12',
    '-1',
    'ignored',
    '"a,b"',
    '"open',
    'x"y',
    '=1+1',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const line = fc.oneof(
  fc.constantFrom(...LINES),
  fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(',')),
);
const head = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(HEAD, `\uFEFF${HEAD}`, HEAD.toUpperCase()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('idemeum name,Halo client id', '__proto__,idemeum name,Halo client name'),
  },
  { weight: 1, arbitrary: fc.array(cell, { maxLength: 6 }).map((cells) => cells.join(',')) },
);
const table = fc
  .tuple(
    head,
    fc.oneof(
      { weight: 19, arbitrary: fc.array(line, { maxLength: 12 }) },
      { weight: 1, arbitrary: fc.array(line, { minLength: 500, maxLength: 5_000 }) },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom(',', ';', '\t'),
  )
  .map(([first, lines, end, comma]) => [first, ...lines].join(end).replaceAll(',', comma));

const desk = kept(() => AccessDesk.open());

/** Lines that must be told of: those with something in them, counted as somebody would with a finger on the quotes. */
function countOf(text: string): number {
  const lines: string[] = [''];
  let isQuoted = false;
  for (const [letter] of text.matchAll(/\r\n|./gsu)) {
    if (letter === '"') isQuoted = !isQuoted;
    const isEnd = !isQuoted && (letter === '\r\n' || letter === '\n' || letter === '\r');
    if (isEnd) lines.push('');
    else lines[lines.length - 1] += letter;
  }
  const filled = lines.filter((one) => one.replaceAll(/[,;\t\s\uFEFF"]/gu, '') !== '');
  return filled.length - 1;
}

export const CSV: readonly FuzzedParser[] = [
  parserOf('mapping file', damaged(table), async (text) => {
    const { mapping } = await (await desk()).companion();
    const plan = await mapping.planImport(text);
    must(
      plan.text === null || (plan.lines.length === 0 && plan.orders.length === 0),
      'a file that is refused is half read',
    );
    if (plan.text !== null) return;
    const wanted = countOf(text);
    must(plan.lines.length >= wanted, `${plan.lines.length} of ${wanted} lines are told of`);
    must(
      plan.lines.every((one) => one.text !== ''),
      'a line without a word',
    );
  }),
];
