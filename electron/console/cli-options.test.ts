import { describe, expect, it } from 'vitest';
import { helpText, parseCliOptions, windowFirstMs } from './cli-options.ts';

describe('the command line', () => {
  it('has defaults', () => {
    expect(parseCliOptions([])).toEqual({
      task: 'console',
      port: 0,
      data: null,
      config: null,
      copy: null,
      sandbox: false,
      open: true,
      json: false,
    });
  });

  it('lets a window come first, where one is opened', () => {
    const wait = (...argv: string[]) => windowFirstMs(parseCliOptions(argv));
    expect([wait(), wait('--no-open'), wait('--once')]).toEqual([1_000, 0, 0]);
  });

  it('is read', () => {
    const argv = [
      '--headless',
      '--port',
      '4711',
      '--data=/d',
      '--config',
      'c.json',
      '--sandbox',
      '--no-open',
    ];
    expect(parseCliOptions(argv)).toMatchObject({
      task: 'console',
      port: 4711,
      data: '/d',
      config: 'c.json',
      sandbox: true,
      open: false,
    });
    expect(parseCliOptions(['--once', '--json'])).toMatchObject({ task: 'once', json: true });
    expect(parseCliOptions(['--store-secrets'])).toMatchObject({ task: 'store-secrets' });
    expect(parseCliOptions(['-h'])).toMatchObject({ task: 'help' });
    expect(parseCliOptions(['--version'])).toMatchObject({ task: 'version' });
  });

  it.each([
    [['--port', 'abc'], '--port: found "abc", expected a whole number from 0 to 65535 (0 for any free port)'],
    [
      ['--port=70000'],
      '--port: found "70000", expected a whole number from 0 to 65535 (0 for any free port)',
    ],
    [['--port=-1'], '--port: found "-1", expected a whole number from 0 to 65535 (0 for any free port)'],
    [['--port='], '--port: found "", expected a whole number from 0 to 65535 (0 for any free port)'],
    [['--port=1e3'], '--port: found "1e3", expected a whole number from 0 to 65535 (0 for any free port)'],
    [['--port'], '--port: found no value, expected one (see --help)'],
    [['--data', '--once'], '--data: found no value, expected one (see --help)'],
    [['--data', ''], '--data: found an empty text, expected the path of a folder'],
    [['--config', ' '], '--config: found an empty text, expected the path of a file'],
    [['--json'], '--json: found it without --once or --verify-audit, expected one of them too'],
    [['--once=yes'], '--once: found the value "yes", expected none'],
    [['--sandbx'], '--sandbx: not a known option; did you mean --sandbox? (see --help)'],
    [['--quite-another'], '--quite-another: not a known option (see --help)'],
    [['-x'], '-x: not a known option (see --help)'],
    [['run'], 'found "run", which belongs to no option; expected options only (see --help)'],
    [['--verify-audit', '--once'], '--verify-audit: found it together with --once, expected it without'],
    [['--store-secrets', '--once'], '--store-secrets: found it together with --once, expected it without'],
  ])('%j is refused', (argv, text) => {
    expect(() => parseCliOptions(argv)).toThrow(text);
  });

  it('is documented in full', () => {
    const help = helpText('/the/usual/place');
    for (const option of [
      '--headless',
      '--port N',
      '--data DIR',
      '--config FILE',
      '--sandbox',
      '--no-open',
      '--once',
      '--json',
      '--store-secrets',
      '--verify-audit',
      '--version',
      '--help',
    ]) {
      expect(help).toContain(`  ${option}`);
    }
    expect(help).toContain('/the/usual/place');
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
