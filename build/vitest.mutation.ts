import { configDefaults, defineConfig } from 'vitest/config';
import { NearestFirst } from './mutation-order.ts';

/** The tests that `npm run mutation` holds the core to: its own unit tests. */
export default defineConfig({
  test: {
    include: ['electron/companion/**/*.test.ts'],
    // Each of their runs touches nearly every mutant and takes as long as all other tests together.
    exclude: [...configDefaults.exclude, '**/*.property.test.ts'],
    // Loading the modules costs more than most tests, and would be done anew for every mutant and file.
    isolate: false,
    sequence: { sequencer: NearestFirst },
    restoreMocks: true,
    unstubEnvs: true,
    // What a mutant makes wait for ever ends here; the table counts it apart (build/mutation-table.mjs). What is
    // expected to become so, and does not in many times the usual time, is an expectation that failed.
    testTimeout: 10_000,
    hookTimeout: 10_000,
    expect: { poll: { timeout: 5_000 } },
  },
});
