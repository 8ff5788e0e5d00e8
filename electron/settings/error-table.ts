import { errorText } from '../companion/ports/told.ts';

const NOT_STARTED = 'Does not start, and changes nothing.';
const NOT_SAVED = 'Keeps what was there before.';
const CORRECT_AND_START = 'Correct the file at the place that is named, and start again.';

/** What is wrong with settings, wherever they come from. Each names the place, what was found and what is expected. */
export const settingsErrors = {
  wrongValue: errorText('settings.wrong-value', {
    text: (path: string, found: string, reason: string, expected: string) =>
      `${path}: found ${found}${reason === '' ? '' : ` (${reason})`}, expected ${expected}`,
    examples: [
      [
        'halo.url',
        '"http://example.halopsa.com"',
        'begins with http://, which anybody on the way can read; use https://',
        'the https address of your Halo instance, such as "https://example.halopsa.com"',
      ],
      ['poll.intervalSeconds', '1', '', 'a number of seconds from 5 to 600'],
    ],
    meaning: 'A setting holds something that it cannot be. All such places of a file are named at once.',
    byItself: 'At the start: does not start. In the settings window: keeps what was there before.',
    toDo: 'Enter what is expected. Every setting with its default is listed in the README.',
  }),
  secretInFile: errorText('settings.secret-in-file', {
    text: (path: string) =>
      `${path}: found a secret, expected none in this file. Remove it and store it with --store-secrets in ` +
      "the operating system's keychain, or hand it over in COMPANION_HALO_CLIENT_SECRET or " +
      'COMPANION_IDEMEUM_CLIENT_SECRET. As it lay in a file, better make a new one',
    examples: [['halo.clientSecret']],
    meaning:
      'A key of the file is called like a secret. Secrets are never read from files, where backups and other programs find them.',
    byItself: NOT_STARTED,
    toDo: 'Make a new secret (the old one lay in a file), store it with `--store-secrets`, and take the key out of the file.',
  }),
  unknownKey: errorText('settings.unknown-key', {
    text: (path: string, meant: string | null) =>
      `${path}: not a known setting, ignored${meant === null ? '' : `; did you mean "${meant}"?`}`,
    examples: [['halo.adress', 'halo.url']],
    meaning:
      'The file has a key that the companion does not know: a typing error, or a setting of another version.',
    byItself: 'Ignores the key and starts.',
    toDo: 'Correct the name or take the key out.',
  }),
  notJson: errorText('settings.not-json', {
    text: (place: string, line: number, column: number, problem: string) =>
      `${place}line ${line}, column ${column}: ${problem}`,
    examples: [
      [
        'companion.config.json, ',
        4,
        3,
        'found "}", expected a key in double quotes (and no comma after the last entry)',
      ],
    ],
    meaning: 'The text is no JSON; line and column say where it stops being one.',
    byItself: 'At the start: does not start. In the settings window: imports nothing.',
    toDo: 'Correct the place that is named. JSON has no comments, and no comma after the last entry.',
  }),
  noFile: errorText('settings.no-file', {
    text: (file: string) =>
      `--config: found no file at ${file}, expected a JSON file (build/companion.config.example.json is an example)`,
    examples: [['companion.config.json']],
    meaning: 'The path given with `--config` leads to nothing.',
    byItself: NOT_STARTED,
    toDo: 'Correct the path. A relative one counts from the folder in which the companion is started.',
  }),
  isFolder: errorText('settings.is-folder', {
    text: (file: string) => `--config: found a folder at ${file}, expected a JSON file`,
    examples: [['companion']],
    meaning: 'The path given with `--config` leads to a folder.',
    byItself: NOT_STARTED,
    toDo: 'Give the file inside of it.',
  }),
  notReadable: errorText('settings.not-readable', {
    text: (file: string) => `--config: ${file} may not be read by this user, expected a readable JSON file`,
    examples: [['companion.config.json']],
    meaning: 'The file belongs to somebody else.',
    byItself: NOT_STARTED,
    toDo: 'Let the user of the companion read it. It holds no secrets.',
  }),
  unreadable: errorText('settings.unreadable', {
    text: (file: string, code: string) =>
      `${file} could not be read (${code}), expected a readable JSON file`,
    examples: [['settings.json', 'EIO']],
    meaning: 'The operating system could not read the file, for the reason that its code names.',
    byItself: NOT_STARTED,
    toDo: 'Check the disk and the permissions of the file.',
  }),
  setAside: errorText('settings.set-aside', {
    text: (kept: string, problems: string) =>
      `The settings could not be understood and were set aside as ${kept}: ${problems}`,
    examples: [
      [
        'settings.json.broken-2026-01-31T08-00-00-000Z',
        'line 1, column 1: found the end of the file, expected a value',
      ],
    ],
    meaning: 'The settings that were made in the app were damaged, or edited by hand and broken.',
    byItself:
      'Keeps the file under the new name, and goes on with the defaults, the policy and `--config`. Without connections it does not start.',
    toDo: 'Correct the kept file and import it in the settings, or enter the settings anew.',
  }),
  fixed: errorText('settings.fixed', {
    text: () => 'This is fixed by your administrator, or by the command line of this run.',
    examples: [[]],
    meaning: 'The policy of the computer locks the setting, or `--config` gives it for this run.',
    byItself: NOT_SAVED,
    toDo: 'Ask the administrator to change the policy, or change the file given with `--config`.',
  }),
  accountFirst: errorText('settings.account-first', {
    text: () => 'Enter the address and the client id first: the secret is kept under them.',
    examples: [[]],
    meaning:
      'Secrets are kept per address and client id, so that one never goes to another address than the one it was entered for.',
    byItself: 'Stores nothing.',
    toDo: 'Enter address and client id, then the secret.',
  }),
  lockedByPolicy: errorText('settings.locked-by-policy', {
    text: (source: string, path: string) =>
      `${source}: ${path} is locked by the policy of this computer, and was ignored.`,
    examples: [['settings.json', 'halo.url']],
    meaning: 'An administrator has fixed the setting, and another source says something else.',
    byItself: 'Uses the value of the policy.',
    toDo: 'Nothing, or take the setting out of the other source.',
  }),
  policyWrong: errorText('settings.policy-wrong', {
    text: (place: string, problem: string) =>
      `${place === '' ? 'the policy' : place}: ${problem}. Ask your administrator to correct it`,
    examples: [['features.jit', 'Invalid input: expected boolean, received string']],
    meaning: 'The policy file of the computer has another form than it must have.',
    byItself: `${NOT_STARTED} A lock must not vanish because of a typing error.`,
    toDo: 'The administrator corrects the file; docs/administrators.md shows its form.',
  }),
  policyLocksUnknown: errorText('settings.policy-locks-unknown', {
    text: (key: string) => `locked: found "${key}", expected the name of a setting, such as "halo.url"`,
    examples: [['halo.adress']],
    meaning: 'The policy locks something that is no setting, so what was meant is not locked.',
    byItself: `${NOT_STARTED} A lock must not vanish because of a typing error.`,
    toDo: CORRECT_AND_START,
  }),
  policyUnreadable: errorText('settings.policy-unreadable', {
    text: (file: string, code: string) =>
      `${file}: the policy of this computer could not be read (${code}). Ask your administrator.`,
    examples: [['/etc/idemeum-companion/policy.json', 'EACCES']],
    meaning: 'There is a policy, and this user cannot read it.',
    byItself: `${NOT_STARTED} Without it, what it locks would be open.`,
    toDo: 'The administrator lets all users of the computer read the file, and none write it.',
  }),
  policyOpen: errorText('settings.policy-open', {
    text: (file: string) => `${file}: this user can change it, so it locks nothing.`,
    examples: [['/etc/idemeum-companion/policy.json']],
    meaning: 'The policy lies where the user it is meant for may write.',
    byItself: 'Follows the policy all the same, and warns at every start.',
    toDo: 'The administrator makes the file and its folder writable for administrators only.',
  }),
  profileMissing: errorText('settings.profile-missing', {
    text: (file: string) => `idemeum.profile: found no file at ${file}, expected a connection profile`,
    examples: [['my-profile.json']],
    meaning: 'The connection profile that the settings name is not there.',
    byItself: NOT_STARTED,
    toDo: 'Correct the path; a relative one counts from the settings file that names it.',
  }),
  profileUnreadable: errorText('settings.profile-unreadable', {
    text: (file: string, code: string) =>
      `idemeum.profile: ${file} could not be read (${code}), expected a connection profile`,
    examples: [['my-profile.json', 'EACCES']],
    meaning: 'The connection profile is there, and this user cannot read it.',
    byItself: NOT_STARTED,
    toDo: 'Let the user of the companion read it. It holds no secrets.',
  }),
  profileWrong: errorText('settings.profile-wrong', {
    text: (file: string, problem: string) => `idemeum.profile: ${file}: ${problem}`,
    examples: [['my-profile.json', 'operations.listElevationRequests.path: found nothing, expected a text']],
    meaning:
      'The connection profile lacks something, or holds something that it cannot. At most ten such places are named at once.',
    byItself: NOT_STARTED,
    toDo: 'Correct the places; `electron/idemeum/default-profile.json` shows a whole profile.',
  }),
  badAddress: errorText('settings.bad-address', {
    text: (setting: string, problem: string) => `${setting}: found an address that ${problem}`,
    examples: [['halo.tokenUrl', 'begins with http://, which anybody on the way can read; use https://']],
    meaning: 'An address to which secrets would go is not a safe one.',
    byItself: NOT_STARTED,
    toDo: 'Enter an https address.',
  }),
};
