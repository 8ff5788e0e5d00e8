import { number } from './locale.ts';
/** Texts of what the list of requests can do beyond single rows. */
export const inbox = {
  filters: 'Filters',
  outcome: 'Outcome',
  anyOutcome: 'any',
  from: 'From',
  to: 'To',
  parts: { customer: 'Customer', person: 'Person', device: 'Device', application: 'Application' },
  order: 'How the list is grouped',
  orders: { time: 'By time', customer: 'By customer' },
  groups: { today: 'Today', yesterday: 'Yesterday', week: 'The last seven days' },
  chooseAll: (group: string) => `Choose all: ${group}`,
  csv: 'CSV',
  exported: (rows: number) => `${number(rows)} rows…`,
  clear: 'Clear filters',
  exportCsv: 'Export as CSV',
  choose: (about: string) => `Choose: ${about}`,
  chosen: (count: number) => (count === 1 ? '1 request chosen' : `${number(count)} requests chosen`),
  approveAll: 'Approve each once',
  denyAll: 'Deny each once',
  clearChoice: 'Choose none',
  progress: (done: number, all: number) => `${number(done)} of ${number(all)}`,
  notSent: (count: number) => (count === 1 ? 'One was not sent.' : `${number(count)} were not sent.`),
  bulk: {
    title: 'Decided together',
    means: 'Each decision covers one use only and makes no rule.',
    all: 'Choose all shown',
    sent: (count: number) =>
      count === 1 ? '1 decision is on its way.' : `${number(count)} decisions are on their way.`,
    undo: (seconds: number) => `Undo all (${number(seconds)} s)`,
    takingBack: (done: number, all: number) => `Taking back: ${number(done)} of ${number(all)}`,
    undone: (takenBack: number, tooLate: number) =>
      tooLate === 0
        ? `${number(takenBack)} taken back.`
        : `${number(takenBack)} taken back, ${number(tooLate)} ${tooLate === 1 ? 'was' : 'were'} already sent.`,
    unclear: (count: number) =>
      count === 1 ? 'What became of one is not certain.' : `What became of ${number(count)} is not certain.`,
    results: {
      'to-come': 'waits for its turn',
      taken: 'on its way',
      'taken-back': 'taken back, nothing was sent',
    },
  },
  seen: {
    title: 'Seen before',
    none: 'Nobody asked for this application before.',
    sameFile: 'the same file',
    sameName: 'an application of this name',
    outcome: {
      pending: 'not decided yet',
      approved: 'approved',
      denied: 'denied',
      expired: 'expired',
      cancelled: 'cancelled',
    },
    by: (who: string) => `by ${who}`,
  },
};
