import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshFolder } from '../../test/support/folders.ts';
import { silentLog } from '../companion/ports/log.ts';
import { openDesktopState } from './desktop-state.ts';

let folder: string;
beforeEach(() => {
  folder = freshFolder('companion-state-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => openDesktopState(folder, Date.parse('2026-03-02T09:00:00Z'), silentLog);

test('what was changed is there after a restart', () => {
  open().change({ signedInAt: { 'acme.idemeum.com': 5 }, isMaximised: true });
  expect(open().read()).toMatchObject({
    signedInAt: { 'acme.idemeum.com': 5 },
    isMaximised: true,
    windowBounds: null,
  });
});

test.each(['{ broken', '{"windowBounds":"left"}', '[]', '"x"'])(
  'a file that holds %s is set aside',
  (text) => {
    writeFileSync(join(folder, 'desktop.json'), text);
    expect(open().read().windowBounds).toBeNull();
    const kept = readdirSync(folder).find((name) => name.includes('.broken-2026-03-02'));
    expect(readFileSync(join(folder, kept ?? 'nothing'), 'utf8')).toBe(text);
  },
);
