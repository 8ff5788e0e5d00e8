import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const inbox: Catalogue['inbox'] = {
  filters: 'Filter',
  outcome: 'Ergebnis',
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
  clearChoice: 'Auswahl aufheben',
  progress: (done, all) => `${number(done)} von ${number(all)}`,
  notSent: (count) =>
    count === 1 ? 'Eine wurde nicht gesendet.' : `${number(count)} wurden nicht gesendet.`,
  bulk: {
    title: 'Gemeinsam entschieden',
    means: 'Jede Entscheidung gilt nur für dieses eine Mal und legt keine Regel an.',
    all: 'Alle gezeigten auswählen',
    sent: (count) =>
      count === 1 ? '1 Entscheidung ist unterwegs.' : `${number(count)} Entscheidungen sind unterwegs.`,
    undo: (seconds) => `Alle zurücknehmen (${number(seconds)} s)`,
    takingBack: (done, all) => `Zurückgenommen: ${number(done)} von ${number(all)}`,
    undone: (takenBack, tooLate) =>
      tooLate === 0
        ? `${number(takenBack)} zurückgenommen.`
        : `${number(takenBack)} zurückgenommen, ${number(tooLate)} ${tooLate === 1 ? 'war' : 'waren'} schon gesendet.`,
    unclear: (count) =>
      count === 1
        ? 'Bei einer ist nicht sicher, was aus ihr wurde.'
        : `Bei ${number(count)} ist nicht sicher, was aus ihnen wurde.`,
    results: {
      'to-come': 'wartet noch',
      taken: 'unterwegs',
      'taken-back': 'zurückgenommen, es wurde nichts gesendet',
    },
  },
  seen: {
    title: 'Schon einmal angefragt',
    none: 'Bisher hat niemand diese Anwendung angefragt.',
    sameFile: 'dieselbe Datei',
    sameName: 'eine Anwendung dieses Namens',
    outcome: {
      pending: 'noch nicht entschieden',
      approved: 'genehmigt',
      denied: 'abgelehnt',
      expired: 'abgelaufen',
      cancelled: 'zurückgezogen',
    },
    by: (who) => `von ${who}`,
  },
};
