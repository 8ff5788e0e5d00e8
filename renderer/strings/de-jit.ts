import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const jit: Catalogue['jit'] = {
  title: 'Wer jetzt wo Zugang hat',
  intro: 'Ihre zeitweiligen Administratorkonten in der Entra ID Ihrer Kunden.',
  none: 'Kein Konto ist aktiviert',
  noneHelp: 'Fordern Sie unten Zugang an. Das Konto erscheint hier mit der verbleibenden Zeit.',
  request: {
    title: 'Zugang anfordern oder ein Konto deaktivieren',
    field: 'Kunde oder Nummer eines Halo-Tickets',
    placeholder: 'Contoso oder 4711',
    nobody: 'Hier ist kein Kunde dieses Namens bekannt.',
    nobodyYet:
      'Noch ist kein Kunde bekannt. Kunden erscheinen mit der ersten Abfrage von idemeum: Prüfen Sie oben den Zustand von idemeum.',
    button: 'Zugang anfordern',
    buttonFor: (name) => `Zugang anfordern: ${name}`,
    byTicket: (id) => `Den Kunden von Ticket #${id} verwenden`,
  },
  confirm: {
    title: (name) => `Hat idemeum Ihnen Zugang zu ${name} gegeben?`,
    help: 'Die Seite des Kunden im Portal wurde geöffnet. Klicken Sie dort auf „Request access“ und bestätigen Sie es dann hier; der Companion zählt die Zeit und deaktiviert das Konto.',
    tied: (id) => `Es wird deaktiviert, wenn Ticket #${id} geschlossen wird.`,
    yes: 'Ja, es ist aktiviert',
    no: 'Nein',
    open: 'Das Portal erneut öffnen',
  },
  left: (text) => `noch ${text}`,
  overdue: 'abgelaufen',
  states: {
    active: 'aktiviert',
    ending: 'läuft bald ab',
    disabling: 'wird deaktiviert',
    disabled: 'deaktiviert',
    expired: 'abgelaufen',
    unknown: 'unbekannt',
  },
  reasons: {
    'by-hand': 'von Hand',
    'ticket-closed': 'das Ticket wurde geschlossen',
    'ticket-gone': 'das Ticket gibt es in Halo nicht mehr',
    'time-over': 'die Zeit war abgelaufen',
    'app-quit': 'der Companion wurde beendet',
    'device-locked': 'das Gerät war gesperrt',
    'signed-out': 'Sie haben sich abgemeldet',
  },
  until: 'bis',
  of: (email) => `Konto von ${email}`,
  disable: 'Deaktivieren',
  account: (name, email) => (email === null ? `Konto bei ${name}` : `Konto von ${email} bei ${name}`),
  disableFor: (account) => `Das ${account} deaktivieren`,
  disableMine: 'Alle meine deaktivieren',
  disabling: (count) =>
    count === 1 ? 'Ein Konto wird deaktiviert.' : `${number(count)} Konten werden deaktiviert.`,
  others: 'Dieses Konto gehört jemand anderem',
  disableAnyway: 'Trotzdem deaktivieren',
  yours: 'Ihres',
  final: 'Das lässt sich nicht rückgängig machen: Zugang muss im Portal neu angefordert werden.',
  recorded: 'Ihr Name wird dazu im Protokoll festgehalten.',
  all: {
    button: (count) => `Alle ${number(count)} deaktivieren`,
    buttonFor: (count, name) => `Alle ${number(count)} Konten bei ${name} deaktivieren`,
    title: (name) => `Alle Konten bei ${name} deaktivieren`,
    who: (name) =>
      `Wer mit einem dieser Konten arbeitet, verliert sofort den Administratorzugang zu ${name}:`,
    others: (count) =>
      count === 1
        ? 'Eines davon gehört einem anderen Techniker.'
        : `${number(count)} davon gehören anderen Technikern.`,
    submit: (count) => (count === 1 ? 'Ein Konto deaktivieren' : `${number(count)} Konten deaktivieren`),
    none: 'Dort ist kein Konto mehr aktiviert.',
    progress: (done, total) =>
      done === total
        ? 'Alle sind deaktiviert. idemeum hat es bestätigt.'
        : `${number(done)} von ${number(total)} deaktiviert`,
  },
  one: {
    open: 'Konto deaktivieren',
    openFor: (name) => `Konto deaktivieren: ${name}`,
    title: (name) => `Das Konto eines Technikers bei ${name} deaktivieren`,
    help: 'Für ein Konto, das oben nicht steht: Es wurde im Portal oder von einem anderen Computer aus aktiviert.',
    field: 'E-Mail-Adresse des Technikers',
    invalid: 'Geben Sie die E-Mail-Adresse ein, unter der idemeum den Techniker kennt.',
    means: (name) => `Wer mit dem Konto arbeitet, verliert sofort den Administratorzugang zu ${name}.`,
    button: 'Das Konto deaktivieren',
  },
  notShown: (count) =>
    count === 1
      ? 'Ein weiteres Konto wird hier nicht gezeigt.'
      : `${number(count)} weitere Konten werden hier nicht gezeigt.`,
  extend: 'Verlängern',
  extendFor: (name) => `Zugang zu ${name} verlängern`,
  tie: 'An ein Ticket binden',
  tieFor: (account) => `Das ${account} an ein Ticket binden`,
  tieTitle: (name) => `Das Konto bei ${name} deaktivieren, wenn ein Ticket geschlossen wird`,
  tieField: 'Halo-Ticket',
  tieHelp: 'Nummer, Adresse oder Wörter daraus. Mit den Pfeiltasten auswählen, mit Enter binden.',
  tickets: {
    loading: 'Die offenen Tickets werden aus Halo geladen …',
    none: 'Kein offenes Ticket dieses Kunden passt. Geben Sie die Nummer ein.',
    found: (count) => (count === 1 ? '1 Ticket' : `${number(count)} Tickets`),
  },
  tiedNow: (id) => `Zurzeit ist es an Ticket #${id} gebunden.`,
  untie: 'Bindung lösen',
  tiedTo: 'endet mit Ticket',
  history: 'Frühere Konten',
  noHistory: 'Noch keine.',
  ended: 'beendet',
  more: 'Ältere zeigen',
};
