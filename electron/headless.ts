import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Entry of the console: the companion without a desktop shell. What Node compiles is kept beside the bundles for the
 * next start, if they may be written to; so this file must load nothing of ours before it says so.
 */

// Everything written here is this user's alone, also what libraries create (journal, log, browser profile).
process.umask(0o077);

const outFolder = dirname(fileURLToPath(import.meta.url));
enableCompileCache(join(outFolder, '.compile-cache'));
const { runProgram } = await import('./console/program.ts');
await runProgram(outFolder);
