import { expect, test } from 'vitest';
import { trayPicture } from './pictures.ts';

test.each([
  ['idle', 0, 'win32', false, 'tray-idle.png'],
  ['idle', 0, 'linux', true, 'tray-idle-dark.png'],
  ['pending', 3, 'win32', true, 'tray-pending-3-dark.png'],
  ['pending', 9, 'linux', false, 'tray-pending-9.png'],
  ['pending', 10, 'linux', false, 'tray-pending-more.png'],
  // Attention comes before the number: something is stuck.
  ['attention', 3, 'win32', false, 'tray-attention.png'],
  ['pending', 3, 'darwin', true, 'tray-pendingTemplate.png'],
] as const)('%s with %i requests on %s, dark %s, is %s', (icon, badge, platform, isDark, file) => {
  expect(trayPicture({ icon, badge }, platform, isDark)).toBe(file);
});
