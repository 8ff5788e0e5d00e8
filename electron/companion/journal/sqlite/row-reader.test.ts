import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { silentLog } from '../../ports/log.ts';
import { UnreadableRowError } from '../unreadable-row.ts';
import { RowReader } from './row-reader.ts';

/** Rows of a table that may hold what nobody has written there. */

const read = ({ body }: { readonly id: string; readonly body: string }) =>
  z.enum(['good', 'better']).parse(body);
const GOOD = { id: 'a', body: 'good' };
const SPOILED = { id: 'a', body: '?' };

let warnings: string[];
let reader: RowReader;
beforeEach(() => {
  warnings = [];
  reader = new RowReader({
    ...silentLog,
    warn: (event, fields) => warnings.push(`${event} ${fields?.['table']}`),
  });
});

const WARNING = 'journal.unreadable-row requests';

test('a list has the rows that can be read, and the log says once where another was', () => {
  const rows = [SPOILED, { id: 'b', body: 'better' }];
  expect(reader.all('requests', rows, read)).toEqual(['better']);
  expect(reader.all('requests', rows, read)).toEqual(['better']);
  expect(warnings).toEqual([WARNING]);
});

test('each row is told of, and a row of the same name in another table too', () => {
  reader.all('requests', [SPOILED, { ...SPOILED, id: 'b' }], read);
  reader.all('tickets', [SPOILED], read);
  expect(warnings).toEqual([WARNING, WARNING, 'journal.unreadable-row tickets']);
});

describe('a row that was told of', () => {
  beforeEach(() => reader.all('requests', [SPOILED], read));

  test('is told of anew when it could be read meanwhile', () => {
    expect(reader.all('requests', [GOOD], read)).toEqual(['good']);
    reader.all('requests', [SPOILED], read);
    expect(warnings).toEqual([WARNING, WARNING]);
  });

  test('is not told of anew where only some columns could be read meanwhile', () => {
    expect(reader.all('requests', [GOOD], read, false)).toEqual(['good']);
    reader.all('requests', [SPOILED], read);
    expect(warnings).toEqual([WARNING]);
  });
});

test('the one row that is asked for is null where there is none, and an error where it cannot be read', () => {
  expect(reader.one('requests', undefined, read)).toBeNull();
  expect(reader.one('requests', GOOD, read)).toBe('good');
  expect(() => reader.one('requests', SPOILED, read)).toThrow(UnreadableRowError);
});

test('a bug is no row that cannot be read: it is not passed over', () => {
  const bug = () => {
    throw new RangeError('a bug');
  };
  expect(() => reader.all('requests', [GOOD], bug)).toThrow(RangeError);
  expect(warnings).toEqual([]);
});
