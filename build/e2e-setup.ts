import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser for e2e tests; null means: skip, there is none (`describe.skipIf`). */
    chromium: string | null;
  }
}

/** Vitest's global setup of the e2e project: says once what the tests will find. */
export function setup(project: TestProject): void {
  if (!existsSync('out/headless.mjs') || !existsSync('out/renderer/index.html')) {
    throw new Error('the e2e tests run the built companion; build it first: npm run build');
  }
  const chromium = findChromium();
  if (chromium === null) process.stderr.write('e2e: skipped, no Chromium found (CHROMIUM_PATH names one)\n');
  project.provide('chromium', chromium);
}
