import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const health: Catalogue['healthScreen'] = {
  title: 'Wie es steht',
  intro:
    'Beide Dienste, der Schlüsselbund dieses Computers, Benachrichtigungen und Sitzungen, und was zu tun ist, wo etwas nicht stimmt.',
  services: {
    title: 'Dienste',
    latency: (ms) => `antwortet in ${number(ms)} ms`,
    signedInUntil: 'meldet sich neu an',
    budget: 'Halo-Aufrufe in den letzten 5 Minuten',
    lastPoll: 'Letzte Abfrage von idemeum',
    nextPoll: 'Die nächste',
  },
  check: {
    title: 'Die Verbindungen prüfen',
    help: 'Liest von allem, was der Companion braucht, ein wenig. Nichts wird geschrieben.',
    button: 'Jetzt prüfen',
    again: 'Noch einmal prüfen',
    trying: 'Wird geprüft …',
    allGood: 'Alles, was der Companion braucht, ist da.',
    someFailed: (count) =>
      count === 1 ? 'Eine Prüfung scheiterte.' : `${number(count)} Prüfungen scheiterten.`,
    states: { ok: 'gut', failed: 'gescheitert', 'left-out': 'ausgelassen' },
    checks: {
      'halo-sign-in': 'Anmeldung bei Halo',
      'halo-agent': 'Der API-only-Agent',
      'halo-tickets': 'Tickets lesen',
      'halo-clients': 'Clients lesen',
      'halo-assets': 'Assets lesen',
      'halo-names': 'Tickettyp, Kategorie, Dringlichkeit, Auswirkung und Status sind da',
      'idemeum-sign-in': 'Anmeldung bei idemeum',
      'idemeum-requests': 'Anfragen lesen',
      'idemeum-customers': 'Kunden lesen',
    },
  },
  keychain: {
    title: 'Schlüsselbund',
    help: 'Client-Secrets liegen nur im Schlüsselbund dieses Computers.',
    practice:
      'Der Übungsmodus bringt eigene vorgetäuschte Geheimnisse mit; der Schlüsselbund wird nicht gebraucht.',
  },
  alerts: {
    title: 'Benachrichtigungen',
    help: 'Warum Sie eine Benachrichtigung bekommen haben oder nicht.',
    test: 'Jetzt eine zeigen',
    shown: 'Sie wurde gezeigt.',
    none: 'Noch war nichts zu melden.',
    states: { shown: 'gezeigt', 'not-shown': 'nicht gezeigt', 'under-way': 'dem System übergeben' },
  },
  report: {
    title: 'Bericht für den Support',
    help: 'Für jemanden, der Ihnen hilft. Geheimnisse stehen nie darin; Namen und Adressen werden entfernt. Lesen Sie ihn, bevor Sie ihn kopieren.',
    make: 'Bericht erstellen',
    text: 'Der Bericht',
    copy: 'Bericht kopieren',
    copied: 'Kopiert',
    log: 'Die Logdatei zeigen',
  },
};
