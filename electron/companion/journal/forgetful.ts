/**
 * The fact (epoch ms) until when nobody can tell what was done with requests that are older: the journal that knew is
 * replaced or damaged. Their tickets are looked for one by one before any is opened.
 */
export const FORGETFUL_UNTIL = 'journal.restoredAt';
