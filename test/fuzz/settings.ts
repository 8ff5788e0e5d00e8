import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { silentLog } from '../../electron/companion/ports/log.ts';
import { ConfigError } from '../../electron/settings/config-error.ts';
import { checkText } from '../../electron/settings/config-file.ts';
import { readPolicy } from '../../electron/settings/policy.ts';
import {
  combineSettings,
  effectiveSettings,
  type SettingsReading,
} from '../../electron/settings/settings.ts';
import { openSettingsStore } from '../../electron/settings/settings-store.ts';
import { openDesktopState } from '../../electron/shell/desktop-state.ts';
import { freshFolder } from '../support/folders.ts';
import { testSettings } from '../support/settings.ts';
import { type FuzzedParser, must, parserOf, unless } from './fuzz.ts';
import { changedJson, damaged } from './mutations.ts';

/** Every file that a person or a program may have written into: configuration, policy, settings, window state. */

const CONFIG = {
  $schema: 'companion.config.schema.json',
  halo: {
    url: 'https://halo.example/base/',
    clientId: 'halo-client',
    tokenUrl: 'https://halo.example/auth/token',
    tenant: 'acme',
    requestLimit: 300,
    budgetShare: 0.8,
  },
  idemeum: { url: 'https://acme.idemeum.com', clientId: 'client-1', profile: 'profile.json' },
  technician: { email: 'tina@msp.example' },
  ticket: { type: 'Incident', category: 'A>B', closureMinutes: 5, closeWith: 'ticket', madeBy: 'companion' },
  poll: { intervalSeconds: 15 },
  notifications: { kinds: { 'new-request': false }, quiet: { from: '22:00', to: '07:00' } },
  journal: { keepDays: 400 },
  jit: { hours: 4, customerHours: ['Contoso Ltd = 8'], portalParameter: 'customerName' },
  desktop: { startAtLogin: true, disableJitAfterLockMinutes: null },
  portal: { sessionHours: 8, signOutOnLock: true, identityProviders: ['https://login.example'] },
  updates: { enabled: true, feedUrl: 'https://updates.example' },
  window: { language: 'de' },
  privacy: { notificationDetails: false },
};
const POLICY = {
  settings: CONFIG,
  locked: ['poll.intervalSeconds', 'halo.url'],
  features: { updates: false, decide: true, jit: true },
};
const DESKTOP = {
  windowBounds: { x: 1, y: 2, width: 900, height: 700 },
  isMaximised: false,
  confirmedOrigins: { 'acme.idemeum.com': ['https://login.example'] },
  signedInAt: { 'acme.idemeum.com': 1 },
  updateAskedFor: null,
};

/** Under a key that some ways of copying take for something else: nothing of it may ever apply. */
const SMUGGLED: unknown = JSON.parse(
  '{"__proto__":{"poll":{"intervalSeconds":0.001},"journal":{"keepDays":1}},"poll":{"__proto__":{"intervalSeconds":0}}}',
);

const config = damaged(changedJson(CONFIG, { halo: CONFIG.halo }, SMUGGLED));

/** What applies is within the bounds that every source is checked for. */
function checked({ work }: SettingsReading): void {
  const { pollIntervalMs, keepDays, jit } = work;
  must(pollIntervalMs >= 5_000 && pollIntervalMs <= 600_000, `it polls every ${pollIntervalMs} ms`);
  must(keepDays >= 30 && keepDays <= 3_650, `it keeps ${keepDays} days`);
  must(jit.hours >= 1 / 60 && jit.hours <= 10_000, `accounts last ${jit.hours} hours`);
}

/** The outcome of a file whose findings are the only documented error: each of them says something. */
function found(error: unknown): void {
  if (!(error instanceof ConfigError)) throw error;
  must(error.findings.length > 0, 'it is refused without a reason');
}

const text = parserOf('configuration file', config, (content) => {
  try {
    const layer = checkText('/etc/companion.json', content);
    // What was taken has to work, alone and over something else.
    checked(combineSettings([layer]));
    effectiveSettings([{ raw: CONFIG, warnings: [] }, layer]);
  } catch (error) {
    found(error);
  }
});

const imported = fc.tuple(config, fc.boolean());
const settingsImport = parserOf('settings import', imported, ([content, dryRun]) => {
  const { service, kept } = testSettings(CONFIG);
  const before = JSON.stringify(kept());
  const { changes, findings } = service.importText(content, dryRun);
  must(!dryRun || JSON.stringify(kept()) === before, 'trying it changed something');
  must(JSON.stringify(kept()) === before || changes.length > 0, 'something changed that was not told');
  service.read();
  must(
    findings.every((finding) => finding !== ''),
    'a finding without words',
  );
  const again = testSettings({}).service.importText(service.exportText(), false);
  must(again.findings.length === 0 || findings.length > 0 || changes.length === 0, 'an export is refused');
});

/** A file of its own for each kind, in a folder that goes with the process. */
function inFile(name: string): { readonly folder: string; readonly file: string } {
  const folder = freshFolder('companion-fuzz-');
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, name) };
}

function policy(): FuzzedParser {
  const { file } = inFile('policy.json');
  return parserOf('policy file', damaged(changedJson(POLICY)), async (content) => {
    writeFileSync(file, content);
    try {
      const read = await readPolicy(file, 'linux');
      if (read === null) return;
      checked(combineSettings([read]));
      testSettings(CONFIG, { policy: read }).service.read();
    } catch (error) {
      found(error);
    }
  });
}

function settingsFile(): FuzzedParser {
  const { folder, file } = inFile('settings.json');
  return parserOf('settings file', config, async (content) => {
    writeFileSync(file, content);
    const store = await unless([ConfigError], () => openSettingsStore(folder, 0));
    if (store === null) return;
    checked(combineSettings([store.layer]));
    store.saveTicketMaker('connector');
    // Files that were set aside would be found by nobody.
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
  });
}

function desktopFile(): FuzzedParser {
  const { folder, file } = inFile('desktop.json');
  return parserOf('desktop file', damaged(changedJson(DESKTOP)), (content) => {
    writeFileSync(file, content);
    const state = openDesktopState(folder, 0, silentLog);
    state.read();
    state.change({ isMaximised: true });
  });
}

export const SETTINGS: readonly FuzzedParser[] = [
  text,
  settingsImport,
  policy(),
  settingsFile(),
  desktopFile(),
];
