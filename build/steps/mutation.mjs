/** Options for Stryker: names of the core's folders stand for their files, `top` for those beside the folders. */

/**
 * @param {readonly string[]} args folders of electron/companion, then Stryker's own options
 * @returns {string[]}
 */
export function mutationOptions(args) {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const folders = firstOption === -1 ? args : args.slice(0, firstOption);
  const patterns = folders.map((folder) =>
    folder === 'top' ? 'electron/companion/*.ts' : `electron/companion/${folder}/**/*.ts`,
  );
  const chosen = folders.length === 0 ? [] : ['--mutate', [...patterns, '!**/*.test.ts'].join(',')];
  return ['run', 'build/stryker.config.mjs', ...chosen, ...args.slice(folders.length)];
}
