import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../../electron/sandbox/sandbox.ts';
import { launch } from '../../e2e/support/browser.ts';
import type { ElectronDouble } from '../../electron-double/double.ts';
import { startOnDouble } from '../../electron-double/start.ts';
import type { DoubleWindow } from '../../electron-double/window.ts';
import { freshFolder } from '../../support/folders.ts';
import { ask } from './contract.ts';

/** Starting the core, reading the keychain's stand-in and painting the first page, on a busy machine. */
const START_MS = 30_000;

/** One technician's computer: a data folder, the pretend services on the network, and whatever was started on it. */
export class TestComputer {
  readonly folder = freshFolder('companion-desktop-');
  readonly sandbox: Sandbox;
  readonly #browser: Browser;
  readonly #started: ElectronDouble[] = [];

  private constructor(browser: Browser, sandbox: Sandbox) {
    this.#browser = browser;
    this.sandbox = sandbox;
  }

  static async prepare(browser: Browser): Promise<TestComputer> {
    const sandbox = await startSandbox({ seed: 3 });
    const { halo, idemeum } = sandbox.world;
    const client = halo.putClient({ name: 'Contoso Ltd' });
    halo.putAsset({ client_id: client.id, key_field2: 'pc-1' });
    halo.putAgent({ name: 'Tina Tech', email: 'tina@msp.example' });
    idemeum.putCustomer({ displayName: 'Contoso Ltd', name: 'contoso' });
    return new TestComputer(browser, sandbox);
  }

  /** Whether the companion runs as it was installed. */
  isPackaged = false;

  /** A connection profile instead of the one that is built in; null for that one. */
  profile: object | null = null;

  /** Sections of the configuration, beside the connections. */
  settings: object = {};

  /** Starts the companion, with the pretend services as its real ones. */
  async start(...argv: readonly string[]): Promise<ElectronDouble> {
    const config = join(this.folder, 'companion.config.json');
    const { haloUrl, idemeumUrl, credentials } = this.sandbox;
    if (this.profile !== null) writeFileSync(join(this.folder, 'profile.json'), JSON.stringify(this.profile));
    writeFileSync(
      config,
      JSON.stringify({
        halo: { url: haloUrl, clientId: credentials.halo.clientId },
        idemeum: {
          url: idemeumUrl,
          clientId: credentials.idemeum.clientId,
          ...(this.profile === null ? {} : { profile: 'profile.json' }),
        },
        technician: { email: 'tina@msp.example' },
        poll: { intervalSeconds: 5 },
        ...this.settings,
      }),
    );
    process.env.COMPANION_HALO_CLIENT_SECRET = credentials.halo.clientSecret;
    process.env.COMPANION_IDEMEUM_CLIENT_SECRET = credentials.idemeum.clientSecret;
    return await this.run('--data', this.folder, '--config', config, ...argv);
  }

  /** Starts it with just these arguments. */
  async run(...argv: readonly string[]): Promise<ElectronDouble> {
    const electron = await startOnDouble(this.#browser, argv, {
      isPackaged: this.isPackaged,
      home: this.folder,
    });
    this.#started.push(electron);
    return electron;
  }

  async dispose(): Promise<void> {
    for (const electron of this.#started) {
      // An account that a test left enabled is no reason to stay.
      electron.natives.dialog.answer = ({ buttons = [] }) => buttons.at(-2) ?? '';
      electron.app.quit();
      await electron.app.ended;
      await electron.dispose();
    }
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** For every test of a file a computer of its own, and one browser for all of them. */
export function withFreshComputers(use: (computer: TestComputer) => void): void {
  let browser: Browser;
  let computer: TestComputer;
  beforeAll(async () => {
    browser = await launch(inject('chromium'));
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    computer = await TestComputer.prepare(browser);
    use(computer);
  });
  afterEach(() => computer.dispose());
}

/** The page of the window that shows this part of the app, once it is there. */
export async function pageAt(electron: ElectronDouble, part = '#/requests'): Promise<Page> {
  return await (await windowSoon(electron, part)).contents.page;
}

/** The window itself, once it is there. */
export async function windowSoon(electron: ElectronDouble, part: string): Promise<DoubleWindow> {
  return await vi.waitFor(() => electron.windowAt(part), { timeout: START_MS });
}

/** Asks for access to the customer in the window, and has idemeum enable the account. */
export async function enableAccount({ sandbox }: TestComputer, page: Page): Promise<void> {
  await page.getByRole('link', { name: 'JIT access' }).click();
  await page.getByRole('button', { name: 'Request access: Contoso Ltd' }).click();
  const account = { customerDisplayName: 'Contoso Ltd', technicianEmailAddress: 'tina@msp.example' };
  sandbox.world.idemeum.jitAccounts.enable(account, Date.now(), 4 * 3_600_000);
  await page.getByRole('button', { name: 'Yes, it is enabled' }).click();
}

/** What the window of the desktop app does when somebody opens the portal. */
export async function openPortal(page: Page): Promise<void> {
  await ask(page, 'shell/open', { what: 'portal' });
}

/** A request as `protocol.handle` hands it over: Node's own Request takes no scheme of ours. */
export function fakeRequest(url: string): Request {
  return Object.assign(Object.create(null), { url, method: 'GET' });
}

/** An event of Electron's that the app may prevent; the others look at its address. */
export function preventable(url: string, isMainFrame = true) {
  const event = {
    url,
    isMainFrame,
    isPrevented: false,
    preventDefault: () => {
      event.isPrevented = true;
    },
  };
  return event;
}
