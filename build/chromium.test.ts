import { describe, expect, it } from 'vitest';
import { chromiumCandidates, findChromium } from './chromium.mjs';

const only =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);

describe('finding a browser', () => {
  it('takes CHROMIUM_PATH as the only answer', () => {
    const machine = { platform: 'linux', env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/c' } };
    expect(findChromium({ ...machine, isExecutable: only('/opt/c', '/usr/bin/chromium') })).toBe('/opt/c');
    expect(findChromium({ ...machine, isExecutable: only('/usr/bin/chromium') })).toBeNull();
  });

  it('prefers an open build over the order of PATH', () => {
    const machine = { platform: 'linux', env: { PATH: '/a:/b' } };
    const isExecutable = only('/a/google-chrome', '/b/chromium');
    expect(findChromium({ ...machine, isExecutable })).toBe('/b/chromium');
  });

  it('never runs what lies in the current folder', () => {
    const candidates = chromiumCandidates({ platform: 'linux', env: { PATH: '.::bin:/usr/bin' } });
    expect(candidates.every((candidate) => candidate.startsWith('/usr/bin/'))).toBe(true);
  });

  it('knows the usual places of Windows and macOS', () => {
    const windows = { platform: 'win32', env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' } };
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    expect(findChromium({ ...windows, isExecutable: only(edge) })).toBe(edge);
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(findChromium({ platform: 'darwin', env: {}, isExecutable: only(chrome) })).toBe(chrome);
  });

  it('says when there is none', () => {
    expect(findChromium({ platform: 'linux', env: {}, isExecutable: () => false })).toBeNull();
  });
});
