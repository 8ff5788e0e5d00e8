import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingPlatforms, platformOf } from './complete-lock.mjs';

describe('package-lock.json', () => {
  const text = readFileSync('package-lock.json', 'utf8');

  it('has an entry for every platform, or `npm ci` fails on the others (mend: node build/complete-lock.mjs)', () => {
    expect(missingPlatforms(JSON.parse(text)).map(({ where }) => where)).toEqual([]);
  });

  it('names no registry host', () => {
    expect(text).not.toContain('"resolved"');
  });
});

describe('the platform in the name of a package', () => {
  it.each([
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@rolldown/binding-linux-arm64-gnu', { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] }],
    ['@oxc-parser/binding-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['fsevents', null],
  ])('%s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});
