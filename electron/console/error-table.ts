import { errorText } from '../companion/ports/told.ts';

const NOT_STARTED = 'Does not start, and changes nothing.';
const LOOK_AT_HELP = 'Correct the command; `--help` lists every option.';
const TURNED_AWAY = 'Shows this page, and nothing of what it knows.';
const NEW_LINK =
  'To get a new link, press Enter in the terminal in which the companion runs, or start the companion again.';

/** What the command line and the console's server can answer. */
export const consoleErrors = {
  jsonAlone: errorText('console.json-alone', {
    text: () => '--json: found it without --once or --verify-audit, expected one of them too',
    examples: [[]],
    meaning: 'Only these two print a result that a program can read.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  strayWord: errorText('console.stray-word', {
    text: (found: string) => `found ${found}, which belongs to no option; expected options only (see --help)`,
    examples: [['"start"']],
    meaning:
      'The command line has a word without an option before it, such as a path with a blank that is not in quotes.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  unknownOption: errorText('console.unknown-option', {
    text: (name: string, meant: string | null) =>
      `${name}: not a known option${meant === null ? '' : `; did you mean ${meant}?`} (see --help)`,
    examples: [['--prot', '--port']],
    meaning: 'The command line has an option that does not exist.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  valueTooMuch: errorText('console.value-too-much', {
    text: (name: string, found: string) => `${name}: found the value ${found}, expected none (see --help)`,
    examples: [['--sandbox', '"yes"']],
    meaning: 'The option is a switch and takes no value.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  valueMissing: errorText('console.value-missing', {
    text: (name: string) => `${name}: found no value, expected one (see --help)`,
    examples: [['--config']],
    meaning: 'The option needs a value after it.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  notUnderstood: errorText('console.not-understood', {
    text: () => 'the options could not be understood (see --help)',
    examples: [[]],
    meaning: 'The command line has a form that cannot be read.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  clash: errorText('console.clash', {
    text: (task: string, other: string) =>
      `--${task}: found it together with --${other}, expected it without`,
    examples: [['store-secrets', 'once']],
    meaning: 'Two options ask for different things to be done.',
    byItself: NOT_STARTED,
    toDo: 'Run one after the other.',
  }),
  badPort: errorText('console.bad-port', {
    text: (found: string) =>
      `--port: found ${found}, expected a whole number from 0 to 65535 (0 for any free port)`,
    examples: [['"80a"']],
    meaning: 'The value is no port.',
    byItself: NOT_STARTED,
    toDo: LOOK_AT_HELP,
  }),
  emptyPath: errorText('console.empty-path', {
    text: (option: string, what: string) => `${option}: found an empty text, expected the path of ${what}`,
    examples: [['--data', 'a folder']],
    meaning: 'The value is empty, as when a variable in a script is not set.',
    byItself: NOT_STARTED,
    toDo: 'Set the variable, or leave the option out.',
  }),
  portInUse: errorText('console.port-in-use', {
    text: (port: number) =>
      `--port: found ${port}, which another program uses; expected a free port, or 0 for any`,
    examples: [[8080]],
    meaning: 'Another program listens on the port: perhaps another companion.',
    byItself: NOT_STARTED,
    toDo: 'Choose another port, or leave `--port` out.',
  }),
  portNotAllowed: errorText('console.port-not-allowed', {
    text: (port: number) =>
      `--port: found ${port}, which this user may not open; expected a port from 1024 to 65535, or 0 for any`,
    examples: [[80]],
    meaning: 'Ports below 1024 are for administrators.',
    byItself: NOT_STARTED,
    toDo: 'Choose a port from 1024 on. The companion does not have to run as an administrator, and should not.',
  }),
  secretUnusable: errorText('console.secret-unusable', {
    text: (service: string) =>
      `--store-secrets: the secret for ${service} holds control characters or is longer than 4096, ` +
      'expected one line of text',
    examples: [['Halo']],
    meaning: 'What was typed or piped in is no client secret: perhaps a whole file.',
    byItself: 'Stores nothing for this service.',
    toDo: 'Give the secret alone: first line Halo, second line idemeum.',
  }),
  noJournal: errorText('console.no-journal', {
    text: (folder: string) =>
      `--verify-audit: found no journal in ${folder}, expected the data folder of a companion (--data)`,
    examples: [['companion-data']],
    meaning: 'There is nothing to check in this folder.',
    byItself: 'Changes nothing.',
    toDo: 'Give the data folder with `--data`. `--help` prints the usual one.',
  }),
  otherVersion: errorText('console.other-version', {
    text: (file: string) =>
      `--verify-audit: ${file} was written by another version, expected one of this. Start the companion once, then check again`,
    examples: [['companion-data/journal.sqlite']],
    meaning: 'The journal has the form of an older or newer companion, and a check changes nothing.',
    byItself: 'Changes nothing.',
    toDo: 'Start the companion once, which brings an older journal up to date, then check again.',
  }),
  accountsLate: errorText('console.accounts-late', {
    text: () =>
      'idemeum has not confirmed yet that JIT accounts are disabled. The next start goes on with that; until then look in the portal.',
    examples: [[]],
    meaning: 'The companion ended while accounts were being disabled, and idemeum did not answer in time.',
    byItself: 'Keeps the wish in its journal, and goes on with it first thing at the next start.',
    toDo: 'Start the companion again, or disable the accounts in the idemeum portal.',
  }),
  interrupted: errorText('console.interrupted', {
    text: () => 'Interrupted. What is still to be done stays in the journal for the next pass.',
    examples: [[]],
    meaning: 'The pass of `--once` was ended (Ctrl C, or by its service manager) before it was done.',
    byItself: 'Ends with exit code 1. Nothing is lost or done twice.',
    toDo: 'Run it again.',
  }),
  failed: errorText('console.failed', {
    text: (what: string) => `The companion failed unexpectedly: ${what}`,
    examples: [['Unhandled case (details: logs/companion.log)']],
    meaning: 'A mistake in the companion.',
    byItself: 'Writes the details to its log and ends with exit code 1. Nothing is lost or done twice.',
    toDo: 'Start it again. If it comes back, send the log and the support report to whoever supports the companion; neither holds secrets.',
  }),
  linkUsed: errorText('console.link-used', {
    text: () =>
      `A link to the companion works once, and for ten minutes. This one was used before, or is too old. ${NEW_LINK}`,
    examples: [[]],
    meaning:
      'The link was opened already, or a newer one was made. If you have not opened it yourself, somebody else on this computer may have.',
    byItself: TURNED_AWAY,
    toDo: 'Get a new link. If somebody else may have used the old one, end the companion and start it again: that signs every browser out.',
  }),
  notSignedIn: errorText('console.not-signed-in', {
    text: () =>
      `This browser is not signed in to the companion. The companion prints a link in its terminal when it starts; only a browser that opened this link may use it. ${NEW_LINK}`,
    examples: [[]],
    meaning: 'The address was opened without a link, or the companion was restarted since.',
    byItself: TURNED_AWAY,
    toDo: 'Open the link that the companion prints.',
  }),
  wrongHost: errorText('console.wrong-host', {
    text: () =>
      'The companion answers on this computer only, under the address that it printed in its terminal.',
    examples: [[]],
    meaning:
      'The request came under another name: through a proxy or a forwarded port of another number, or a web page tried to reach the companion (DNS rebinding).',
    byItself: TURNED_AWAY,
    toDo: 'Use the printed address. A forwarded port has to have the same number on both sides.',
  }),
  foreign: errorText('console.foreign', {
    text: () =>
      'The companion takes no requests that come from other web pages. Open the link that it printed.',
    examples: [[]],
    meaning: 'Another web page in this browser tried to call the companion.',
    byItself: TURNED_AWAY,
    toDo: 'Close the page that did it, unless it is one of yours.',
  }),
  nothingHere: errorText('console.nothing-here', {
    text: () => 'The companion has nothing at this address. Its window is at the address that it printed.',
    examples: [[]],
    meaning: 'The address has a path that does not exist.',
    byItself: TURNED_AWAY,
    toDo: 'Open the printed address.',
  }),
  onlyGet: errorText('console.only-get', {
    text: () => 'The companion only answers GET here. Open its window instead.',
    examples: [[]],
    meaning: 'Something sent another kind of request than a browser that opens a page.',
    byItself: TURNED_AWAY,
    toDo: 'Nothing.',
  }),
};
