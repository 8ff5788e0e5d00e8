import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const health: Catalogue['healthScreen'] = {
  title: 'Wie es steht',
  intro:
    'Dienste, Datenbank, Schlüsselbund, Sitzungen und Benachrichtigungen, und was zu tun ist, wo etwas nicht stimmt.',
  services: {
    title: 'Dienste',
    latency: 'Antwortzeit',
    milliseconds: (ms) => `${number(ms)} ms`,
    unknown: 'noch nicht bekannt',
    token: 'Token läuft ab',
    noToken: 'nicht angemeldet',
    budget: 'Halo-Aufrufe',
    budgetHelp: (allowed, limit, minutes) =>
      `in ${number(minutes)} Minuten. Der Companion nutzt höchstens ${number(allowed)}; der Rest von Halos Limit von ${number(limit)} bleibt für Ihre anderen Integrationen.`,
    polling: 'Abfrage',
    nextPoll: 'Nächste Abfrage',
  },
  needs: {
    stuck: (count) =>
      count === 1
        ? 'Ein Schritt steckt fest oder wurde beiseitegelegt.'
        : `${number(count)} Schritte stecken fest oder wurden beiseitegelegt.`,
    unmapped: (count) =>
      count === 1
        ? 'Ein Ticket wartet auf einen Halo-Client.'
        : `${number(count)} Tickets warten auf einen Halo-Client.`,
    lookAtRequests: 'Ansehen',
    lookAtMapping: 'Zur Zuordnung',
  },
  database: {
    title: 'Datenbank',
    help: 'Das Journal: alles, was der Companion weiß und getan hat, in einer Datei auf diesem Computer.',
    state: 'Zustand',
    sound: 'unversehrt',
    begunAnew: 'neu angelegt',
    checked: 'geprüft',
    schema: (version) => `Version ${number(version)}`,
    setAside: (file) =>
      `Das vorherige war beschädigt und liegt als ${file} bereit. Tickets werden über ihre Kennung wiedergefunden, keines wird doppelt eröffnet.`,
    copies: (names) => `Daneben: ${names}`,
    file: 'Datei',
    size: 'Größe',
    free: (size) => `${size} sind auf diesem Datenträger frei`,
    record: 'Protokoll',
  },
  check: {
    title: 'Die Verbindungen prüfen',
    help: 'Liest von allem, was der Companion braucht, eine kleine Menge. Es wird nichts geschrieben.',
    button: 'Jetzt prüfen',
    again: 'Erneut prüfen',
    trying: (done) => `Die Prüfung läuft … (${number(done)} erledigt)`,
    allGood: 'Alles, was der Companion braucht, ist da.',
    someFailed: (count) =>
      count === 1 ? 'Eine Prüfung ist fehlgeschlagen.' : `${number(count)} Prüfungen sind fehlgeschlagen.`,
    states: { ok: 'in Ordnung', failed: 'fehlgeschlagen', 'left-out': 'ausgelassen' },
    checks: {
      'halo-sign-in': 'Anmeldung bei Halo',
      'halo-agent': 'Der API-only-Agent',
      'halo-tickets': 'Tickets lesen',
      'halo-clients': 'Clients lesen',
      'halo-assets': 'Assets lesen',
      'halo-names': 'Tickettyp, Kategorie, Dringlichkeit, Auswirkung und Status sind vorhanden',
      'idemeum-sign-in': 'Anmeldung bei idemeum',
      'idemeum-requests': 'Anfragen lesen',
      'idemeum-customers': 'Kunden lesen',
    },
  },
  keychain: {
    title: 'Schlüsselbund',
    help: 'Client-Secrets liegen nur im Schlüsselbund dieses Computers.',
    practice:
      'Der Übungsmodus bringt eigene vorgetäuschte Secrets mit; der Schlüsselbund wird nicht gebraucht.',
  },
  alerts: {
    title: 'Benachrichtigungen',
    help: 'Warum Sie eine Benachrichtigung bekommen haben oder nicht.',
    off: (kinds) => `In den Einstellungen abgeschaltet: ${kinds}`,
    quiet: (from, to) => `Ruhezeit von ${from} bis ${to}`,
    change: 'Ändern',
    test: 'Testbenachrichtigung zeigen',
    shown: 'Die Benachrichtigung wurde gezeigt.',
    none: 'Bisher gab es nichts zu melden.',
    states: { shown: 'gezeigt', 'not-shown': 'nicht gezeigt', 'under-way': 'dem System übergeben' },
  },
  report: {
    title: 'Bericht für den Support',
    help: 'Für alle, die Ihnen helfen. Secrets stehen nie darin; Namen und Adressen werden entfernt. Lesen Sie ihn, bevor Sie ihn kopieren.',
    make: 'Bericht erstellen',
    text: 'Der Bericht',
    copy: 'Bericht kopieren',
    copied: 'Kopiert',
    log: 'Die Logdatei zeigen',
  },
};
