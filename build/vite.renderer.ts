import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The page, for both shells. They serve it at the root of an origin of its own with a content security policy
 * that allows no inline script, so nothing may be put into index.html but links to files.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    assetsInlineLimit: 0,
    // Only one chunk to load, and every browser the companion meets has it built in.
    modulePreload: { polyfill: false },
    // One chunk by choice: it comes from this machine, and splitting it would only add requests.
    chunkSizeWarningLimit: 2_000,
  },
});
