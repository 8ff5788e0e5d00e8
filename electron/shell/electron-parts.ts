import type * as Electron from 'electron';

/**
 * The members of Electron that the shell uses, handed down from electron/main.ts. Nothing else imports Electron at run
 * time, so that everything else can also be run where there is none.
 */
export type ElectronParts = Pick<
  typeof Electron,
  | 'app'
  | 'BaseWindow'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'net'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
  | 'utilityProcess'
>;
