import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const inbox: Catalogue['inbox'] = {
  filters: 'Filter',
  outcome: 'Ausgang',
  anyOutcome: 'beliebig',
  from: 'Von',
  to: 'Bis',
  group: 'Nach Kunden zusammenstellen',
  clear: 'Filter löschen',
  exportCsv: 'Als CSV exportieren',
  choose: (about) => `Auswählen: ${about}`,
  chosen: (count) => (count === 1 ? '1 Anfrage ausgewählt' : `${number(count)} Anfragen ausgewählt`),
  approveAll: 'Jede einmal genehmigen',
  denyAll: 'Jede einmal ablehnen',
  clearChoice: 'Keine auswählen',
  progress: (done, all) => `${number(done)} von ${number(all)}`,
  allSent: (count) =>
    count === 1 ? '1 Entscheidung ist unterwegs.' : `${number(count)} Entscheidungen sind unterwegs.`,
  notSent: (count) =>
    count === 1 ? 'Eine wurde nicht gesendet:' : `${number(count)} wurden nicht gesendet:`,
  seen: {
    title: 'Schon einmal gesehen',
    none: 'Bisher hat niemand nach dieser Anwendung gefragt.',
    sameFile: 'dieselbe Datei',
    sameName: 'eine Anwendung dieses Namens',
    outcome: {
      pending: 'noch nicht entschieden',
      approved: 'genehmigt',
      denied: 'abgelehnt',
      expired: 'verfallen',
      cancelled: 'zurückgezogen',
    },
    by: (who) => `von ${who}`,
  },
};
