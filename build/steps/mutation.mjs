import { SAMPLE_VARIABLE, shareOf } from '../mutation-sample.mjs';
import { StartFailure } from './say.mjs';

/** Options for Stryker: names of the core's folders stand for their files, `top` for those beside the folders. */

/**
 * @param {readonly string[]} args folders of electron/companion, then Stryker's own options
 * @returns {string[]}
 */
function strykerOptions(args) {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const folders = firstOption === -1 ? args : args.slice(0, firstOption);
  const patterns = folders.map((folder) =>
    folder === 'top' ? 'electron/companion/*.ts' : `electron/companion/${folder}/**/*.ts`,
  );
  const chosen = folders.length === 0 ? [] : ['--mutate', [...patterns, '!**/*.test.ts'].join(',')];
  return ['run', 'build/stryker.config.mjs', ...chosen, ...args.slice(folders.length)];
}

/**
 * What is asked of Stryker: its options, and the environment that says how much of everything is tried.
 * @param {readonly string[]} args as for `npm run mutation`: `--sample SHARE` draws so many of the functions
 * @returns {{ options: string[], env: Record<string, string> }}
 */
export function mutationOrder(args) {
  const at = args.indexOf('--sample');
  if (at === -1) return { options: strykerOptions(args), env: {} };
  const share = args[at + 1] ?? '';
  if (shareOf(share) === null) {
    throw new StartFailure(
      '--sample takes a share from 1 to 100 percent, or a part such as 10-15',
      'npm run mutation -- --sample 10',
    );
  }
  return {
    options: strykerOptions(args.filter((_, index) => index !== at && index !== at + 1)),
    env: { [SAMPLE_VARIABLE]: share },
  };
}
