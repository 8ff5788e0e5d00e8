import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const inbox: Catalogue['inbox'] = {
  filters: 'Filter',
  outcome: 'Ausgang',
  anyOutcome: 'beliebig',
  from: 'Von',
  to: 'Bis',
  parts: { customer: 'Kunde', person: 'Person', device: 'Gerät', application: 'Anwendung' },
  order: 'Wie die Liste gegliedert ist',
  orders: { time: 'Nach Zeit', customer: 'Nach Kunden' },
  groups: { today: 'Heute', yesterday: 'Gestern', week: 'Die letzten sieben Tage' },
  chooseAll: (group) => `Alle auswählen: ${group}`,
  csv: 'CSV',
  exported: (rows) => `${number(rows)} Zeilen …`,
  clear: 'Filter löschen',
  exportCsv: 'Als CSV exportieren',
  choose: (about) => `Auswählen: ${about}`,
  chosen: (count) => (count === 1 ? '1 Anfrage ausgewählt' : `${number(count)} Anfragen ausgewählt`),
  approveAll: 'Jede einmal genehmigen',
  denyAll: 'Jede einmal ablehnen',
  clearChoice: 'Keine auswählen',
  progress: (done, all) => `${number(done)} von ${number(all)}`,
  notSent: (count) =>
    count === 1 ? 'Eine wurde nicht gesendet.' : `${number(count)} wurden nicht gesendet.`,
  bulk: {
    title: 'Zusammen entschieden',
    means: 'Jede Entscheidung gilt nur für dieses eine Mal und legt keine Regel an.',
    all: 'Alle gezeigten auswählen',
    sent: (count) =>
      count === 1 ? '1 Entscheidung ist unterwegs.' : `${number(count)} Entscheidungen sind unterwegs.`,
    undo: (seconds) => `Alle rückgängig (${number(seconds)} s)`,
    takingBack: (done, all) => `Zurückgenommen: ${number(done)} von ${number(all)}`,
    undone: (takenBack, tooLate) =>
      tooLate === 0
        ? `${number(takenBack)} zurückgenommen.`
        : `${number(takenBack)} zurückgenommen, ${number(tooLate)} ${tooLate === 1 ? 'war' : 'waren'} schon gesendet.`,
    unclear: (count) =>
      count === 1
        ? 'Was aus einer wurde, ist nicht sicher.'
        : `Was aus ${number(count)} wurde, ist nicht sicher.`,
    results: {
      'to-come': 'kommt noch an die Reihe',
      taken: 'unterwegs',
      'taken-back': 'zurückgenommen, nichts wurde gesendet',
    },
  },
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
