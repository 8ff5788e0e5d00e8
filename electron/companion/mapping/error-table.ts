import { errorText } from '../ports/told.ts';

const WAITS = 'Keeps the requests of this customer, and opens their tickets as soon as it is mapped.';
const CHANGES_NOTHING = 'Changes nothing for this customer.';

/** Why a customer has no Halo client, or a choice was not taken. */
export const mappingErrors = {
  unmatched: errorText('mapping.unmatched', {
    text: (names: string) =>
      `No active Halo client is named ${names}. Choose one, or create the client in Halo.`,
    examples: [['“Contoso Ltd” or “contoso”']],
    meaning:
      'Neither the display name nor the name of the idemeum customer is the name of an active client in Halo.',
    byItself: `${WAITS} Looks again every 5 minutes while requests wait.`,
    toDo: 'Press *Choose Halo client*, or create or rename the client in Halo.',
  }),
  ambiguous: errorText('mapping.ambiguous', {
    text: (count: number, name: string, ids: string) =>
      `Halo has ${count} clients named “${name}” (${ids}). Choose the right one.`,
    examples: [[2, 'Contoso Ltd', '#12, #98']],
    meaning:
      'Several active clients share the name; a guess could put tickets before the wrong customer’s eyes.',
    byItself: WAITS,
    toDo: 'Press *Choose Halo client*.',
  }),
  clientGone: errorText('mapping.client-gone', {
    text: (client: string, how: string) => `The Halo client ${client} ${how}. Choose another one.`,
    examples: [['“Contoso Ltd” (#12)', 'was made inactive']],
    meaning: 'The client that the customer was mapped to was deleted or made inactive in Halo.',
    byItself: `Breaks the mapping visibly. ${WAITS}`,
    toDo: 'Choose the client that took its place, or make it active again in Halo.',
  }),
  ignored: errorText('mapping.ignored', {
    text: () => 'This customer is ignored: its requests get no tickets. Change that in the mapping window.',
    examples: [[]],
    meaning: 'Somebody chose that this customer gets no tickets.',
    byItself: 'Shows the requests, and opens no tickets for them.',
    toDo: 'Nothing, or choose a client in the mapping window.',
  }),
  changedSince: errorText('mapping.changed-since', {
    text: (customer: string) => `${customer} has been changed since. It stays as it is.`,
    examples: [['Contoso Ltd']],
    meaning: 'An undo or redo met a customer that somebody has changed after the step.',
    byItself: CHANGES_NOTHING,
    toDo: 'Look at the customer and choose anew if it is wrong.',
  }),
  changedMeanwhile: errorText('mapping.changed-meanwhile', {
    text: (customer: string, byWhom: string) =>
      `${customer} was changed meanwhile${byWhom}. Look at it again, then choose.`,
    examples: [['Contoso Ltd', ' by alex@example.com']],
    meaning: 'Between looking and choosing, somebody else or the automatic match changed the mapping.',
    byItself: CHANGES_NOTHING,
    toDo: 'Look at the customer as it is now, and choose again.',
  }),
  customerUnknown: errorText('mapping.customer-unknown', {
    text: () => 'This customer is not known here any more. Look for it again.',
    examples: [[]],
    meaning: 'The customer that a window or a link names is not in the journal.',
    byItself: CHANGES_NOTHING,
    toDo: 'Search for the customer by name.',
  }),
  clientUnknown: errorText('mapping.client-unknown', {
    text: () => 'Halo no longer has this client. Choose another one.',
    examples: [[]],
    meaning: 'The chosen client was not in the last two readings of Halo’s clients.',
    byItself: CHANGES_NOTHING,
    toDo: 'Choose another client.',
  }),
  clientInactive: errorText('mapping.client-inactive', {
    text: (client: string) => `The Halo client “${client}” is inactive. Choose an active one.`,
    examples: [['Contoso Ltd (old)']],
    meaning: 'Halo opens no tickets for inactive clients.',
    byItself: CHANGES_NOTHING,
    toDo: 'Choose another client, or make this one active in Halo.',
  }),
};

/** What is wrong with a file of mappings, as a whole or in one line. */
export const importErrors = {
  notUtf8: errorText('mapping-file.not-text', {
    text: () => 'This file is no text in UTF-8. Save the table as “CSV UTF-8” and choose it again.',
    examples: [[]],
    meaning: 'The file is a workbook or has another encoding, in which names would be garbled.',
    byItself: 'Imports nothing.',
    toDo: 'Save the table as “CSV UTF-8”.',
  }),
  noColumns: errorText('mapping-file.no-columns', {
    text: (name: string, displayName: string, clientId: string, clientName: string) =>
      `The first line has to name the columns: “${name}” or “${displayName}”, and “${clientId}” or “${clientName}”. Export the mapping to see an example.`,
    examples: [['idemeum name', 'idemeum display name', 'Halo client id', 'Halo client name']],
    meaning: 'The headings are missing or called otherwise.',
    byItself: 'Imports nothing.',
    toDo: 'Export the mapping, and fill in that table.',
  }),
  twinColumns: errorText('mapping-file.twin-columns', {
    text: (heading: string) => `Two columns are called “${heading}”. Delete one of them, or rename it.`,
    examples: [['Halo client id']],
    meaning: 'The first line names a column twice, so nobody can say which of the two counts.',
    byItself: 'Imports nothing.',
    toDo: 'Keep the column that is right.',
  }),
  wrongQuote: errorText('mapping-file.wrong-quote', {
    text: (line: number) =>
      `A quotation mark in or near line ${line} is never closed, or stands where none may. Save the table as “CSV UTF-8” again.`,
    examples: [[7]],
    meaning:
      'In a CSV file a cell may be in quotation marks. One that is never closed would make one cell of all the lines after it.',
    byItself: 'Imports nothing.',
    toDo: 'Open the file in a spreadsheet and save it as “CSV UTF-8”, or correct that line by hand: in a cell in quotation marks, two stand for one.',
  }),
  tooLong: errorText('mapping-file.too-long', {
    text: (lines: number, most: number) =>
      `This file has ${lines} lines; at most ${most} can be read at once. Split it.`,
    examples: [[30_000, 20_000]],
    meaning: 'No MSP has that many customers; it is probably another table.',
    byItself: 'Imports nothing.',
    toDo: 'Choose the right file, or split it.',
  }),
  twin: errorText('mapping-file.twin', {
    text: (line: number) => `Line ${line} is about the same customer. Only the first one counts.`,
    examples: [[7]],
    meaning: 'Two lines of the file name the same customer.',
    byItself: 'Leaves the later line out.',
    toDo: 'Delete one of the two, and import again if the wrong one was taken.',
  }),
  noCustomer: errorText('mapping-file.no-customer', {
    text: () => 'No customer of this name is known here. Check the spelling.',
    examples: [[]],
    meaning: 'idemeum has no customer of this name, or it has not been read yet.',
    byItself: 'Leaves the line out.',
    toDo: 'Correct the name; the export has every customer as it is spelled.',
  }),
  severalCustomers: errorText('mapping-file.several-customers', {
    text: () => 'Several customers have this display name. Give the idemeum name too.',
    examples: [[]],
    meaning: 'The display name alone does not say which customer is meant.',
    byItself: 'Leaves the line out.',
    toDo: 'Fill in the column “idemeum name”.',
  }),
  noClientId: errorText('mapping-file.no-client-id', {
    text: (id: string) => `Halo has no active client with the id ${id}. Check the number.`,
    examples: [['4711']],
    meaning: 'The number is wrong, or the client is inactive or deleted.',
    byItself: 'Leaves the line out.',
    toDo: 'Correct the number, or give the name alone.',
  }),
  otherName: errorText('mapping-file.other-name', {
    text: (id: number, name: string) =>
      `The client #${id} is “${name}” in Halo, not what this line says. Correct one of the two.`,
    examples: [[12, 'Contoso Ltd']],
    meaning:
      'Number and name of the line do not belong to the same client: perhaps the table was sorted by half.',
    byItself: 'Leaves the line out.',
    toDo: 'Correct the number or the name, or give only one of them.',
  }),
  noClientName: errorText('mapping-file.no-client-name', {
    text: () => 'Halo has no active client of this name. Check the spelling.',
    examples: [[]],
    meaning: 'The name is spelled otherwise in Halo, or the client is inactive.',
    byItself: 'Leaves the line out.',
    toDo: 'Correct the name, or give the number.',
  }),
  severalClients: errorText('mapping-file.several-clients', {
    text: () => 'Halo has several clients of this name. Give the id too.',
    examples: [[]],
    meaning: 'The name alone does not say which client is meant.',
    byItself: 'Leaves the line out.',
    toDo: 'Fill in the column “Halo client id”.',
  }),
};
