import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Told } from '../companion/ports/told.ts';
import { defaultDataFolder } from '../run/data-folder.ts';
import { findingsOf } from '../run/failure-text.ts';
import { systemErrorCode } from '../settings/config-error.ts';
import { policyPath } from '../settings/policy.ts';
import { registerAppScheme } from './app-protocol.ts';
import { DesktopApp, type DesktopHost } from './desktop-app.ts';
import { startCore } from './desktop-core.ts';
import type { ElectronParts } from './electron-parts.ts';
import { shellErrors } from './error-table.ts';
import { askForCertificates } from './network/client-certificates.ts';
import { openNetwork } from './network/desktop-network.ts';
import { DEEP_LINK_SCHEME, deepLinkIn, parseDeepLink } from './process/deep-link.ts';
import { type DesktopOptions, parseDesktopOptions } from './process/desktop-options.ts';
import { wasStartedAtLogin } from './process/login-item.ts';
import { unsafeSwitch } from './process/unsafe-start.ts';
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
  const dataFolder = resolve(options.data ?? defaultDataFolder(host.platform, host.env));
  keepBrowserDataIn(join(dataFolder, 'desktop'), app);
  app.setAppUserModelId(APP_ID);
  app.enableSandbox();
  registerAppScheme(protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const callers = new Callers();
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
  const unsafe = unsafeSwitch(app);
  if (unsafe !== null) return refuse(host, [shellErrors.unsafeSwitch(unsafe)]);
  if (!options.hidden && !wasStartedAtLogin(host.parts.app, host.platform)) callers.call(options.deepLink);
  // Unpackaged, the program is Electron itself, and links would start it with nothing.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  await run(host, options, dataFolder, callers);
}

/** Electron takes no folder that is not there. One that cannot be made is explained later, by who needs it most. */
function keepBrowserDataIn(folder: string, app: ElectronParts['app']): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    app.setPath('userData', folder);
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
  }
}

/** Those who want to see the window: starts, links, the dock. The first ones come before there is any. */
class Callers {
  #wantsWindow = false;
  #link: string | null = null;
  #app: DesktopApp | null = null;

  call(link: string | null): void {
    this.#wantsWindow = true;
    this.#link = link ?? this.#link;
    this.#answer();
  }

  attend(app: DesktopApp): void {
    this.#app = app;
    this.#answer();
  }

  #answer(): void {
    if (this.#app === null || !this.#wantsWindow) return;
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
  const explain = (error: unknown) => {
    const findings = findingsOf(error, dataFolder);
    if (findings === null) throw error;
    refuse(host, findings);
  };
  const network = openNetwork(parts, clock, (question) => desktop?.onProxyQuestion(question));
  try {
    const core = await startCore(
      {
        ...host,
        utilityProcess: parts.utilityProcess,
        dataFolder,
        policyFile: policyPath(host.platform, host.env),
        fetch: network.fetch,
        sessionFetch: network.sessionFetch,
      },
      options,
    );
    core.journalChecked.catch(explain);
    askForCertificates(parts, core.diary.log);
    desktop = await DesktopApp.open(host, core, network);
    callers.attend(desktop);
  } catch (error) {
    explain(error);
  }
}

/** Says why there is no companion, and ends. */
function refuse({ parts }: DesktopHost, findings: readonly Told[]): void {
  parts.dialog.showErrorBox(text.start.failed, findings.map((finding) => finding.text).join('\n\n'));
  parts.app.exit(EXIT_CONFIGURATION);
}

/** The same as the console's: the configuration is wrong. */
const EXIT_CONFIGURATION = 2;
