import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import configuration from './electron-builder.config.mjs';
import { wrongFuses } from './fuses.mjs';
import { inRoot } from './steps/paths.mjs';

/**
 * Reads the fuses back out of the programs that were built, and compares them with what the configuration wants.
 * Exit code 1 when one differs, or when there is no program to read.
 */

const DIST = inRoot('out', 'package', 'dist');

/** Programs as they lie in the unpacked folders of the three systems. */
function programs() {
  if (!existsSync(DIST)) return [];
  return readdirSync(DIST, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /unpacked|^mac/u.test(entry.name))
    .flatMap((entry) => {
      const folder = path.join(DIST, entry.name);
      return ['idemeum-companion', 'idemeum Companion.exe', 'idemeum Companion.app'].map((name) =>
        path.join(folder, name),
      );
    })
    .filter((file) => existsSync(file));
}

let wrong = 0;
const found = programs();
for (const program of found) {
  for (const finding of await wrongFuses(program, { ...configuration.electronFuses })) {
    wrong += 1;
    console.error(`${path.basename(program)}: ${finding}`);
  }
}
if (found.length === 0)
  console.error(`There is no program in ${path.relative(inRoot(), DIST)} to read fuses from.`);
else if (wrong === 0) console.log(`ok   the fuses of ${found.length} programs are as configured`);
process.exit(wrong > 0 || found.length === 0 ? 1 : 0);
