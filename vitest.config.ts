import { defineConfig } from 'vitest/config';

/** Faults kill processes and wait for what survives; e2e waits for a browser. */
const PATIENT = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };

/** One browser at a time: two cores carry no more. */
const BROWSER = { ...PATIENT, globalSetup: ['build/e2e-setup.ts'], fileParallelism: false };

/** The window that people work in most has as many tests as all others, so they are a step of their own. */
const INBOX = 'test/e2e/inbox-*.test.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Not for slow tests: for two cores that others use as well.
    testTimeout: 20_000,
    // A test that stubs or spies leaves nothing behind for the next one.
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // The journal is tested on a real disk, which may be busy with something else.
          testTimeout: 60_000,
          include: [
            'electron/**/*.test.ts',
            'shared/**/*.test.ts',
            'renderer/**/*.test.{ts,tsx}',
            'build/**/*.test.{ts,mjs}',
          ],
        },
      },
      { extends: true, test: { name: 'sandbox', include: ['test/sandbox/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'integration', include: ['test/integration/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...PATIENT } },
      {
        extends: true,
        test: {
          name: 'desktop',
          include: ['test/desktop/**/*.test.ts'],
          globalSetup: ['build/e2e-setup.ts'],
          // The bundles run as they are, in Node's own module loader.
          server: { deps: { external: [/\/out\//] } },
          fileParallelism: false,
          ...PATIENT,
        },
      },
      {
        extends: true,
        test: {
          name: 'security',
          include: ['test/security/**/*.test.ts'],
          exclude: ['test/security/**/*.long.test.ts'],
          globalSetup: ['build/e2e-setup.ts'],
          // The bundles run as they are, in Node's own module loader.
          server: { deps: { external: [/\/out\//] } },
          fileParallelism: false,
          ...PATIENT,
        },
      },
      {
        extends: true,
        test: {
          // What takes minutes: only npm run security runs it.
          name: 'security-long',
          include: ['test/security/**/*.long.test.ts'],
          globalSetup: ['build/e2e-setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'electron',
          include: ['test/electron/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: [INBOX], ...BROWSER },
      },
      { extends: true, test: { name: 'e2e-inbox', include: [INBOX], ...BROWSER } },
    ],
  },
});
