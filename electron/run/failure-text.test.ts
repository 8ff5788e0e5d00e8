import { expect, it } from 'vitest';
import { told } from '../../test/support/told.ts';
import { SecretError } from '../keychain/secret-error.ts';
import { ConfigError } from '../settings/config-error.ts';
import { findingsOf } from './failure-text.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });
const sqlite = (errcode: number) => Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode });

it.each<[string, unknown, string]>([
  ['settings', new ConfigError([told('a'), told('b')]), 'a,b'],
  ['the keychain', new SecretError('locked-or-cancelled', 'halo', null), 'Unlock it'],
  ['a full disk', withCode('ENOSPC'), 'no space is left for the data in /data'],
  ['a full disk under the journal', sqlite(13), 'no space is left for the data in /data'],
  ['a journal that may not be written', sqlite(8 | (1 << 8)), 'may not be written by this user'],
  ['a read-only disk', withCode('EROFS'), 'may not be written by this user'],
])('%s is a finding', (_name, error, text) => {
  const texts = findingsOf(error, '/data')?.map((finding) => finding.text);
  expect(texts?.join()).toContain(text);
});

it.each([new TypeError('x'), sqlite(1), withCode('EPIPE'), 'text'])('%s is unexpected', (error) => {
  expect(findingsOf(error, '/data')).toBeNull();
});
