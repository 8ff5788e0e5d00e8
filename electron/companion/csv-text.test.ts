import { expect, test } from 'vitest';
import { csvHead, csvRows, unguarded } from './csv-text.ts';

test('a file begins with its mark and its headings, and every line ends as a spreadsheet wants it', () => {
  expect(csvHead(['Customer', 'Count'])).toBe('\u{FEFF}Customer,Count\r\n');
  expect(
    csvRows([
      ['Contoso, "Ltd"', 3],
      [null, 0],
    ]),
  ).toBe('"Contoso, ""Ltd""",3\r\n,0\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(1)', '\t=1', '＝1'])(
  '%j is shown and not run, and can be had back',
  (text) => {
    const guarded = csvRows([[text]])
      .trimEnd()
      .replaceAll('"', '');
    expect(guarded).toBe(`'${text}`);
    expect(unguarded(guarded)).toBe(text);
  },
);

test('an apostrophe that was there before stays', () => {
  expect(unguarded("'tis")).toBe("'tis");
  expect(unguarded('1+1')).toBe('1+1');
});
