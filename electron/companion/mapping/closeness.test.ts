import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NameIndex } from './closeness.ts';

const named = (...names: string[]) => names.map((name, id) => ({ id: id + 1, name, inactive: false }));
const closeness = (a: string, b: string) => new NameIndex(named(b)).closest(a, 0, 1)[0]?.closeness ?? 0;

describe('type-ahead over the clients', () => {
  test('equal comes first, then beginnings, then all words, then likeness', () => {
    const index = new NameIndex(
      named('Fabrykam', 'Ancient Fabrikam', 'Fabrikam', 'Fabrikam Group', 'Zeppelin'),
    );
    expect(index.typed('fabrikam', 5).map((client) => client.name)).toEqual([
      'Fabrikam',
      'Fabrikam Group',
      'Ancient Fabrikam',
      'Fabrykam',
    ]);
  });

  test('equal comes first also where its letters sort behind those of a name that only begins so', () => {
    const index = new NameIndex(named('IŞIK Ltd', 'ışık'));
    expect(index.typed('IŞIK', 5).map((client) => client.name)).toEqual(['ışık', 'IŞIK Ltd']);
  });

  test('a client with some of the words comes after those with all of them', () => {
    const index = new NameIndex(named('Alpha Group', 'Zeppelin', 'Fabrikam Group'));
    expect(index.typed('group fab', 5).map((client) => client.name)).toEqual([
      'Fabrikam Group',
      'Alpha Group',
    ]);
  });

  test('a client that has all the letters, but not the words, is not shown', () => {
    expect(new NameIndex(named('Real')).typed('lar', 5)).toEqual([]);
  });

  test('what is only a little like it is not shown', () => {
    const index = new NameIndex(named('Crate', 'Contosa'));
    expect(index.typed('Contoso', 5).map((client) => client.name)).toEqual(['Contosa']);
  });

  test.each([1, 2, 3])('no more than %i are shown, of whatever likeness they are', (limit) => {
    const names = ['Fabrikam', 'Fabrikam Group', 'Fabrykam', 'Fabrikan'];
    const shown = new NameIndex(named(...names)).typed('fabrikam', limit);
    expect(shown.map((client) => client.name)).toEqual(
      ['Fabrikam', 'Fabrikam Group', 'Fabrikan'].slice(0, limit),
    );
  });

  test('no more are shown either where those with the word in them are less close than others', () => {
    const index = new NameIndex(named('Kaam', 'Fabrikam', 'Ka Am'));
    expect(index.typed('kam', 2).map((client) => client.name)).toEqual(['Fabrikam', 'Ka Am']);
  });

  test('clients of the same name come by their number in Halo, in whatever order they were read', () => {
    const called = (id: number) => ({ id, name: 'Contoso', inactive: false });
    const index = new NameIndex([called(9), called(2), called(5)]);
    expect(index.typed('contoso', 5).map((client) => client.id)).toEqual([2, 5, 9]);
    expect(index.closest('Contoso', 1, 5).map(({ client }) => client.id)).toEqual([2, 5, 9]);
  });

  test('an empty text lists clients by name', () => {
    const index = new NameIndex(named('fabrikam', 'Contoso Ltd', 'Zeppelin'));
    expect(index.typed('', 2).map((client) => client.name)).toEqual(['Contoso Ltd', 'fabrikam']);
  });
});

describe('closeness of names', () => {
  test.each([
    ['equal but for case and width', 'Contoso', 'ＣＯＮＴＯＳＯ', 1, 1],
    ['another legal form', 'Contoso Ltd.', 'Contoso GmbH & Co. KG', 0.95, 0.99],
    ['other order of words', 'Bakery Miller', 'Miller Bakery Inc', 0.95, 0.99],
    ['a typo', 'Northwind Traders', 'Norhtwind Traders', 0.75, 0.98],
    ['punctuation', 'A.C.M.E. Tools', 'A C M E Tools', 0.95, 0.99],
    ['initials', 'IBM', 'International Business Machines', 0.75, 0.98],
    ['initials with a sign behind them', 'IBM!', 'International Business Machines', 0.75, 0.98],
    ['initials the other way round', 'International Business Machines', 'IBM Corp', 0.75, 0.98],
    ['initials beside another word', 'IBM Bakery', 'International Business Machines', 0, 0.5],
    [
      'initials beside another word the other way round',
      'International Business Machines',
      'IBM Bakery',
      0,
      0.5,
    ],
    ['no more than two initials', 'AB', 'Adam Brown', 0, 0.5],
    ['something longer', 'Fabrikam', 'Fabrikam Holding', 0.5, 0.9],
    ['nothing to do with it', 'Contoso', 'Zeppelin', 0, 0.2],
    ['nothing but a legal form', 'Ltd', 'Limited', 0, 0.7],
    ['the same legal form with a sign behind it', 'Ltd.', 'Ltd', 0.95, 0.99],
    ['names that are legal forms', 'Oy', 'Oy AB', 0.5, 0.9],
    ['other numbers', 'Studio 54', 'Studio 89', 0.5, 0.9],
    ['nothing but signs', '***', '+++', 0, 0],
    ['nothing at all', '', 'Zeppelin', 0, 0],
  ])('%s', (_, a, b, least, most) => {
    expect(closeness(a, b)).toBeGreaterThanOrEqual(least);
    expect(closeness(a, b)).toBeLessThanOrEqual(most);
  });

  test('as close as is asked for is close enough', () => {
    const index = new NameIndex(named('Contoso', 'Contoso Group'));
    expect(index.closest('CONTOSO', 1, 9)).toEqual([
      { client: { id: 1, name: 'Contoso', inactive: false }, closeness: 1 },
    ]);
  });

  test('only as many are given as are asked for, the closest first and equally close ones by name', () => {
    const index = new NameIndex(named('Miller Law', 'Miller Vets', 'Miller Bakery', 'Miller', 'Zeppelin'));
    const found = index.closest('Miller Bakery', 0.4, 3).map(({ client }) => client.name);
    expect(found).toEqual(['Miller Bakery', 'Miller', 'Miller Law']);
    // What one search has counted is no part of the next one.
    expect(index.closest('Zeppelin', 0.4, 3).map(({ client }) => client.name)).toEqual(['Zeppelin']);
    expect(index.closest('Miller Bakery', 0.4, 3).map(({ client }) => client.name)).toEqual(found);
  });

  test.each([
    ['Miller Cats', 'Miller Vets', 'Miller Arts'],
    ['Miller Vets', 'Miller Arts', 'Miller Cats'],
    ['Miller Arts', 'Miller Cats', 'Miller Vets'],
  ])('equally close ones come by name, in whatever order they were read (%s, %s, %s)', (...names) => {
    const found = new NameIndex(named(...names)).closest('Miller Bakery', 0.4, 2);
    expect(new Set(found.map((one) => one.closeness)).size).toBe(1);
    expect(found.map(({ client }) => client.name)).toEqual(['Miller Arts', 'Miller Cats']);
  });

  test('clients of one and the same name come by number, in whatever order they were read', () => {
    const twins = [12, 11, 13].map((id) => ({ id, name: 'Miller Bakery', inactive: false }));
    const index = new NameIndex(twins);
    expect(index.closest('Miller Bakery', 0.4, 2).map(({ client }) => client.id)).toEqual([11, 12]);
    expect(index.typed('miller', 2).map((client) => client.id)).toEqual([11, 12]);
  });

  test('one that is closer than only the last of them takes its place', () => {
    const index = new NameIndex(named('Miller Bakery', 'Miller', 'Miller Vets', 'Miller Arts'));
    const found = index.closest('Miller Bakery', 0.4, 3).map(({ client }) => client.name);
    expect(found).toEqual(['Miller Bakery', 'Miller', 'Miller Arts']);
  });

  test('is between 0 and 1, the same both ways, and 1 for the name itself', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const there = closeness(a, b);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(1);
        expect(closeness(b, a)).toBeCloseTo(there, 10);
      }),
    );
  });
});
