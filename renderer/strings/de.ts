import type { Catalogue } from './catalogue.ts';
import { activity } from './de-activity.ts';
import { frame } from './de-frame.ts';
import { health as healthScreen } from './de-health.ts';
import { inbox } from './de-inbox.ts';
import { jit } from './de-jit.ts';
import { mappings } from './de-mapping.ts';
import { mapping, needs } from './de-needs.ts';
import { palette } from './de-palette.ts';
import { panel, sessions } from './de-panel.ts';
import { decide, fields, request, ticket } from './de-request.ts';
import { settings } from './de-settings.ts';
import { start } from './de-start.ts';
import { number } from './locale.ts';

/** Every text of the window in German. Names of menus in Halo and idemeum stay as these show them. */
export const de: Catalogue = {
  activity,
  decide,
  fields,
  healthScreen,
  frame,
  inbox,
  jit,
  mapping,
  mappings,
  needs,
  palette,
  panel,
  request,
  sessions,
  settings,
  start,
  ticket,
  undo: 'Rückgängig',
  copy: { copy: 'Kopieren', copied: 'Kopiert' },
  product: 'idemeum Companion',
  forHalo: 'für HaloPSA',
  practice: 'Übungsmodus: vorgetäuschte Dienste',
  practiceHelp: 'Nichts von hier erreicht ein echtes idemeum oder ein echtes HaloPSA.',
  version: (version) => `Version ${version}`,
  decidesAs: (email) => `Sie entscheiden als ${email}`,
  loading: 'Die Anfragen werden geladen …',
  close: 'Schließen',
  cancel: 'Abbrechen',
  tryAgain: 'Erneut versuchen',
  chooseFile: 'Datei wählen …',
  failedTitle: 'Das konnte nicht geladen werden',
  notLoaded:
    'Ein Teil dieses Fensters kam nicht an. Sehen Sie nach, ob der Companion noch läuft; läuft er und das bleibt so, öffnen Sie das Fenster neu.',

  connection: {
    lost: 'Verbindung zum Companion verloren – neuer Versuch läuft',
    lostHelp: 'Sie sehen den letzten bekannten Stand. Hält das an, prüfen Sie, ob der Companion noch läuft.',
    signedOut: 'Der Companion wurde neu gestartet und kennt dieses Fenster nicht mehr',
    signedOutHelp:
      'Drücken Sie in dem Terminal, in dem der Companion läuft, die Eingabetaste und öffnen Sie den neuen Link.',
    tryNow: 'Jetzt versuchen',
    notSent:
      'Es wurde nichts gesendet: Es besteht keine Verbindung zum Companion. Versuchen Sie es erneut, sobald sie wieder besteht.',
    uncertain: 'Beim Senden brach die Verbindung ab. Prüfen Sie die Anfrage, bevor Sie es erneut versuchen.',
    restored: 'Wieder mit dem Companion verbunden.',
  },

  services: { idemeum: 'idemeum', halo: 'HaloPSA' },
  health: {
    starting: 'noch nicht abgefragt',
    ok: 'in Ordnung',
    troubled: 'gestört',
    refused: 'verweigert den Zugriff',
  },
  healthHelp: {
    starting: 'Der Companion hat diesen Dienst noch nicht aufgerufen.',
    ok: 'Der letzte Aufruf war erfolgreich.',
    troubled:
      'Der Companion versucht es automatisch erneut. Bis dahin geht nichts verloren; Sie müssen nichts tun.',
    refused:
      'Der Companion ruft diesen Dienst nicht mehr auf. Lassen Sie Zugangsdaten oder Berechtigungen korrigieren und klicken Sie dann auf „Jetzt abgleichen“.',
  },
  lastSuccess: 'Zuletzt erfolgreich',
  nextTry: 'Nächster Versuch',
  never: 'nie',
  lastPoll: 'Letzte Abfrage',
  notPolled: 'Noch nicht abgefragt',
  paused: 'Die Abfrage ist angehalten',
  everySeconds: (seconds) => `Abfrage alle ${number(seconds)} s`,
  syncNow: 'Jetzt abgleichen',
  syncStarted: 'idemeum und HaloPSA werden jetzt abgefragt …',
  syncRunning: 'Ein Abgleich läuft schon.',
  budget: 'Halo-Aufrufe',
  budgetOf: (used, allowed) => `${number(used)} von ${number(allowed)}`,
  budgetHelp: (used, allowed, minutes) =>
    `${number(used)} der ${number(allowed)} Aufrufe, die sich der Companion bei HaloPSA in ${number(minutes)} Minuten erlaubt`,

  filters: { pending: 'Offen', decided: 'Entschieden', attention: 'Handlungsbedarf', all: 'Alle' },
  filterLabel: 'Welche Anfragen gezeigt werden',
  stages: {
    opening: 'wird eröffnet',
    open: 'offen',
    closing: 'wird geschlossen',
    closed: 'geschlossen',
    awaitingMapping: 'wartet auf Zuordnung',
  },
  stagesLabel: 'Tickets nach Zustand',

  search: 'Personen, Geräte, Kunden, Anwendungen suchen',
  searchKey: '/',
  clearSearch: 'Suche löschen',
  shown: (shown, total) =>
    shown === total
      ? `${number(total)} ${total === 1 ? 'Anfrage' : 'Anfragen'}`
      : `${number(shown)} von ${number(total)} Anfragen`,
  showMore: 'Mehr zeigen',
  requests: 'Anfragen',

  empty: {
    pending: { title: 'Niemand wartet', text: 'Neue Anfragen erscheinen hier automatisch.' },
    decided: {
      title: 'Noch nichts entschieden',
      text: 'Anfragen stehen hier, sobald jemand sie entschieden hat.',
    },
    attention: {
      title: 'Kein Ticket mit Handlungsbedarf',
      text: 'Anfragen, deren Ticket wartet oder feststeckt, erscheinen hier.',
    },
    all: {
      title: 'Noch keine Anfragen',
      text: 'Der Companion fragt idemeum laufend ab. Die erste Anfrage erscheint hier automatisch.',
    },
    search: {
      title: (text) => `Keine Treffer für „${text}“`,
      text: 'Suchen Sie in allen Anfragen oder löschen Sie die Suche.',
    },
    narrowed: { title: 'Keine Anfrage passt zu diesen Filtern', text: 'Erweitern oder löschen Sie sie.' },
    showAll: 'Alle Anfragen zeigen',
  },

  keys: {
    button: 'Tasten',
    title: 'Tastenkürzel',
    list: [
      ['j', 'Nächste Anfrage'],
      ['k', 'Vorige Anfrage'],
      ['Enter', 'Details zeigen oder ausblenden'],
      ['a', 'Genehmigen'],
      ['d', 'Ablehnen'],
      ['x', 'Auswählen, um über mehrere gemeinsam zu entscheiden'],
      ['u', 'Eine Entscheidung zurücknehmen, bevor sie gesendet ist'],
      ['/', 'Suchen'],
      ['?', 'Diese Hilfe'],
      ['Esc', 'Schließen'],
    ],
  },

  announce: {
    request: (who, what, where) => `Neue Anfrage: ${who} möchte ${what} ausführen (${where})`,
    requests: (count) => `${number(count)} neue Anfragen`,
  },
};
