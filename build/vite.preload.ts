import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * The preload of the desktop app's windows. A sandboxed preload is CommonJS, one file, and can require nothing but a
 * part of Electron.
 */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    outDir: 'out',
    // out/ is shared with the other bundles.
    emptyOutDir: false,
    target: 'chrome140',
    minify: false,
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
