import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../electron/sandbox/sandbox.ts';

const MAIN = fileURLToPath(new URL('../../out/main.mjs', import.meta.url));
const START_MS = 60_000;

/** Electron's program, or null where there is none: the step of `npm test` says so, and why. */
export const ELECTRON = process.env.ELECTRON_BINARY ?? null;

/** The real app on one technician's computer, with the pretend services as its real ones. */
export class RealApp {
  readonly folder = mkdtempSync(join(tmpdir(), 'companion-electron-'));
  readonly sandbox: Sandbox;
  readonly #apps: ElectronApplication[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async prepare(): Promise<RealApp> {
    const sandbox = await startSandbox({ seed: 3 });
    const { halo, idemeum } = sandbox.world;
    const client = halo.putClient({ name: 'Contoso Ltd' });
    halo.putAsset({ client_id: client.id, key_field2: 'pc-1' });
    halo.putAgent({ name: 'Tina Tech', email: 'tina@msp.example' });
    idemeum.putCustomer({ displayName: 'Contoso Ltd', name: 'contoso' });
    return new RealApp(sandbox);
  }

  async start(...argv: readonly string[]): Promise<ElectronApplication> {
    if (ELECTRON === null) throw new Error('There is no Electron; these tests are to be skipped');
    const { haloUrl, idemeumUrl, credentials } = this.sandbox;
    const config = join(this.folder, 'companion.config.json');
    writeFileSync(
      config,
      JSON.stringify({
        halo: { url: haloUrl, clientId: credentials.halo.clientId },
        idemeum: { url: idemeumUrl, clientId: credentials.idemeum.clientId },
        technician: { email: 'tina@msp.example' },
        poll: { intervalSeconds: 5 },
      }),
    );
    // With it, Electron would be plain Node.
    const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
    const env = Object.fromEntries(
      Object.entries(inherited).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const app = await _electron.launch({
      executablePath: ELECTRON,
      args: [MAIN, '--data', this.folder, '--config', config, ...argv],
      timeout: START_MS,
      env: {
        ...env,
        COMPANION_HALO_CLIENT_SECRET: credentials.halo.clientSecret,
        COMPANION_IDEMEUM_CLIENT_SECRET: credentials.idemeum.clientSecret,
      },
    });
    this.#apps.push(app);
    return app;
  }

  /** The log of the companion, a line each. */
  log(): string[] {
    return readFileSync(join(this.folder, 'logs', 'companion.log'), 'utf8')
      .trim()
      .split('\n');
  }

  ask(userName: string) {
    return this.sandbox.world.idemeum.addRequest({
      customerDisplayName: 'Contoso Ltd',
      device: 'PC-1',
      userName,
    });
  }

  async dispose(): Promise<void> {
    for (const app of this.#apps) {
      const child = app.process();
      // Playwright's close may wait for ever for an app that lives in the tray.
      child.kill('SIGKILL');
    }
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The window of ours that shows this part of the app. */
export async function windowAt(app: ElectronApplication, part: string): Promise<Page> {
  for (let waited = 0; waited < START_MS; waited += 200) {
    const found = app.windows().find((page) => page.url().includes(part));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(
    `No window shows ${part}: ${app
      .windows()
      .map((page) => page.url())
      .join(', ')}`,
  );
}

/**
 * Keeps the menus of the tray and the notifications that are made from now on where a test gets at them: both are
 * drawn by the system, and no test can click there.
 */
export async function watchNatives(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Tray, Notification }) => {
    const seen: { menu: Electron.Menu | null; notifications: Electron.Notification[] } = {
      menu: null,
      notifications: [],
    };
    Object.assign(globalThis, { seenNatives: seen });
    const { setContextMenu } = Tray.prototype;
    Tray.prototype.setContextMenu = function (menu) {
      seen.menu = menu;
      setContextMenu.call(this, menu);
    };
    // A machine that tests may have nobody to show a notification to, so it only says that it was shown.
    Notification.prototype.show = function () {
      seen.notifications.push(this);
      this.emit('show');
    };
  });
}

/** Clicks an item of the tray's menu, by the beginnings of the labels on the way to it; false when it is not there. */
export async function clickInTray(app: ElectronApplication, ...labels: readonly string[]): Promise<boolean> {
  return await app.evaluate((_electron, path) => {
    let { menu } = Reflect.get(globalThis, 'seenNatives');
    for (const [index, label] of path.entries()) {
      const item = menu?.items.find((one: Electron.MenuItem) => one.label.startsWith(label));
      if (item === undefined) return false;
      if (index === path.length - 1) item.click();
      menu = item.submenu;
    }
    return true;
  }, labels);
}

/** Clicks the newest notification whose title begins so; false when there is none. */
export async function clickNotification(app: ElectronApplication, title: string): Promise<boolean> {
  return await app.evaluate((_electron, beginning) => {
    const { notifications } = Reflect.get(globalThis, 'seenNatives');
    const found = notifications.findLast((one: Electron.Notification) => one.title.startsWith(beginning));
    found?.emit('click');
    return found !== undefined;
  }, title);
}
