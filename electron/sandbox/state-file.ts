import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { WorldState } from './world.ts';

/** Written by `writeState` and by nobody else: what is inside is taken as it is. */
const StateFile = z.object({
  version: z.literal(1),
  state: z.custom<WorldState>((value) => typeof value === 'object' && value !== null),
});

/** The world in the file; null when there is no such file. @throws ZodError, SyntaxError for a file of another kind */
export function readState(file: string): WorldState | null {
  if (!existsSync(file)) return null;
  return StateFile.parse(JSON.parse(readFileSync(file, 'utf8'))).state;
}

/** Keeps the world in the file, whole or not at all. */
export function writeState(file: string, state: WorldState): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify({ version: 1, state }), { mode: 0o600 });
  renameSync(fresh, file);
}
