import { expect, test } from 'vitest';
import { SettingsLayer } from './settings-schema.ts';

test('one source of settings says no more than it says: defaults come after all sources', () => {
  expect(SettingsLayer.parse({ ticket: { category: 'Games' } })).toEqual({ ticket: { category: 'Games' } });
});
