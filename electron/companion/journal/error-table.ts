import { errorText } from '../ports/told.ts';

/** What the journal can be found to be. */
export const journalErrors = {
  tooNew: errorText('journal.too-new', {
    text: (file: string, unknown: string) =>
      `The journal ${file} was written by a newer version of the companion (it knows ${unknown}). Install that version, or choose another data folder.`,
    examples: [['journal.sqlite', '012-something-new']],
    meaning: 'A newer companion has changed the form of the journal; this one could only spoil it.',
    byItself: 'Does not start, and leaves the journal as it is.',
    toDo: 'Install the newer version again. To go back for good, restore the copy `journal.sqlite.before-version-N` that the newer version made beside the journal.',
  }),
  full: errorText('journal.full', {
    text: () =>
      'No space is left for the journal, so nothing is sent. Free some: the companion goes on by itself.',
    examples: [[]],
    meaning:
      'The disk of the data folder is full. What is sent has to be written down first, or it could be sent twice.',
    byItself: 'Sends nothing, and tries to write again every half minute. Nothing is lost.',
    toDo: 'Free space on the disk that holds the data folder.',
  }),
  unwritable: errorText('journal.unwritable', {
    text: () =>
      'The journal cannot be written at the moment, so nothing is sent. The companion tries again by itself.',
    examples: [[]],
    meaning:
      'The data folder became read-only, its disk does not answer, or another program holds the journal open.',
    byItself: 'Sends nothing, and tries to write again every half minute. Nothing is lost.',
    toDo: 'If it stays: check the permissions and the disk of the data folder, and whether a backup or a virus scanner holds `journal.sqlite`.',
  }),
  unreadableRow: errorText('journal.unreadable-row', {
    text: (table: string) =>
      `Something that was written down under “${table}” in the journal cannot be read any more. Look at it in Halo and idemeum.`,
    examples: [['outbox']],
    meaning:
      'The database file passed its check, and yet one of its rows holds what the companion never wrote: a disk that is failing, or another program that changed the file.',
    byItself:
      'Leaves that row as it is, says so in the log, and works with all others. What hangs on it is parked.',
    toDo: 'Check the disk. Compare the open tickets in Halo with idemeum’s requests, and the JIT accounts with the idemeum portal. To go back to a state that was good, restore a backup.',
  }),
  unreadableMapping: errorText('journal.unreadable-mapping', {
    text: () => 'What was chosen for this customer cannot be read any more. Choose a Halo client again.',
    examples: [[]],
    meaning:
      'The row of the journal with the mapping of a customer holds what the companion never wrote, as with “cannot be read any more” above.',
    byItself:
      'Shows the mapping as broken. Tickets that are open stay as they are; new ones of this customer wait.',
    toDo: 'Choose the Halo client in the mapping window, or ignore the customer as before. Check the disk.',
  }),
  setAside: errorText('journal.set-aside', {
    text: (file: string) =>
      `The journal was damaged and was set aside as ${file}; a new one was begun. ` +
      'Tickets that were opened before are found again by their reference.',
    examples: [['journal.sqlite.damaged-2026-01-31T08-00-00-000Z']],
    meaning:
      'The database file failed its check at the start: usually a disk that is failing, or a computer that lost power.',
    byItself:
      'Keeps the damaged file, begins anew, reads all requests again, and finds their tickets in Halo by reference, so that none is doubled. Takes over the JIT accounts that run, as far as they can still be read.',
    toDo: 'Check the disk. Look in the idemeum portal for JIT accounts that are still enabled and are not shown under *JIT*. Choices made by hand (mapping, ignored customers) may have to be made again: import the mapping file if you keep one. Keep the damaged file for support.',
  }),
};
