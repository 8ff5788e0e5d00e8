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
    // All styles at once: a screen that comes later is never there without its own.
    cssCodeSplit: false,
    // Every browser the companion meets has it built in.
    modulePreload: { polyfill: false },
    // Screens other than the first are chunks of their own; the budget is that of what is loaded at the start, in one
    // piece: twenty small ones take longer to fetch.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
});
