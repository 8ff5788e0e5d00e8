import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { appMenu } from './app-menu.ts';

function menuOf(platform: NodeJS.Platform) {
  const did: string[] = [];
  const menu = appMenu(platform, {
    show: ({ screen }) => did.push(screen),
    syncNow: () => did.push('sync'),
    showLog: () => did.push('log'),
    quit: () => did.push('quit'),
  });
  return { did, items: menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])) };
}

function click({ click: clicked }: MenuItemConstructorOptions): void {
  const handler: unknown = clicked;
  if (typeof handler === 'function') handler();
}

test.each(['win32', 'darwin', 'linux'] as const)(
  'on %s every key leads to something, and no two are the same',
  (platform) => {
    const { items, did } = menuOf(platform);
    const keys = items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]));
    expect(new Set(keys).size).toBe(keys.length);
    for (const item of items) click(item);
    expect(did.sort()).toEqual(['jit', 'log', 'mapping', 'quit', 'requests', 'settings', 'sync']);
  },
);

test('a window is closed and made larger by keys everywhere', () => {
  const roles = (platform: NodeJS.Platform) => menuOf(platform).items.map(({ role }) => role);
  expect(roles('darwin')).toContain('close');
  for (const platform of ['win32', 'darwin'] as const) {
    expect(roles(platform).filter((role) => role === 'zoomIn')).toHaveLength(2);
  }
});
