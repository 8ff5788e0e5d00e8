import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { advisories, auditLock, compare } from './lock-audit.mjs';
import { inRoot } from './paths.mjs';

const Explanations = z.object({ explained: z.array(z.object({ id: z.string(), why: z.string().min(20) })) });
const GOOD = { version: '1.0.0', integrity: 'sha512-abc', license: 'MIT' };

const found = (entry: object, root: object = {}) =>
  auditLock({ packages: { '': root, 'node_modules/@a/b': { ...GOOD, ...entry } } }).map(({ id }) => id);

describe('the audit of package-lock.json', () => {
  test.each<[string, object, string[]]>([
    ['nothing at a good package', {}, []],
    ['a script at installation', { hasInstallScript: true }, ['install-script @a/b']],
    ['a package that was given up', { deprecated: 'use c' }, ['deprecated @a/b']],
    ['a package from somewhere else', { resolved: 'git+ssh://x' }, ['place @a/b']],
    ['a missing checksum', { integrity: undefined }, ['no-checksum @a/b']],
    ['a weak checksum', { integrity: 'sha1-abc' }, ['weak-checksum @a/b']],
    ['no licence', { license: undefined }, ['licence @a/b']],
    ['a licence with duties', { license: 'GPL-3.0' }, ['licence @a/b']],
    ['a licence with duties in a sum', { license: 'MIT AND GPL-3.0' }, ['licence @a/b']],
    ['nothing where one may choose', { license: '(GPL-3.0 OR MIT)' }, []],
    [
      'nothing at another system’s optional part, which npm knows nothing about',
      { optional: true, integrity: undefined, license: undefined },
      [],
    ],
  ])('finds %s', (_what, entry, ids) => {
    expect(found(entry)).toEqual(ids);
  });

  test('finds versions that are not exact, and a package that would be shipped twice', () => {
    expect(found({}, { dependencies: { x: '^1.0.0', y: 'npm:@z/y@1.2.3', z: '1.2.3' } })).toEqual([
      'loose x',
    ]);
    const twice = { 'node_modules/c': GOOD, 'node_modules/d/node_modules/c': { ...GOOD, version: '2.0.0' } };
    expect(auditLock({ packages: twice })).toMatchObject([
      { id: 'twice c', text: 'c is there in 1.0.0 and 2.0.0' },
    ]);
    const onlyDev = { ...twice, 'node_modules/c': { ...GOOD, dev: true } };
    expect(auditLock({ packages: onlyDev })).toEqual([]);
  });

  test('reads advisories, and tells none from nobody asked', () => {
    const report = {
      vulnerabilities: { x: { severity: 'high', range: '<2', via: [{ title: 'It leaks' }, 'y'] } },
    };
    expect(advisories(report)).toEqual([{ id: 'advisory x', text: 'x <2: high: It leaks; y' }]);
    expect(advisories({ vulnerabilities: {} })).toEqual([]);
    expect(advisories({ message: '405' })).toBeNull();
  });

  test('tells explained findings from open ones and from explanations of nothing', () => {
    const findings = ['licence a', 'licence b-linux', 'deprecated c'].map((id) => ({ id, text: id }));
    const explained = ['licence a', 'licence b-*', 'twice d', 'advisory e'].map((id) => ({
      id,
      why: 'because',
    }));
    const { open, stale, explained: known } = compare(findings, explained, false);
    expect(known.map(({ id }) => id)).toEqual(['licence a', 'licence b-linux']);
    expect(open.map(({ id }) => id)).toEqual(['deprecated c']);
    expect(stale).toEqual(['twice d']);
    expect(compare(findings, explained, true).stale).toEqual(['twice d', 'advisory e']);
  });
});

test('every finding about our own dependencies is explained, and no explanation is left over', () => {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const { explained } = Explanations.parse(
    JSON.parse(readFileSync(inRoot('build', 'audit-findings.json'), 'utf8')),
  );
  const { open, stale } = compare(auditLock(lock), explained, false);
  expect({ open, stale }).toEqual({ open: [], stale: [] });
});
