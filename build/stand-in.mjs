import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
// The package's own entry does not hand the mark on.
import { SENTINEL } from '@electron/fuses/dist/constants.js';

/** Fuses as Electron 45 leaves its factory: one digit each, in the order of the fuse wire's version 1. */
const FACTORY_FUSES = '10111101';
const WIRE_VERSION = 1;

/**
 * Lays out what packaging needs of Electron where its program cannot be had: a file of its name with a fuse wire in
 * it. It cannot run; electron-builder packs the app around it all the same, so that its own work can be checked.
 * @param {string} folder made anew
 */
export function layOutStandIn(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([WIRE_VERSION, FACTORY_FUSES.length]),
    Buffer.from(FACTORY_FUSES),
  ]);
  const program = Buffer.concat([Buffer.from('A stand-in for Electron. '), wire]);
  writeFileSync(path.join(folder, 'electron'), program, { mode: 0o755 });
}
