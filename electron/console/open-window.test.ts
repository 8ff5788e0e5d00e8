import { describe, expect, it, vi } from 'vitest';
import { type Machine, openWindow } from './open-window.ts';

const LINK = 'http://127.0.0.1:4711/?token=t';

function machine(changes: Partial<Omit<Machine, 'run'>> = {}) {
  const usual: Omit<Machine, 'run'> = {
    platform: 'linux',
    env: { DISPLAY: ':0' },
    isTerminal: true,
    userId: 1000,
    findBrowser: () => '/usr/bin/chromium',
  };
  return { ...usual, ...changes, run: vi.fn<Machine['run']>(async () => true) };
}

describe('the window', () => {
  it('is an app window with a profile of its own', async () => {
    const here = machine();
    expect(await openWindow(LINK, '/data', here)).toBe('app-window');
    const [program, args] = here.run.mock.calls[0] ?? [];
    expect(program).toBe('/usr/bin/chromium');
    expect(args).toContain(`--app=${LINK}`);
    expect(args).toContain('--user-data-dir=/data/browser-profile');
    expect(args?.join()).not.toContain('--no-sandbox');
  });

  it.each<[NodeJS.Platform, [string, string[]]]>([
    ['linux', ['xdg-open', [LINK]]],
    ['darwin', ['open', [LINK]]],
    ['win32', ['cmd.exe', ['/c', 'start', '', LINK]]],
  ])('without a Chromium is the default browser of %s', async (platform, call) => {
    const here = machine({ platform, findBrowser: () => null });
    expect(await openWindow(LINK, '/data', here)).toBe('default-browser');
    expect(here.run.mock.calls).toEqual([call]);
  });

  it('falls back when a browser does not start, down to the printed link', async () => {
    const here = machine();
    here.run.mockImplementation(async (program) => program === 'xdg-open');
    expect(await openWindow(LINK, '/data', here)).toBe('default-browser');
    here.run.mockImplementation(async () => false);
    expect(await openWindow(LINK, '/data', here)).toBe('nothing');
  });

  it('is no app window for root', async () => {
    expect(await openWindow(LINK, '/data', machine({ userId: 0 }))).toBe('default-browser');
  });

  it.each<[string, Partial<Omit<Machine, 'run'>>]>([
    ['without a display on Linux', { env: {} }],
    ['on a build machine', { isTerminal: false, env: { DISPLAY: ':0', CI: 'true' } }],
  ])('stays closed %s', async (_name, changes) => {
    const here = machine(changes);
    expect(await openWindow(LINK, '/data', here)).toBe('nothing');
    expect(here.run).not.toHaveBeenCalled();
  });

  it('opens on Wayland too', async () => {
    expect(await openWindow(LINK, '/data', machine({ env: { WAYLAND_DISPLAY: 'w' } }))).toBe('app-window');
  });
});
