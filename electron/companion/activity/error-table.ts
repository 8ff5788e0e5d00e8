import { errorText } from '../ports/told.ts';

const GOES_ON = 'Goes on working, writes on, and warns in the window until the audit is whole again.';
const FIND_OUT =
  'Keep a copy of the journal and its backups. Compare the audit with an export that was made earlier, and find out who can write in the data folder.';

/** What a check of the audit can find. */
export const auditErrors = {
  altered: errorText('audit.altered', {
    text: (id: number) => `Entry #${id} of the audit is not as it was written.`,
    examples: [[118]],
    meaning:
      'The hash of the entry does not fit what it says: it was changed in the database file, or the file was damaged.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  outOfOrder: errorText('audit.out-of-order', {
    text: (id: number, after: number) =>
      `Entry #${id} of the audit is not in its place: another one was written after #${after}.`,
    examples: [[120, 118]],
    meaning: 'The order of entries was changed in the database file.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  missing: errorText('audit.missing', {
    text: (first: number, last: number) =>
      first === last
        ? `Entry #${first} of the audit is missing.`
        : `Entries #${first} to #${last} of the audit are missing.`,
    examples: [
      [119, 119],
      [119, 130],
    ],
    meaning: 'Entries were removed from the database file.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  unsignedBeginning: errorText('audit.unsigned-beginning', {
    text: (after: number) =>
      `The audit begins after entry #${after}, and no entry signs the removal of the earlier ones off.`,
    examples: [[1_000]],
    meaning:
      'Old entries may be removed (retention), but that is written down as an entry of its own, and here it is not.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  beginningLost: errorText('audit.beginning-lost', {
    text: () => 'The record of the audit’s beginning is missing: its first entries may have been removed.',
    examples: [[]],
    meaning: 'The row that says where the audit begins is not there.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  endLost: errorText('audit.end-lost', {
    text: (last: number) =>
      `The record of the audit’s end is missing: entries after #${last} may have been cut off.`,
    examples: [[118]],
    meaning: 'The row that says how many entries were written is not there.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  cutOff: errorText('audit.cut-off', {
    text: (last: number, written: number) =>
      `The newest entries of the audit were cut off: it ends with #${last}, and #${written} was written.`,
    examples: [[118, 130]],
    meaning: 'Entries at the end were removed, or an older copy of the journal was put back in part.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  added: errorText('audit.added', {
    text: (id: number) => `Entry #${id} of the audit was not written by the companion.`,
    examples: [[131]],
    meaning: 'An entry stands behind the last one that the companion wrote.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  endDoesNotFit: errorText('audit.end-does-not-fit', {
    text: (last: number) => `The record of the audit’s end does not fit its last entry, #${last}.`,
    examples: [[118]],
    meaning: 'The last entry, or the row that describes the end, was changed.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
  broken: errorText('audit.broken', {
    text: (finding: string) =>
      `${finding} Find out who can write in the data folder of the companion, keep a copy of the journal, and compare it with a backup. The companion goes on working.`,
    examples: [['Entry #118 of the audit is not as it was written.']],
    meaning:
      'The warning in the window: what a check of the audit found (see the other entries here), and what to do.',
    byItself: GOES_ON,
    toDo: FIND_OUT,
  }),
};
