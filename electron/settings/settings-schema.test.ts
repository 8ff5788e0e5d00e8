import { expect, test } from 'vitest';
import { SettingsLayer } from './settings-schema.ts';

test('one source of settings says no more than it says: defaults come after all sources', () => {
  expect(SettingsLayer.parse({ ticket: { category: 'Games' } })).toEqual({ ticket: { category: 'Games' } });
});

test.each([
  ['https://acme.halopsa.com/auth/token?tenant=acme', true],
  ['https://acme.halopsa.com/auth/token/?tenant=ac%20me', true],
  ['https://acme.halopsa.com/auth/token?tenant=', false],
  ['https://acme.halopsa.com/auth/token?tenant=acme&client_secret=x', false],
  ['http://acme.halopsa.com/auth/token?tenant=acme', false],
])('the token address %s, as Halo shows it with its tenant, is taken: %s', (tokenUrl, isTaken) => {
  expect(SettingsLayer.safeParse({ halo: { tokenUrl } }).success).toBe(isTaken);
});
