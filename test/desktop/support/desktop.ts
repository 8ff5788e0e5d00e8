import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../../electron/sandbox/sandbox.ts';
import type { ElectronDouble } from '../../electron-double/double.ts';
import { startOnDouble } from '../../electron-double/start.ts';
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

  /** A connection profile instead of the one that is built in; null for that one. */
  profile: object | null = null;

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
      }),
    );
    process.env.COMPANION_HALO_CLIENT_SECRET = credentials.halo.clientSecret;
    process.env.COMPANION_IDEMEUM_CLIENT_SECRET = credentials.idemeum.clientSecret;
    return await this.run('--data', this.folder, '--config', config, ...argv);
  }

  /** Starts it with just these arguments. */
  async run(...argv: readonly string[]): Promise<ElectronDouble> {
    const electron = await startOnDouble(this.#browser, argv);
    this.#started.push(electron);
    return electron;
  }

  async dispose(): Promise<void> {
    for (const electron of this.#started) {
      electron.app.quit();
      await electron.app.ended;
      await electron.dispose();
    }
    await this.sandbox.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The page of the window that shows this part of the app, once it is there. */
export async function pageAt(electron: ElectronDouble, part = '#/requests'): Promise<Page> {
  const window = await vi.waitFor(() => electron.windowAt(part), { timeout: START_MS });
  return await window.contents.page;
}

/** What the window of the desktop app does when somebody opens the portal. */
export async function openPortal(page: Page): Promise<void> {
  await ask(page, 'shell/open', { what: 'portal' });
}

/** A request as `protocol.handle` hands it over: Node's own Request takes no scheme of ours. */
export function fakeRequest(url: string): Request {
  return Object.assign(Object.create(null), { url, method: 'GET' });
}
