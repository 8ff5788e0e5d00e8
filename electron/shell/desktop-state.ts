import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { z } from 'zod';
import type { Log } from '../companion/ports/log.ts';
import { Bounds } from './window/window-bounds.ts';

/** What the desktop remembers between runs beside its settings. Nothing in it is secret, and all of it may be lost. */
const DesktopState = z.object({
  windowBounds: Bounds.nullable().default(null),
  isMaximised: z.boolean().default(false),
  /** Origins that the technician let a portal go to, by the host of the tenant. */
  confirmedOrigins: z.record(z.string(), z.array(z.string())).default({}),
  /** When each portal was signed in to (epoch ms), by the host of the tenant. */
  signedInAt: z.record(z.string(), z.number()).default({}),
  /** The newest version that the technician was asked about. */
  updateAskedFor: z.string().nullable().default(null),
});
export type DesktopState = z.infer<typeof DesktopState>;

export interface DesktopStateStore {
  read(): DesktopState;
  change(part: Partial<DesktopState>): void;
}

const NAME = 'desktop';

/** Opens `desktop.json` in the data folder. A file that does not parse is set aside and said so in the log. */
export function openDesktopState(folder: string, now: number, log: Log): DesktopStateStore {
  const file = join(folder, `${NAME}.json`);
  let state = readState(file);
  if (state === null) {
    const kept = `${file}.broken-${new Date(now).toISOString().replace(/[:.]/gu, '-')}`;
    renameSync(file, kept);
    log.warn('desktop-state.set-aside', { file: kept });
    state = DesktopState.parse({});
  }
  let current = state;
  const conf = new Conf<Record<string, unknown>>({ cwd: folder, configName: NAME, configFileMode: 0o600 });
  return {
    read: () => current,
    change(part) {
      current = { ...current, ...part };
      conf.store = current;
    },
  };
}

function readState(file: string): DesktopState | null {
  if (!existsSync(file)) return DesktopState.parse({});
  try {
    return DesktopState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
