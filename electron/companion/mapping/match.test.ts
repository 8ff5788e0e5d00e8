import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexClients, matchCustomer } from './match.ts';

const clients = [
  { id: 1, name: 'Contoso Ltd', inactive: false },
  { id: 2, name: 'fabrikam', inactive: false },
  { id: 3, name: 'Twin', inactive: false },
  { id: 4, name: 'ＴＷＩＮ', inactive: false },
  { id: 5, name: 'Sleeping', inactive: true },
  { id: 6, name: 'Straße Bau', inactive: false },
];
const index = indexClients(clients);
const customer = (name: string | null, displayName: string | null) => ({ key: 'k', name, displayName });

describe('the automatic match', () => {
  test.each([
    ['by display name', customer('contoso', '  contoso   LTD '), 'by-display-name', 1],
    [
      'by name when the display name has no client',
      customer('Fabrikam', 'Fabrikam Incorporated'),
      'by-name',
      2,
    ],
    ['by name when there is no display name', customer('fabrikam', null), 'by-name', 2],
    ['display name before name', customer('fabrikam', 'Contoso Ltd'), 'by-display-name', 1],
    ['case folded beyond ASCII', customer(null, 'STRASSE BAU'), 'by-display-name', 6],
    ['two clients of one name are a question', customer('fabrikam', 'twin'), 'ambiguous', null],
    ['inactive clients do not count', customer(null, 'Sleeping'), 'unmatched', null],
    ['nothing at all', customer(null, null), 'unmatched', null],
  ])('%s', (_, who, state, haloClientId) => {
    expect(matchCustomer(who, index)).toMatchObject({ state, haloClientId });
  });

  test('says which clients share a name, and what to do', () => {
    expect(matchCustomer(customer(null, 'Twin'), index).note).toBe(
      'Halo has 2 clients named “Twin” (#3, #4). Choose the right one.',
    );
  });

  test.each([
    ['by both names', customer('zeppelin', 'Zeppelin Ltd'), 'named “Zeppelin Ltd” or “zeppelin”.'],
    ['by its name where it has no display name', customer('zeppelin', null), 'named “zeppelin”.'],
    ['by its display name where it has no name', customer(null, 'Zeppelin'), 'named “Zeppelin”.'],
    ['without a name where it has none', customer(null, null), 'named like this customer.'],
  ])('says of a customer without a client whom Halo does not have: %s', (_, who, words) => {
    expect(matchCustomer(who, index).note).toBe(
      `No active Halo client is ${words} Choose one, or create the client in Halo.`,
    );
  });

  test('never matches an inactive client, nor one of several of the same name', () => {
    const name = fc.constantFrom('A', 'a ', 'B', 'b', ' C', 'ß', 'SS', '');
    const list = fc.array(fc.record({ name, inactive: fc.boolean() }), { maxLength: 8 });
    fc.assert(
      fc.property(list, name, name, (entries, own, display) => {
        const numbered = entries.map((entry, id) => ({ id, ...entry }));
        const match = matchCustomer(customer(own, display), indexClients(numbered));
        if (match.haloClientId === null) return;
        expect(numbered[match.haloClientId]?.inactive).toBe(false);
      }),
    );
  });
});
