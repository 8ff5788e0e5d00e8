import type { MenuItemConstructorOptions } from 'electron';
import type { Destination } from '../../../shared/domain/destination.ts';
import { text } from '../text.ts';

export interface AppMenuActions {
  show(destination: Destination): void;
  syncNow(): void;
  showLog(): void;
  quit(): void;
}

/** The native menu, with its keys. Roles bring their own words, in English as ours are. */
export function appMenu(platform: NodeJS.Platform, actions: AppMenuActions): MenuItemConstructorOptions[] {
  const go = (label: string, accelerator: string, destination: Destination): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => actions.show(destination),
  });
  const quit: MenuItemConstructorOptions = {
    label: text.menu.quit,
    accelerator: 'CmdOrCtrl+Q',
    click: () => actions.quit(),
  };
  const settings = go(text.menu.settings, 'CmdOrCtrl+,', { screen: 'settings' });
  return [
    ...(platform === 'darwin' ? [macMenu(settings, quit)] : []),
    {
      label: text.menu.companion,
      submenu: [
        go(text.menu.requests, 'CmdOrCtrl+1', { screen: 'requests' }),
        go(text.menu.mapping, 'CmdOrCtrl+2', { screen: 'mapping' }),
        go(text.menu.jit, 'CmdOrCtrl+3', { screen: 'jit' }),
        { type: 'separator' },
        { label: text.menu.syncNow, accelerator: 'CmdOrCtrl+R', click: () => actions.syncNow() },
        { label: text.menu.showLog, click: () => actions.showLog() },
        // The window menu of macOS has no such item of its own.
        ...(platform === 'darwin'
          ? [{ role: 'close' } as const]
          : [settings, { type: 'separator' } as const, quit]),
      ],
    },
    { role: 'editMenu' },
    {
      label: text.menu.view,
      submenu: [
        { role: 'zoomIn' },
        // Its key is Ctrl and +, and on many keyboards + is above =.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}

function macMenu(
  settings: MenuItemConstructorOptions,
  quit: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  return {
    label: text.product,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      quit,
    ],
  };
}
