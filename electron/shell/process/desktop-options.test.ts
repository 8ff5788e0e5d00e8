import { expect, test } from 'vitest';
import { parseDesktopOptions } from './desktop-options.ts';

const LINK = 'idemeum-companion://request/r1';

test('takes its own options and passes over those of Chromium and of operating systems', () => {
  const argv = ['--enable-features=X', '--data', '/d', '--hidden', '-psn_0_1', '--config=/c.json', LINK];
  expect(parseDesktopOptions(argv)).toEqual({
    data: '/d',
    config: '/c.json',
    sandbox: false,
    hidden: true,
    deepLink: LINK,
  });
});

test('an option without a value is none', () => {
  expect(parseDesktopOptions(['--config=', '--data'])).toMatchObject({ data: null, config: null });
});

test('what comes behind a link is not an option: it may have come with it', () => {
  const argv = [LINK, '--config', '\\\\evil\\share\\companion.json', '--data=/tmp/evil', '--sandbox'];
  expect(parseDesktopOptions(argv)).toMatchObject({ data: null, config: null, sandbox: false });
});
