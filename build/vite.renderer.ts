import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const WINDOW = 'window';

/** The window's own script is fetched and read from the beginning, not only once the first questions have been sent. */
function windowAhead(): Plugin {
  return {
    name: 'window-ahead',
    transformIndexHtml: (_, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === 'chunk' && file.name === WINDOW)
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
          injectTo: 'head',
        })),
  };
}

/**
 * The page, for both shells. They serve it at the root of an origin of its own with a content security policy
 * that allows no inline script, so nothing may be put into index.html but links to files.
 */
export default defineConfig({
  root: fileURLToPath(new URL('../renderer', import.meta.url)),
  base: '/',
  plugins: [react(), windowAhead()],
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
    // Screens other than the first are chunks of their own; the budget is that of what is loaded at the start, in two
    // pieces: twenty small ones take longer to fetch.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'questions', test: /renderer\/first-answers\.ts$/, priority: 2 },
            { name: WINDOW, test: /renderer\/window\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
});
