import { join } from 'node:path';
import type { AuthInfo } from 'electron';
import { defaultDataFolder } from '../run/data-folder.ts';
import { findingsOf } from '../run/failure-text.ts';
import { policyPath } from '../settings/policy.ts';
import { registerAppScheme } from './app-protocol.ts';
import { DesktopApp, type DesktopHost } from './desktop-app.ts';
import { startCore } from './desktop-core.ts';
import { createNetFetch } from './net-fetch.ts';
import { partitionOf } from './portal/origins.ts';
import { SessionFetch } from './portal/session-fetch.ts';
import { DEEP_LINK_SCHEME, deepLinkIn, parseDeepLink } from './process/deep-link.ts';
import { type DesktopOptions, parseDesktopOptions } from './process/desktop-options.ts';
import { ProxySignIn } from './process/proxy-sign-in.ts';
import { text } from './text.ts';

/** Windows groups windows and notifications by it; the same as appId in the package's configuration. */
const APP_ID = 'com.idemeum.companion';

/**
 * Starts the desktop app. What has to happen before Electron is ready happens at once, the rest follows.
 * A second start hands over what it was asked for to the first, which shows its window, and ends.
 * @returns a promise that resolves when the app runs, or has been told to quit
 */
export async function startDesktop(host: DesktopHost): Promise<void> {
  const { app, protocol } = host.parts;
  const options = parseDesktopOptions(host.argv);
  const dataFolder = options.data ?? defaultDataFolder(host.platform, host.env);
  app.setPath('userData', join(dataFolder, 'desktop'));
  app.setAppUserModelId(APP_ID);
  app.enableSandbox();
  registerAppScheme(protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const callers = new Callers(options);
  app.on('second-instance', (_event, argv) => callers.call(deepLinkIn(argv)));
  // macOS hands links over like this, sometimes before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    callers.call(url);
  });
  app.on('activate', () => callers.call(null));
  // The companion lives in the tray: without a listener here Electron would end it with its last window.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  // Unpackaged, the program is Electron itself, and links would start it with nothing.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  await run(host, options, dataFolder, callers);
}

/** Those who want to see the window: starts, links, the dock. The first ones come before there is any. */
class Callers {
  #wantsWindow: boolean;
  #link: string | null;
  #app: DesktopApp | null = null;

  constructor({ hidden, deepLink }: DesktopOptions) {
    this.#wantsWindow = !hidden;
    this.#link = deepLink;
  }

  call(link: string | null): void {
    this.#wantsWindow = true;
    this.#link = link;
    this.#answer();
  }

  attend(app: DesktopApp): void {
    this.#app = app;
    this.#answer();
  }

  #answer(): void {
    if (this.#app === null || !(this.#wantsWindow || this.#link !== null)) return;
    this.#app.show(this.#link === null ? null : parseDeepLink(this.#link));
    this.#wantsWindow = false;
    this.#link = null;
  }
}

async function run(
  host: DesktopHost,
  options: DesktopOptions,
  dataFolder: string,
  callers: Callers,
): Promise<void> {
  const { parts, clock } = host;
  let desktop: DesktopApp | null = null;
  const proxy = new ProxySignIn(
    () => clock.now(),
    (question) => desktop?.onProxyQuestion(question),
  );
  const calls = { net: parts.net, signInToProxy: (asking: AuthInfo) => proxy.signIn(asking) };
  const sessionFetch = new SessionFetch((tenant) =>
    createNetFetch({ ...calls, cookiesOf: () => parts.session.fromPartition(partitionOf(tenant)) }),
  );
  try {
    const core = await startCore(
      {
        ...host,
        utilityProcess: parts.utilityProcess,
        dataFolder,
        policyFile: policyPath(host.platform, host.env),
        fetch: createNetFetch(calls),
        sessionFetch,
      },
      options,
    );
    desktop = await DesktopApp.open(host, core, { proxy, sessionFetch });
    callers.attend(desktop);
  } catch (error) {
    const findings = findingsOf(error, dataFolder);
    if (findings === null) throw error;
    parts.dialog.showErrorBox(text.start.failed, findings.join('\n\n'));
    parts.app.exit(EXIT_CONFIGURATION);
  }
}

/** The same as the console's: the configuration is wrong. */
const EXIT_CONFIGURATION = 2;
