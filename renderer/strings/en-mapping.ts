import { number } from './locale.ts';
/** Texts of the mapping screen. */
export const mappings = {
  title: 'Which customer is which Halo client',
  intro: 'Tickets go to the client that a customer is mapped to. Names that are equal match by themselves.',
  search: 'Search customers and clients',
  filters: {
    all: 'All',
    open: 'Needs you',
    'by-display-name': 'By display name',
    'by-name': 'By name',
    manual: 'By hand',
    ambiguous: 'Ambiguous',
    unmatched: 'No match',
    ignored: 'Ignored',
    broken: 'Broken',
  },
  filterLabel: 'Show',
  states: {
    'by-display-name': 'matched by display name',
    'by-name': 'matched by name',
    manual: 'chosen by hand',
    ambiguous: 'several clients have this name',
    unmatched: 'no client has this name',
    ignored: 'ignored: no tickets',
    broken: 'its client is gone or inactive',
  },
  by: (who: string) => `by ${who}`,
  noClient: 'no client',
  clientGone: (id: number) => `client #${id}`,
  noName: 'without a name',
  shown: (total: number) => (total === 1 ? '1 customer' : `${number(total)} customers`),
  choose: 'Choose…',
  change: 'Change…',
  chooseFor: (name: string) => `Choose the Halo client of ${name}`,
  accept: (client: string) => `Accept ${client}`,
  acceptFor: (name: string, client: string) => `${name} is ${client}`,
  close: (percent: number) => `${number(percent)} % alike`,
  ignore: 'Ignore',
  ignoreFor: (name: string) => `Ignore ${name}: its requests get no tickets`,
  automatic: 'Back to automatic',
  automaticFor: (name: string) => `Take back what was chosen for ${name}`,
  saving: 'saving…',
  refused: (text: string) => `Not changed: ${text}`,
  undoWhat: (what: string) => `Undo: ${what}`,
  redoWhat: (what: string) => `Redo: ${what}`,
  nothingToUndo: 'Nothing to undo',
  nothingToRedo: 'Nothing to redo',
  turned: (count: number) =>
    count === 1 ? 'One customer was changed back.' : `${number(count)} customers were changed back.`,
  none: 'No customer is known yet',
  noneHelp: 'Customers come with the first poll of idemeum. Look at the state of idemeum at the top.',
  noneFound: 'No customer fits',
  noneFoundHelp: 'Try another word, or show all customers.',
  showAll: 'Show all customers',
  allMapped: 'Nothing needs you here',
  allMappedHelp: 'Every customer has its client, or is ignored.',
  waiting: (count: number) => (count === 1 ? '1 ticket waits' : `${number(count)} tickets wait`),
  differs: (reference: string) =>
    reference === ''
      ? 'The client has no reference in Halo: the custom tab would not find this customer.'
      : `The client’s reference in Halo is “${reference}”, not the display name: the custom tab would not find this customer.`,
  keys: 'Keys: j k move, Enter chooses, a accepts, i ignores, / searches, Ctrl Z undoes',
  bulk: {
    button: 'Accept suggestions…',
    title: 'Accept suggestions',
    help: 'Customers without a client, with the client whose name is closest. Nothing happens before you accept.',
    loading: 'Comparing names…',
    slider: 'How alike the names have to be',
    preview: (count: number, closest: number) =>
      count === 0
        ? `No suggestion is that close. The closest is ${closest} % alike.`
        : count === 1
          ? '1 customer would get its client:'
          : `${number(count)} customers would get their client:`,
    none: 'There is no suggestion: no customer without a client has a name like one of Halo’s clients.',
    accept: (count: number) => (count === 0 ? 'Accept' : `Accept ${number(count)}`),
    done: (count: number) =>
      count === 1 ? '1 customer has its client now.' : `${number(count)} customers have their client now.`,
  },
  files: {
    button: 'CSV and custom tab',
    exportButton: 'Export as CSV',
    importButton: 'Import from CSV…',
    tabButton: 'Custom tab in Halo…',
    title: 'Import the mapping from CSV',
    help: 'Choose a file as the export writes it. You see what would change before anything does.',
    field: 'CSV file',
    tooLarge: (size: string) => `This file has ${size}. A mapping has 3 MB at most. Choose another file.`,
    unreadable: 'The file cannot be read. Choose it again, or close the program that holds it.',
    reading: 'Reading the file…',
    summary: (change: number, same: number, not: number) =>
      `${number(change)} would change, ${number(same)} are so already, ${number(not)} are not possible.`,
    verdicts: { 'would-change': 'changes', same: 'is so already', 'not-possible': 'not possible' },
    line: (line: number) => `line ${line}`,
    apply: (count: number) =>
      count === 0
        ? 'Change customers'
        : count === 1
          ? 'Change 1 customer'
          : `Change ${number(count)} customers`,
    applied: (count: number, refused: number) =>
      refused === 0 ? `${number(count)} changed.` : `${number(count)} changed, ${number(refused)} refused.`,
  },
  orders: {
    more: (count: number) => `and ${number(count)} more`,
    progress: (done: number, all: number) => `${number(done)} of ${number(all)}`,
    stop: 'Stop',
    stopped: 'Stopped.',
    left: (count: number) =>
      count === 1
        ? 'One is as it was: it was not sent.'
        : `${number(count)} are as they were: they were not sent.`,
    uncertain: (count: number) =>
      count === 1
        ? 'The connection broke: whether one more was changed is not certain.'
        : `The connection broke: whether ${number(count)} more were changed is not certain.`,
  },
  tab: {
    title: 'Open idemeum from a ticket',
    help: 'In Halo: Configuration → Custom objects → Custom tabs → New. Give it this URL. In each client, fill in the reference with the idemeum display name.',
    url: 'URL',
    check:
      'Clients whose reference differs from the display name are marked in the list, once a ticket of theirs was seen.',
  },
};
