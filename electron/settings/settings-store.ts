import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { TicketMaker } from '../../shared/domain/ticket.ts';
import type { Told } from '../companion/ports/told.ts';
import { ConfigError, systemErrorCode } from './config-error.ts';
import { type CheckedLayer, checkText } from './config-file.ts';
import { settingsErrors } from './error-table.ts';

/** Settings that were made in the app, in `settings.json` of the data folder. */
export interface SettingsStore {
  /** As it is now. */
  readonly layer: CheckedLayer;
  /** For a person, when a broken file had to be set aside; null otherwise. */
  readonly setAside: Told | null;
  saveTicketMaker(maker: TicketMaker): void;
  /** Writes other settings. They have been checked. */
  replace(raw: Readonly<Record<string, unknown>>): void;
}

/**
 * Opens `settings.json`. A file that cannot be understood is renamed with a time stamp and reported, so that
 * nothing in it is lost (design: "set aside and reported, never replaced silently").
 * @param now epoch ms, for the name of a file set aside.
 */
export function openSettingsStore(dataFolder: string, now: number): SettingsStore {
  const file = join(dataFolder, 'settings.json');
  const { layer, setAside } = readStore(file, now);
  // Conf reads the file again by itself; it has just been found to be good, or absent.
  const conf = new Conf({
    cwd: dataFolder,
    configName: 'settings',
    configFileMode: 0o600,
    deserialize: (text) => JSON.parse(text.replace(/^\uFEFF/u, '')),
  });
  return {
    get layer() {
      return { raw: conf.store, warnings: layer.warnings };
    },
    setAside,
    saveTicketMaker: (maker) => conf.set('ticket.madeBy', maker),
    replace(raw) {
      conf.store = { ...raw };
    },
  };
}

const NO_LAYER: CheckedLayer = { raw: {}, warnings: [] };

function readStore(file: string, now: number): { layer: CheckedLayer; setAside: Told | null } {
  if (!existsSync(file)) return { layer: NO_LAYER, setAside: null };
  try {
    return { layer: checkText(file, readFileSync(file, 'utf8')), setAside: null };
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      const code = systemErrorCode(error);
      if (code === null) throw error;
      throw new ConfigError(settingsErrors.unreadable(file, code), error);
    }
    const kept = `${file}.broken-${new Date(now).toISOString().replace(/[:.]/gu, '-')}`;
    renameSync(file, kept);
    return {
      layer: NO_LAYER,
      setAside: settingsErrors.setAside(kept, error.findings.map(({ text }) => text).join('; ')),
    };
  }
}
