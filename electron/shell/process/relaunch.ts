import type { ElectronParts } from '../electron-parts.ts';

/** Starts the companion anew once it has ended, with the options of this start, but with a window: somebody asked for it. */
export function relaunch(
  { app }: Pick<ElectronParts, 'app'>,
  { env, argv }: { readonly env: NodeJS.ProcessEnv; readonly argv: readonly string[] },
): void {
  if (!app.isPackaged) {
    // The entry is an argument too: Electron repeats all of them by itself.
    app.relaunch();
    return;
  }
  const args = argv.filter((argument) => argument !== '--hidden');
  // An AppImage runs from where it is unpacked to, and that is gone by then. Told a program, Electron repeats nothing.
  app.relaunch(env.APPIMAGE === undefined ? { args } : { args, execPath: env.APPIMAGE });
}
