import { describe, expect, it, vi } from 'vitest';
import { distanceOf, nearest } from './mutation-order.ts';
import { isDrawn, sample } from './mutation-sample.mjs';
import { countByFolder, fateOf, logLines, scoreOf } from './mutation-table.mjs';
import { mutationOrder } from './steps/mutation.mjs';

describe('the fate of a mutant', () => {
  it('is no kill when a test just waited for ever', () => {
    expect(fateOf({ status: 'Killed', statusReason: 'AssertionError: expected 1 to be 2' })).toBe('killed');
    expect(fateOf({ status: 'Killed', statusReason: 'Error: Test timed out in 30000ms.' })).toBe('timeout');
    expect(fateOf({ status: 'Killed', statusReason: 'Hook timed out in 30000ms.' })).toBe('timeout');
    expect(fateOf({ status: 'Timeout' })).toBe('timeout');
    expect(fateOf({ status: 'Timeout', statusReason: 'Hit limit reached (401/400)' })).toBe('killed');
  });

  it('is no survival when nobody tried it', () => {
    expect(fateOf({ status: 'Survived' })).toBe('survived');
    expect(fateOf({ status: 'NoCoverage' })).toBe('uncovered');
    expect(fateOf({ status: 'Ignored' })).toBe('left out');
  });
});

describe('the order of the tests', () => {
  it('begins with the tests of the module itself, then of its folder', () => {
    const source = 'core/tickets/open.ts';
    expect(distanceOf('core/tickets/open.test.ts', source)).toBe(0);
    expect(distanceOf('core/tickets/open-lost.test.ts', source)).toBe(0);
    expect(distanceOf('core/tickets/close.test.ts', source)).toBe(1);
    expect(distanceOf('core/tickets/reading/names.test.ts', source)).toBe(1);
    expect(distanceOf('core/jit/open.test.ts', source)).toBe(2);
    expect(distanceOf('core/poller.test.ts', source)).toBe(2);
  });
});

describe('the files of tests that are asked about a mutant', () => {
  const far = Array.from({ length: 20 }, (_, n) => ({ name: `far${n}`, distance: 2, cost: 20 - n }) as const);
  const asked = (near: number) => {
    const own = Array.from(
      { length: near },
      (_, n) => ({ name: `near${n}`, distance: 1, cost: 99 }) as const,
    );
    return nearest(
      [...far, ...own],
      ({ distance }) => distance,
      ({ cost }) => cost,
    ).map(({ name }) => name);
  };

  it('are all of its folder, however many', () => {
    expect(asked(15)).toEqual(Array.from({ length: 15 }, (_, n) => `near${n}`));
  });

  it('are twelve where the folder has fewer, the cheapest of the others first', () => {
    expect(asked(10)).toHaveLength(12);
    expect(asked(10).slice(10)).toEqual(['far19', 'far18']);
  });
});

describe('the table', () => {
  const location = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  const file = (...statuses: ('Killed' | 'Survived' | 'Timeout' | 'Ignored')[]) => ({
    language: 'typescript',
    source: '',
    mutants: statuses.map((status, id) => ({ id: `${id}`, mutatorName: 'X', location, status })),
  });
  const folders = countByFolder({
    schemaVersion: '2',
    thresholds: { high: 90, low: 85 },
    files: {
      'electron/companion/tickets/open.ts': file('Killed', 'Survived'),
      'electron/companion/journal/sqlite/deep.ts': file('Killed', 'Ignored'),
      'electron/companion/poller.ts': file('Timeout'),
    },
  });

  it('has a line for each folder, and one for all', () => {
    expect([...folders.keys()]).toEqual(['tickets', 'journal', '(top)', 'all']);
    expect(folders.get('all')).toEqual({ killed: 2, timeout: 1, survived: 1, uncovered: 0, 'left out': 1 });
  });

  it('scores what was noticed against what was tried', () => {
    expect(
      scoreOf(folders.get('all') ?? { killed: 0, timeout: 0, survived: 0, uncovered: 0, 'left out': 0 }),
    ).toBe(50);
  });
});

describe('lines of the log are left out', () => {
  const core = { type: 'Identifier', name: 'core' };
  const log = { type: 'Identifier', name: 'log' };
  const callOn = (object: { type: string }) => ({
    type: 'CallExpression',
    callee: { type: 'MemberExpression', object },
  });
  const coreLog = { type: 'MemberExpression', object: core, property: log };
  const own = { type: 'MemberExpression', property: { type: 'PrivateName', id: log } };

  it.each([
    ['log.info()', callOn(log), true],
    ['core.log.info()', callOn(coreLog), true],
    ['this.#log.info()', callOn(own), true],
    ['the whole statement', { type: 'ExpressionStatement', expression: callOn(coreLog) }, true],
    ['core.changed()', callOn(core), false],
    ['something else', core, false],
  ])('%s', (_, node, isLeftOut) => {
    expect(logLines.shouldIgnore({ node }) !== undefined).toBe(isLeftOut);
  });
});

describe('what is mutated', () => {
  it('is everything, or the folders that are named', () => {
    expect(mutationOrder([])).toEqual({ options: ['run', 'build/stryker.config.mjs'], env: {} });
    expect(mutationOrder(['tickets', 'top', '--concurrency', '1']).options).toEqual([
      'run',
      'build/stryker.config.mjs',
      '--mutate',
      'electron/companion/tickets/**/*.ts,electron/companion/*.ts,!**/*.test.ts',
      '--concurrency',
      '1',
    ]);
  });

  it('is a share of the functions, drawn from everywhere and each time the same', () => {
    expect(mutationOrder(['--sample', '10', 'jit'])).toMatchObject({ env: { MUTATION_SAMPLE: '10' } });
    for (const wrong of ['much', '0', '101', '10-10', '-5']) {
      expect(() => mutationOrder(['--sample', wrong]), wrong).toThrow('--sample takes a share');
    }
    const all = Array.from({ length: 2_000 }, (_, n) => `function f${n}() {}`);
    const drawn = all.filter((source) => isDrawn(source, { from: 0, to: 10 }));
    expect(drawn.length).toBeGreaterThan(150);
    expect(drawn.length).toBeLessThan(250);
    const others = all.filter((source) => isDrawn(source, { from: 10, to: 20 }));
    expect(others.length).toBeGreaterThan(150);
    expect(others.filter((source) => drawn.includes(source))).toEqual([]);
  });

  it('draws a function whole, with those inside of it', () => {
    vi.stubEnv('MUTATION_SAMPLE', '0-1');
    const source = 'run() {}';
    expect(isDrawn(source, { from: 0, to: 1 })).toBe(false);
    const outer = { node: { type: 'ClassMethod' }, toString: () => source };
    const inner = { node: { type: 'ArrowFunctionExpression' }, parentPath: outer, toString: () => '() => 1' };
    const statement = { node: { type: 'ReturnStatement' }, parentPath: outer, toString: () => 'return 1' };
    expect([outer, inner, statement].map((path) => sample.shouldIgnore(path) !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
