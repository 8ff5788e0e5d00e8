import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, staleReason } from './steps/bundle.mjs';
import { stepsNamed } from './steps/checks.mjs';
import { missingPackages, npmCommand } from './steps/install.mjs';
import { capture } from './steps/run.mjs';
import { closingLine, tallyOf, total } from './steps/summary.mjs';

describe('counting tests', () => {
  const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] };

  it('takes over what vitest counted', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [passing, { status: 'failed', assertionResults: [{ status: 'failed' }] }],
    };
    expect(tallyOf(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  });

  it('counts a file that could not be loaded', () => {
    const report = { numPassedTests: 1, testResults: [passing, { status: 'failed', assertionResults: [] }] };
    expect(tallyOf(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a file whose hooks failed after its tests had passed', () => {
    const report = { numPassedTests: 1, testResults: [{ ...passing, status: 'failed' }] };
    expect(tallyOf(report, 1).failed).toBe(1);
  });

  it('never calls a run good that ended badly', () => {
    expect(tallyOf({ numPassedTests: 7, testResults: [passing] }, 1)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
    });
    expect(tallyOf(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('closes with one line', () => {
    const sum = total([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 4, failed: 2, skipped: 3 },
    ]);
    expect(closingLine(sum)).toBe('5 passed, 2 failed, 3 skipped');
  });
});

describe('choosing steps', () => {
  it('builds before a step that runs what is built, and only then', () => {
    expect(stepsNamed(['e2e']).map(({ name }) => name)).toEqual(['build', 'e2e']);
    expect(stepsNamed(['unit']).map(({ name }) => name)).toEqual(['unit']);
    expect(stepsNamed([])).toHaveLength(13);
  });
});

describe('what is installed', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a-win32-x64': { version: '1.0.0', optional: true },
    },
  };

  it('wants every package of the lock file but those for other platforms', () => {
    expect(missingPackages(lock, {})).toEqual(['node_modules/a']);
    expect(missingPackages(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toEqual([]);
  });

  it('notices another version, of an optional package too', () => {
    const installed = {
      packages: { 'node_modules/a': { version: '0.9.0' }, 'node_modules/a-win32-x64': { version: '0.9.0' } },
    };
    expect(missingPackages(lock, installed)).toEqual(['node_modules/a', 'node_modules/a-win32-x64']);
  });

  it('calls the npm that called us, with its own node, and no other package manager', () => {
    expect(npmCommand({ npm_execpath: '/n/npm-cli.js', npm_node_execpath: '/n/node' })).toEqual({
      command: '/n/node',
      args: ['/n/npm-cli.js'],
      shell: false,
    });
    expect(npmCommand({ npm_execpath: '/y/yarn.js' }).command).toBe('npm');
    expect(npmCommand({}).command).toBe('npm');
  });
});

describe('what is stale', () => {
  let root = '';
  const bundle = { name: 'main', config: 'x', sources: ['src', 'package.json'], outputs: ['out/a.mjs'] };
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'stale-'));
    write('src/deep/a.ts', '1');
    write('out/a.mjs', '');
    write('out/.stamps/main', fingerprint(bundle.sources, root));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is nothing when nothing changed', () => {
    expect(staleReason(bundle, root)).toBeNull();
  });

  it.each(['src/deep/a.ts', 'src/new.ts', 'package.json'])('is the bundle when %s changed', (file) => {
    write(file, '2');
    expect(staleReason(bundle, root)).toBe('its sources changed');
  });

  it('is not the bundle when only a test changed', () => {
    write('src/deep/a.test.ts', '2');
    expect(staleReason(bundle, root)).toBeNull();
  });

  it('is the bundle when its output or its stamp is gone', () => {
    rmSync(path.join(root, 'out/.stamps'), { recursive: true });
    expect(staleReason(bundle, root)).toBe('its last build did not finish');
    rmSync(path.join(root, 'out/a.mjs'));
    expect(staleReason(bundle, root)).toBe('out/a.mjs is not there yet');
  });
});

describe('running a command', () => {
  const run = (script: string, timeoutMs = 0) => capture(process.execPath, ['-e', script], { timeoutMs });

  it('gives its exit code and all it printed', async () => {
    const { code, output } = await run("process.stdout.write('x'.repeat(300_000)); process.exitCode = 3");
    expect(code).toBe(3);
    expect(output).toHaveLength(300_000);
  });

  it('ends one that hangs, and says so', async () => {
    const { code, output } = await run('setInterval(() => undefined, 1000)', 200);
    expect(code).toBe(124);
    expect(output).toContain('stopped after 0.2 s');
  });

  it('reports one that does not exist', async () => {
    expect((await capture('/no/such/program', [])).code).toBe(127);
  });
});
