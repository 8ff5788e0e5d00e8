import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const jit: Catalogue['jit'] = {
  title: 'Wer jetzt wohin kommt',
  intro: 'Ihre zeitweiligen Administratorkonten in der Entra ID von Kunden.',
  none: 'Kein Konto ist aktiviert',
  noneHelp: 'Fordern Sie unten Zugang an. Das Konto erscheint hier mit der Zeit, die ihm bleibt.',
  request: {
    title: 'Zugang anfordern oder ein Konto deaktivieren',
    field: 'Kunde oder Nummer eines Halo-Tickets',
    placeholder: 'Contoso oder 4711',
    nobody: 'Kein Kunde dieses Namens ist hier bekannt.',
    nobodyYet:
      'Noch ist kein Kunde bekannt. Sie kommen mit der ersten Abfrage von idemeum: Sehen Sie oben nach dem Zustand von idemeum.',
    button: 'Zugang anfordern',
    buttonFor: (name) => `Zugang anfordern: ${name}`,
    byTicket: (id) => `Den Kunden von Ticket #${id} nehmen`,
  },
  confirm: {
    title: (name) => `Hat idemeum Ihnen Zugang zu ${name} gegeben?`,
    help: 'Die Seite des Kunden im Portal wurde geöffnet. Drücken Sie dort „Request access“ und sagen Sie es dann hier; der Companion zählt die Zeit und deaktiviert das Konto.',
    tied: (id) => `Es wird deaktiviert, wenn Ticket #${id} geschlossen wird.`,
    yes: 'Ja, es ist aktiviert',
    no: 'Nein',
    open: 'Das Portal noch einmal öffnen',
  },
  left: (text) => `noch ${text}`,
  overdue: 'vorbei',
  states: {
    active: 'aktiviert',
    ending: 'endet bald',
    disabling: 'wird deaktiviert',
    disabled: 'deaktiviert',
    expired: 'vorbei',
    unknown: 'nicht bekannt',
  },
  reasons: {
    'by-hand': 'von Hand',
    'ticket-closed': 'sein Ticket wurde geschlossen',
    'ticket-gone': 'sein Ticket gibt es in Halo nicht mehr',
    'time-over': 'seine Zeit war um',
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
  others: 'Das ist das Konto von jemand anderem',
  disableAnyway: 'Trotzdem deaktivieren',
  yours: 'Ihres',
  final: 'Das lässt sich nicht rückgängig machen: Zugang muss im Portal neu angefordert werden.',
  recorded: 'Es wird festgehalten, dass Sie deaktiviert haben.',
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
  tieHelp: 'Nummer, Adresse oder Wörter daraus. Pfeiltasten wählen, Enter bindet.',
  tickets: {
    loading: 'Halo wird nach den offenen Tickets gefragt …',
    none: 'Kein offenes Ticket dieses Kunden passt. Geben Sie die Nummer ein.',
    found: (count) => (count === 1 ? '1 Ticket' : `${number(count)} Tickets`),
  },
  untie: 'An keines binden',
  tiedTo: 'endet mit Ticket',
  history: 'Frühere Konten',
  noHistory: 'Noch keine.',
  ended: 'endete',
  more: 'Ältere zeigen',
};
