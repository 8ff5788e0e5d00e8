import { registerHooks } from 'node:module';
import type { Browser } from 'playwright-core';
import type { DoubleStart } from './app.ts';
import { ElectronDouble } from './double.ts';

const OUT = new URL('../../out/', import.meta.url);
const MAIN = new URL('main.mjs', OUT);
const INSTANCE = 'instance';

/** The doubles of this process, by the number that is in the addresses of their modules. */
const doubles = new Map<string, ElectronDouble>();
Object.defineProperty(globalThis, Symbol.for('electron-doubles'), { value: doubles });

const MEMBERS = [
  'app',
  'BaseWindow',
  'BrowserWindow',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeImage',
  'nativeTheme',
  'net',
  'Notification',
  'powerMonitor',
  'protocol',
  'screen',
  'session',
  'shell',
  'Tray',
  'utilityProcess',
];

let starts = 0;

/** Every start gets modules of its own, as every process does, and in them the double where Electron would be. */
registerHooks({
  resolve(specifier, context, next) {
    // A package in a bundle that requires Electron has lost its number: it is the newest start's.
    const isBundled = context.parentURL?.startsWith(OUT.href) === true;
    const instance = instanceOf(context.parentURL) ?? (isBundled ? String(starts) : null);
    if (specifier === 'electron' && instance !== null)
      return { url: `electron-double:?${INSTANCE}=${instance}`, shortCircuit: true };
    if (instanceOf(context.parentURL) === null) return next(specifier, context);
    const resolved = next(specifier, context);
    return specifier.startsWith('.')
      ? { ...resolved, url: `${resolved.url}?${INSTANCE}=${instance}` }
      : resolved;
  },
  load(url, context, next) {
    if (!url.startsWith('electron-double:')) return next(url, context);
    const source = [
      `const electron = globalThis[Symbol.for('electron-doubles')].get('${instanceOf(url)}').module();`,
      `export const { ${MEMBERS.join(', ')} } = electron;`,
    ].join('\n');
    return { format: 'module', source, shortCircuit: true };
  },
});

function instanceOf(url: string | undefined): string | null {
  return url === undefined ? null : (URL.parse(url)?.searchParams.get(INSTANCE) ?? null);
}

/** Every start is a process of its own, but here they share one. */
const LOUD = ['uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGHUP'] as const;
process.setMaxListeners(100);

function onlyThese(event: string, kept: readonly unknown[]): void {
  for (const listener of process.rawListeners(event)) {
    if (!kept.includes(listener)) process.off(event, Object(listener));
  }
  const left = process.rawListeners(event);
  for (const listener of kept) if (!left.some((one) => one === listener)) process.on(event, Object(listener));
}

/** Starts the bundled main process against a double of its own. */
export async function startOnDouble(
  browser: Browser,
  argv: readonly string[],
  start: DoubleStart,
): Promise<ElectronDouble> {
  starts += 1;
  const electron = new ElectronDouble(browser, argv, start);
  doubles.set(String(starts), electron);
  const before = process.argv;
  const listeners = LOUD.map((event) => [event, process.rawListeners(event)] as const);
  process.argv = start.isPackaged ? ['companion', ...argv] : ['electron', 'out/main.mjs', ...argv];
  const address = new URL(MAIN);
  address.searchParams.set(INSTANCE, String(starts));
  try {
    await import(address.href);
  } finally {
    process.argv = before;
  }
  electron.onDispose = () => {
    for (const [event, kept] of listeners) onlyThese(event, kept);
  };
  return electron;
}
