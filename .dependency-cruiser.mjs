/**
 * The layers (dependencies point inwards):
 *
 *   console | shell → companion → ports,   halo | idemeum | http → ports,   renderer → shared
 *
 * They meet only where a program is put together: electron/main.ts, electron/headless.ts, electron/services.ts.
 * Type imports count like any other: a type that leaks across a border is a border that leaks.
 */

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */

const TESTS = '[.]test[.](ts|tsx|mjs)$';
const NETWORK = '^(node:)?(http|https|http2|net|tls|dgram)$';

/**
 * @param {string} name
 * @param {string} comment
 * @param {Rule['from']} from
 * @param {Rule['to']} to
 * @returns {Rule}
 */
function forbid(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** @param {string} folders alternatives for a regular expression */
function within(folders) {
  return `^electron/(${folders})/`;
}

/**
 * A folder of electron/ that sees itself, shared/ and the named other ones.
 * @param {string} folder
 * @param {string} others paths below electron/, as alternatives
 * @param {string} comment
 */
function adapter(folder, others, comment) {
  return forbid(
    `${folder}-is-an-adapter`,
    comment,
    { path: within(folder), pathNot: TESTS },
    { path: `^electron/(?!${folder}/|${others})` },
  );
}

const PORTS = 'companion/ports/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-circular',
      'Two modules that need each other are one module, or hide a third.',
      {},
      { circular: true },
    ),

    forbid(
      'companion-stands-alone',
      'What the product does knows its ports, not who implements them or who shows it.',
      { path: within('companion'), pathNot: TESTS },
      { path: '^electron/(?!companion/)' },
    ),
    forbid(
      'companion-has-no-network',
      'The companion speaks to the world through ports.',
      { path: within('companion') },
      { path: [NETWORK, '^node_modules/(ws|oauth4webapi|conf|keytar)/'] },
    ),
    forbid(
      'sql-stays-in-the-journal',
      'A PostgreSQL journal will stand beside the SQLite one: no SQL anywhere else.',
      // The data lock borrows SQLite for its file lock and stores nothing.
      {
        path: '^(electron|shared|renderer)/',
        pathNot: [within('companion/journal'), '^electron/run/data-lock[.]', TESTS],
      },
      { path: ['^(node:)?sqlite$', '^node_modules/kysely/'] },
    ),
    forbid(
      'journal-keeps-facts-only',
      'The journal stores what the policies decide; it knows none of them.',
      { path: within('companion/journal'), pathNot: TESTS },
      { path: '^electron/companion/(elevation|tickets|jit|outbox|companion[.]ts)' },
    ),

    adapter('halo', `${PORTS}|http/`, 'The Halo client implements ports and is otherwise on its own.'),
    adapter('idemeum', `${PORTS}|http/`, 'The idemeum client implements ports and is otherwise on its own.'),
    adapter('http', PORTS, 'One fetch policy, for whoever calls.'),
    adapter('keychain', PORTS, 'Secrets are kept for anybody and used by nobody here.'),
    adapter('settings', `${PORTS}|http/urls[.]ts$`, 'Settings are read by the programs and passed on.'),
    forbid(
      'sandbox-is-a-stranger',
      'A pretend service that shared code with its client would share its mistakes.',
      { path: within('sandbox'), pathNot: TESTS },
      { path: '^electron/(?!sandbox/)' },
    ),
    forbid(
      'run-serves-both-shells',
      'What a start needs, whichever shell it is: settings, folder, lock, window files.',
      { path: within('run'), pathNot: TESTS },
      { path: within('console|shell|halo|idemeum|sandbox') },
    ),
    forbid(
      'shells-know-no-service',
      'Halo and idemeum reach a shell through the companion; programs put them together.',
      { path: within('console|shell'), pathNot: TESTS },
      { path: within('halo|idemeum|sandbox') },
    ),
    forbid(
      'shells-are-apart',
      'What both shells need belongs below them.',
      { path: within('console|shell'), pathNot: TESTS },
      { path: within('console|shell'), pathNot: '^electron/$1/' },
    ),
    forbid(
      'electron-in-its-shell',
      'Everything else runs without Electron.',
      { path: '^(electron|shared|renderer)/', pathNot: '^electron/(shell/|main[.]ts$|preload[.]ts$)' },
      { path: '^(electron$|node_modules/electron/)' },
    ),

    forbid(
      'renderer-sees-the-contract',
      'The page is untrusted: it knows the contract, nothing behind it.',
      { path: '^renderer/', pathNot: TESTS },
      { path: '^(electron|build|test)/' },
    ),
    forbid(
      'renderer-has-no-node',
      'It runs in a browser.',
      { path: '^renderer/', pathNot: TESTS },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'shared-is-schemas',
      'Both sides carry it, so it carries nothing.',
      { path: '^shared/', pathNot: TESTS },
      { pathNot: '^(shared/|node_modules/(zod|@orpc/contract)/)' },
    ),

    forbid(
      'product-knows-no-test',
      'Only tests import from test/.',
      { path: '^(electron|renderer|shared|build)/', pathNot: [TESTS, '^build/vite[.]main[.]ts$'] },
      { path: ['^test/', TESTS] },
    ),
    forbid(
      'product-needs-no-build-tools',
      'Of build/ only the search for a browser is part of the product.',
      { path: '^(electron|renderer|shared)/', pathNot: TESTS },
      { path: '^build/', pathNot: '^build/chromium[.]mjs$' },
    ),
    forbid(
      'product-runs-on-dependencies',
      'What a bundle needs is a dependency; only types may come from the development ones.',
      { path: '^(electron|renderer|shared)/', pathNot: TESTS },
      // 'electron' is there at run time: the packager builds it in, and asks for it under devDependencies.
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/electron/',
      },
    ),
    forbid(
      'start-needs-nothing-installed',
      'The start script runs before there are any packages.',
      { path: '^build/(start|chromium|steps/.*)[.]mjs$', pathNot: TESTS },
      { dependencyTypesNot: ['core', 'local'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^[.]git/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
