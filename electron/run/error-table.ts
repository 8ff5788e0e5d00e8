import { errorText } from '../companion/ports/told.ts';

const NOT_STARTED = 'Does not start, and changes nothing.';
const NOTHING_IS_LOST =
  'Ends. Nothing is lost: what was under way stays in the journal and goes on at the next start.';

/** What a start can end with, whichever shell it is. */
export const runErrors = {
  fileInTheWay: errorText('run.file-in-the-way', {
    text: (file: string) => `--data: found a file at ${file}, expected a folder`,
    examples: [['companion-data']],
    meaning: 'A part of the path of the data folder is a file.',
    byItself: NOT_STARTED,
    toDo: 'Choose another folder with `--data`, or move the file away.',
  }),
  notWritable: errorText('run.not-writable', {
    text: (folder: string) =>
      `--data: ${folder} may not be written by this user, expected a folder that can be written`,
    examples: [['companion-data']],
    meaning: 'The data folder belongs to somebody else, or lies on a disk that is read-only.',
    byItself: NOT_STARTED,
    toDo: 'Make the folder the companion’s user’s own, or choose another one with `--data`.',
  }),
  openToAll: errorText('run.open-to-all', {
    text: (folder: string) =>
      `--data: everybody on this computer may put files into ${folder}, expected a folder of this user alone. ` +
      'Take the right away (chmod o-w), or choose another folder',
    examples: [['/srv/shared']],
    meaning: 'Another user could place settings there that lead the companion to a server of theirs.',
    byItself: NOT_STARTED,
    toDo: 'Choose a folder of the companion’s user, or close the folder: `chmod o-w`.',
  }),
  noRoom: errorText('run.no-room', {
    text: (folder: string) => `--data: no space is left for ${folder}, expected room for the journal`,
    examples: [['companion-data']],
    meaning: 'The disk of the data folder, or the quota of this user, is full.',
    byItself: NOT_STARTED,
    toDo: 'Free some space; 100 MB are plenty for a year.',
  }),
  folderUnusable: errorText('run.folder-unusable', {
    text: (folder: string, code: string) =>
      `--data: ${folder} cannot be used (${code}), expected a folder that can be written`,
    examples: [['companion-data', 'EIO']],
    meaning: 'The operating system refused the folder, for the reason that its code names.',
    byItself: NOT_STARTED,
    toDo: 'Check the disk, or choose another folder with `--data`.',
  }),
  notTheSandbox: errorText('run.not-the-sandbox', {
    text: (folder: string) =>
      `--sandbox: found files in ${folder} that are not the sandbox's, expected an empty folder or none. ` +
      'Move them away, or choose another data folder with --data',
    examples: [['companion-data/sandbox']],
    meaning:
      'The folder of the pretend services is emptied at every start, and holds something that they did not put there.',
    byItself: `${NOT_STARTED} It empties no folder that it has not made.`,
    toDo: 'Move the files away, or choose another folder with `--data`.',
  }),
  inUse: errorText('run.in-use', {
    text: (folder: string) =>
      `--data: another companion is running with ${folder}, expected one at a time. ` +
      'Use its window, end it first, or choose another folder with --data',
    examples: [['companion-data']],
    meaning:
      'Two companions on one journal would poll and write side by side. The lock ends with the process that holds it, however that ends.',
    byItself: 'Waits 10 seconds for a predecessor that is just ending, then gives up.',
    toDo: 'Look for the other one: in the tray, in another terminal, as a service, or under another user.',
  }),
  foreignLock: errorText('run.foreign-lock', {
    text: (file: string) => `--data: found something else at ${file}, expected our lock file. Delete it`,
    examples: [['companion-data/companion.lock']],
    meaning: 'The lock file holds something that the companion did not write.',
    byItself: NOT_STARTED,
    toDo: 'Make sure that no companion runs with the folder, then delete the file. It holds no data.',
  }),
  sandboxFailed: errorText('run.sandbox-failed', {
    text: () =>
      '--sandbox: the pretend services did not start, what they print is above. Build them anew with: npm run build',
    examples: [[]],
    meaning: 'The process of the pretend services ended, or said nothing for 20 seconds.',
    byItself: NOT_STARTED,
    toDo: 'Start again; on a slow computer the first start may take longer. Else build anew.',
  }),
  notBuilt: errorText('run.not-built', {
    text: (folder: string) => `the window's files are missing in ${folder}. Build them with: npm run build`,
    examples: [['out/renderer']],
    meaning: 'The program was started from its sources before it was built, or the installation is damaged.',
    byItself: NOT_STARTED,
    toDo: 'Run `npm run build`, or install the package again.',
  }),
  noSecret: errorText('run.no-secret', {
    text: (service: string, clientId: string, url: string, variable: string) =>
      `found no ${service} client secret for ${clientId} at ${url} in the operating system's keychain ` +
      `(or the keychain is locked). Store it with --store-secrets, or hand it over in ${variable}`,
    examples: [['Halo', 'c0ffee00-1234', 'https://example.halopsa.com', 'COMPANION_HALO_CLIENT_SECRET']],
    meaning:
      'Nothing is stored for this client id at this address. Secrets are kept per address and client id: a changed address needs its secret anew.',
    byItself: NOT_STARTED,
    toDo: 'Store the secret: in the settings window, with `--store-secrets`, or on a server in the environment.',
  }),
  noConnections: errorText('run.no-connections', {
    text: (where: string, isFirstRun: boolean, missing: string) =>
      `${where}: found ${isFirstRun ? 'no connection to idemeum and Halo' : 'only a part of the connections'}; missing: ${missing}`,
    examples: [['companion.config.json', false, 'halo.clientId, idemeum.url']],
    meaning: 'The settings without which the services cannot be called are not all there.',
    byItself: NOT_STARTED,
    toDo: 'Enter the settings that are named, in the window or in the file given with `--config`.',
  }),
  howToConnect: errorText('run.how-to-connect', {
    text: () =>
      'Write them into a file like build/companion.config.example.json and pass it with --config FILE, ' +
      'or use --sandbox to try the companion with pretend services',
    examples: [[]],
    meaning: 'Follows the text before it.',
    byItself: NOT_STARTED,
    toDo: 'See *run.no-connections*.',
  }),
  connectionIncomplete: errorText('run.connection-incomplete', {
    text: () => 'Enter its address and the client id first.',
    examples: [[]],
    meaning: 'The connection was to be tried before it was entered.',
    byItself: 'Tries nothing.',
    toDo: 'Enter address and client id, then try again.',
  }),
  diskFull: errorText('run.disk-full', {
    text: (folder: string) =>
      `no space is left for the data in ${folder}. Free some and start again; nothing is lost`,
    examples: [['companion-data']],
    meaning: 'The disk became full while the companion wrote its journal.',
    byItself: NOTHING_IS_LOST,
    toDo: 'Free some space and start again.',
  }),
  readOnly: errorText('run.read-only', {
    text: (folder: string) =>
      `the data in ${folder} may not be written by this user. Correct its permissions and start again`,
    examples: [['companion-data']],
    meaning:
      'The journal cannot be opened for writing: its files belong to somebody else, or the disk has become read-only.',
    byItself: NOTHING_IS_LOST,
    toDo: 'Make all files of the folder the companion’s user’s own. Check the disk when nobody has changed anything.',
  }),
  onlyInDesktop: errorText('run.only-in-desktop', {
    text: () => 'That is only possible in the desktop app. Use the link instead.',
    examples: [[]],
    meaning: 'The console keeps no portal sessions and opens no windows of its own.',
    byItself: 'Does nothing.',
    toDo: 'Use the link beside it, or the desktop app.',
  }),
  restartByHand: errorText('run.restart-by-hand', {
    text: () => 'End the companion in its terminal (Ctrl C) and start it again.',
    examples: [[]],
    meaning: 'The console cannot start itself anew.',
    byItself: 'Goes on with the settings it was started with.',
    toDo: 'Restart it where it was started, or the service that runs it.',
  }),
  noJournalToBackUp: errorText('run.no-journal-to-back-up', {
    text: (folder: string) =>
      `--backup: found no journal in ${folder}, expected the data folder of a companion (--data)`,
    examples: [['companion-data']],
    meaning: 'There is nothing to back up in this folder.',
    byItself: 'Changes nothing.',
    toDo: 'Give the data folder with `--data`. `--help` prints the usual one.',
  }),
  backupExists: errorText('run.backup-exists', {
    text: (file: string) => `--backup: found a file at ${file}, expected a new one`,
    examples: [['journal.backup']],
    meaning: 'A backup overwrites nothing.',
    byItself: 'Changes nothing.',
    toDo: 'Choose another name, such as one with the date in it.',
  }),
  backupUnsound: errorText('run.backup-unsound', {
    text: (file: string) => `--backup: the copy of ${file} did not pass its check and was removed`,
    examples: [['companion-data/journal.sqlite']],
    meaning: 'The journal or the disk that the copy was written to is damaged.',
    byItself: 'Keeps no copy that could not be trusted.',
    toDo: 'Try another disk. If it stays, start the companion: it sets a damaged journal aside and begins anew.',
  }),
  notABackup: errorText('run.not-a-backup', {
    text: (file: string) =>
      `--restore: ${file} is no journal, or is damaged; expected a backup. Nothing was replaced`,
    examples: [['journal.backup']],
    meaning: 'There is no such file, it is something else, or it fails its check.',
    byItself: 'Leaves the journal as it is.',
    toDo: 'Take another backup.',
  }),
  backupTampered: errorText('run.backup-tampered', {
    text: (file: string, finding: string) =>
      `--restore: the audit in ${file} is not whole. ${finding} Nothing was replaced`,
    examples: [['journal.backup', 'Entry #5 of the audit is not as it was written.']],
    meaning: 'Somebody changed the backup, or the journal before it was backed up.',
    byItself: 'Leaves the journal as it is.',
    toDo: 'Take another backup, and find out who can write where this one was kept.',
  }),
};
