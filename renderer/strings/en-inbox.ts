import { number } from './locale.ts';
/** Texts of what the list of requests can do beyond single rows. */
export const inbox = {
  filters: 'Filters',
  outcome: 'Outcome',
  anyOutcome: 'any',
  from: 'From',
  to: 'To',
  group: 'Put together by customer',
  clear: 'Clear filters',
  exportCsv: 'Export as CSV',
  choose: (about: string) => `Choose: ${about}`,
  chosen: (count: number) => (count === 1 ? '1 request chosen' : `${number(count)} requests chosen`),
  approveAll: 'Approve each once',
  denyAll: 'Deny each once',
  clearChoice: 'Choose none',
  progress: (done: number, all: number) => `${number(done)} of ${number(all)}`,
  allSent: (count: number) =>
    count === 1 ? '1 decision is on its way.' : `${number(count)} decisions are on their way.`,
  notSent: (count: number) => (count === 1 ? 'One was not sent:' : `${number(count)} were not sent:`),
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
