import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import { Badge, type BadgeOptions } from './badge.ts';

function desk(platform: NodeJS.Platform) {
  const said: string[] = [];
  const parts: BadgeOptions['parts'] = Object.assign(Object.create(null), {
    app: { setBadgeCount: (count: number) => said.push(`dock ${count}`) },
    nativeImage: { createFromPath: (path: string) => path },
  });
  const window: BrowserWindow = Object.assign(Object(new EventEmitter()), {
    setOverlayIcon: (overlay: string | null, description: string) => said.push(`${overlay}: ${description}`),
  });
  return { badge: new Badge({ parts, platform, icons: '/icons' }), said, window };
}

test.each(['darwin', 'linux'] as const)('%s has a number of its own', (platform) => {
  const { badge, said, window } = desk(platform);
  badge.follow(window);
  badge.show(12);
  badge.show(0);
  window.emit('show');
  expect(said).toEqual(['dock 12', 'dock 0']);
});

test('Windows gets a picture over the window’s icon, also over that of a window that comes later', () => {
  const { badge, said, window } = desk('win32');
  badge.show(3);
  badge.follow(window);
  window.emit('show');
  badge.show(12);
  badge.show(0);
  window.emit('closed');
  badge.show(1);
  expect(said).toEqual([
    '/icons/tray-badge-3.png: 3 requests are waiting',
    '/icons/tray-badge-more.png: 12 requests are waiting',
    'null: No requests are waiting',
  ]);
});
