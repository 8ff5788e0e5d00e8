import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const mappings: Catalogue['mappings'] = {
  title: 'Welcher Kunde ist welcher Halo-Client',
  intro:
    'Tickets gehen an den Client, dem ein Kunde zugeordnet ist. Gleiche Namen werden automatisch zugeordnet.',
  search: 'Kunden und Clients suchen',
  filters: {
    all: 'Alle',
    open: 'Handlungsbedarf',
    'by-display-name': 'Nach Anzeigename',
    'by-name': 'Nach Name',
    manual: 'Von Hand',
    ambiguous: 'Mehrdeutig',
    unmatched: 'Kein Treffer',
    ignored: 'Ignoriert',
    broken: 'Ungültig',
  },
  filterLabel: 'Zeigen',
  states: {
    'by-display-name': 'nach dem Anzeigenamen gefunden',
    'by-name': 'nach dem Namen gefunden',
    manual: 'von Hand gewählt',
    ambiguous: 'mehrere Clients heißen so',
    unmatched: 'kein Client heißt so',
    ignored: 'ignoriert: keine Tickets',
    broken: 'ungültig: Der Client fehlt oder ist inaktiv',
  },
  by: (who) => `von ${who}`,
  noClient: 'kein Client',
  clientGone: (id) => `Client #${id}`,
  noName: 'ohne Namen',
  shown: (total) => (total === 1 ? '1 Kunde' : `${number(total)} Kunden`),
  choose: 'Wählen …',
  change: 'Ändern …',
  chooseFor: (name) => `Den Halo-Client von ${name} wählen`,
  accept: (client) => `${client} übernehmen`,
  acceptFor: (name, client) => `${name} ist ${client}`,
  close: (percent) => `${number(percent)} % ähnlich`,
  ignore: 'Ignorieren',
  ignoreFor: (name) => `${name} ignorieren: Anfragen bekommen keine Tickets`,
  automatic: 'Wieder automatisch zuordnen',
  automaticFor: (name) => `${name} wieder automatisch zuordnen`,
  saving: 'wird gespeichert …',
  refused: (text) => `Nicht geändert: ${text}`,
  undoWhat: (what) => `Rückgängig: ${what}`,
  redoWhat: (what) => `Wiederherstellen: ${what}`,
  nothingToUndo: 'Es gibt nichts rückgängig zu machen',
  nothingToRedo: 'Es gibt nichts wiederherzustellen',
  turned: (count) =>
    count === 1 ? 'Ein Kunde wurde zurückgesetzt.' : `${number(count)} Kunden wurden zurückgesetzt.`,
  none: 'Noch ist kein Kunde bekannt',
  noneHelp: 'Kunden erscheinen mit der ersten Abfrage von idemeum. Prüfen Sie oben den Zustand von idemeum.',
  noneFound: 'Kein Kunde passt',
  noneFoundHelp: 'Versuchen Sie ein anderes Wort oder zeigen Sie alle Kunden.',
  showAll: 'Alle Kunden zeigen',
  allMapped: 'Kein Handlungsbedarf',
  allMappedHelp: 'Jeder Kunde hat seinen Client oder wird ignoriert.',
  waiting: (count) => (count === 1 ? '1 Ticket wartet' : `${number(count)} Tickets warten`),
  differs: (reference) =>
    reference === ''
      ? 'Der Client hat in Halo keine Reference: Der Custom Tab fände diesen Kunden nicht.'
      : `Die Reference des Clients in Halo ist „${reference}“ und nicht der Anzeigename: Der Custom Tab fände diesen Kunden nicht.`,
  keys: 'Tasten: j k bewegen, Enter wählt, a übernimmt, i ignoriert, / sucht, Strg Z macht rückgängig',
  bulk: {
    button: 'Vorschläge übernehmen …',
    title: 'Vorschläge übernehmen',
    help: 'Kunden ohne Client, mit dem Client, dessen Name am ähnlichsten ist. Es geschieht nichts, bevor Sie sie übernehmen.',
    loading: 'Namen werden verglichen …',
    slider: 'Wie ähnlich die Namen sein müssen',
    preview: (count, closest) =>
      count === 0
        ? `So ähnlich ist kein Vorschlag. Der ähnlichste kommt auf ${closest} %.`
        : count === 1
          ? '1 Kunde bekäme seinen Client:'
          : `${number(count)} Kunden bekämen ihren Client:`,
    none: 'Es gibt keinen Vorschlag: Kein Kunde ohne Client heißt so ähnlich wie ein Client in Halo.',
    accept: (count) => (count === 0 ? 'Übernehmen' : `${number(count)} übernehmen`),
    done: (count) =>
      count === 1 ? '1 Kunde hat jetzt seinen Client.' : `${number(count)} Kunden haben jetzt ihren Client.`,
  },
  files: {
    button: 'CSV und Custom Tab',
    exportButton: 'Als CSV exportieren',
    importButton: 'Aus CSV importieren …',
    tabButton: 'Custom Tab in Halo …',
    title: 'Die Zuordnung aus CSV importieren',
    help: 'Wählen Sie eine Datei, wie der Export sie schreibt. Sie sehen, was sich ändern würde, bevor sich etwas ändert.',
    field: 'CSV-Datei',
    tooLarge: (size) =>
      `Diese Datei hat ${size}. Eine Zuordnung hat höchstens 3 MB. Wählen Sie eine andere Datei.`,
    unreadable:
      'Die Datei lässt sich nicht lesen. Wählen Sie sie noch einmal, oder schließen Sie das Programm, das sie offen hält.',
    reading: 'Die Datei wird gelesen …',
    summary: (change, same, not) =>
      `${number(change)} würden sich ändern, ${number(same)} bleiben gleich, ${number(not)} sind nicht möglich.`,
    verdicts: { 'would-change': 'ändert sich', same: 'bleibt gleich', 'not-possible': 'nicht möglich' },
    line: (line) => `Zeile ${line}`,
    apply: (count) =>
      count === 0 ? 'Kunden ändern' : count === 1 ? 'Einen Kunden ändern' : `${number(count)} Kunden ändern`,
    applied: (count, refused) =>
      refused === 0
        ? `${number(count)} geändert.`
        : `${number(count)} geändert, ${number(refused)} abgelehnt.`,
  },
  orders: {
    more: (count) => `und ${number(count)} weitere`,
    progress: (done, all) => `${number(done)} von ${number(all)}`,
    stop: 'Anhalten',
    stopped: 'Angehalten.',
    left: (count) =>
      count === 1
        ? 'Einer ist, wie er war: Er wurde nicht gesendet.'
        : `${number(count)} sind, wie sie waren: Sie wurden nicht gesendet.`,
    uncertain: (count) =>
      count === 1
        ? 'Die Verbindung ist abgerissen: Ob noch einer geändert wurde, ist nicht sicher.'
        : `Die Verbindung ist abgerissen: Ob noch ${number(count)} geändert wurden, ist nicht sicher.`,
  },
  tab: {
    title: 'idemeum aus einem Ticket heraus öffnen',
    help: 'In Halo: Configuration → Custom objects → Custom tabs → New. Geben Sie dort diese URL ein. Tragen Sie bei jedem Client als Reference den Anzeigenamen in idemeum ein.',
    url: 'URL',
    check:
      'Clients, deren Reference vom Anzeigenamen abweicht, sind in der Liste markiert, sobald ein Ticket von ihnen gesehen wurde.',
  },
};
