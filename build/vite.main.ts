import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Bundles for Node: the companion with its console, the sandbox alone, and what tests and benchmarks run. */

const root = fileURLToPath(new URL('..', import.meta.url));

const ENTRIES = {
  main: 'electron/main.ts',
  headless: 'electron/headless.ts',
  sandbox: 'electron/sandbox/main.ts',
};

/** A package of the product has no test folder. */
const TEST_ENTRIES = {
  campaign: 'test/faults/main.ts',
  'test/companion-process': 'test/faults/companion-process.ts',
};

const present = Object.entries(TEST_ENTRIES).filter(([, file]) => existsSync(`${root}/${file}`));

export default defineConfig({
  root,
  publicDir: false,
  ssr: {
    target: 'node',
    noExternal: true,
    // A native module, and two that `ws` uses only when somebody installed them.
    external: ['electron', 'keytar', 'bufferutil', 'utf-8-validate'],
  },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out',
    // out/ is shared with the renderer's bundle.
    emptyOutDir: false,
    // By them stack traces in the log name our files and lines.
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { ...ENTRIES, ...Object.fromEntries(present) },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' },
    },
  },
});
