import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const needs: Catalogue['needs'] = {
  title: 'Braucht Sie',
  warnings: {
    'connector-active': 'Wer eröffnet die Tickets?',
    'secrets-in-memory': 'Geheimnisse bleiben nur im Arbeitsspeicher',
    'journal-set-aside': 'Das Journal war beschädigt und wurde beiseitegelegt',
    'audit-broken': 'Das Protokoll ist nicht so, wie es geschrieben wurde',
    'profile-unconfirmed': 'Das Verbindungsprofil ist noch nicht bestätigt',
    'set-up': 'In der Einrichtung ist etwas zu berichtigen',
    'jit-not-disabled': 'Ein JIT-Konto ist noch aktiviert',
  },
  companionMakes: 'Der Companion eröffnet die Tickets',
  companionMakesHelp:
    'Er eröffnet und schließt für jede Anfrage ein Ticket. Schalten Sie den Connector in idemeum ab.',
  connectorMakes: 'Der Connector von idemeum eröffnet sie',
  connectorMakesHelp:
    'Der Companion eröffnet und schließt nichts; er findet die Tickets des Connectors, zeigt und verknüpft sie.',
  refused: (service) => `${service} weist den Companion ab`,
  retry: 'Wiederholen',
  dismiss: 'Verwerfen',
  dismissTitle: 'Diesen Schritt verwerfen?',
  dismissText: 'Der Companion gibt diesen Schritt endgültig auf und versucht ihn nicht wieder.',
  dismissMeans: {
    'open-ticket':
      'Für diese Anfrage wird kein Ticket eröffnet. Ist eines gewünscht, eröffnen Sie es in HaloPSA von Hand.',
    'close-ticket': 'Das Ticket bleibt in HaloPSA offen, bis jemand es dort von Hand schließt.',
    'close-duplicate': 'Das zweite Ticket bleibt in HaloPSA offen, bis jemand es dort von Hand schließt.',
    'decide-request':
      'Ihre Entscheidung wird nicht gesendet. Die Anfrage bleibt offen, und Sie können neu entscheiden.',
    'disable-jit':
      'Der Companion bittet idemeum nicht mehr, dieses Konto zu deaktivieren. Vergewissern Sie sich im Portal von idemeum, dass es deaktiviert ist.',
  },
  keep: 'Behalten',
  attempts: (times) => (times === 1 ? 'einmal versucht' : `${number(times)}-mal versucht`),
  waiting: (count) =>
    count === 1
      ? '1 Anfrage wartet auf einen Halo-Client'
      : `${number(count)} Anfragen warten auf einen Halo-Client`,
  mapping: {
    ambiguous: 'Mehrere Halo-Clients heißen so.',
    unmatched: 'Kein Halo-Client heißt so.',
    broken: 'Der früher gewählte Halo-Client ist weg oder inaktiv.',
    other: 'Für diesen Kunden ist kein Halo-Client bekannt.',
  },
  choose: 'Halo-Client wählen',
  unreadable: (id) => `Die Anfrage ${id} konnte nicht gelesen werden`,
  unreadableNoId: 'Eine Anfrage ohne lesbare Nummer wurde beiseitegelegt',
  times: (times) => (times === 1 ? 'einmal gesehen' : `${number(times)}-mal gesehen`),
  lastSeen: 'zuletzt',
  quarantineHelp: 'Verwerfen verbirgt sie; sie kommt wieder, wenn idemeum sie noch einmal sendet.',
  moreItems: (count) => `${number(count)} weitere zeigen`,
  fewerItems: 'Weniger zeigen',
};

export const mapping: Catalogue['mapping'] = {
  title: (customer) => `Welcher Halo-Client ist ${customer}?`,
  help: 'Alle wartenden Anfragen dieses Kunden bekommen dort ihr Ticket, spätere auch.',
  search: 'Halo-Client',
  placeholder: 'Einen Teil des Namens eingeben',
  none: 'Kein Halo-Client heißt so ähnlich. Versuchen Sie einen kürzeren Teil des Namens.',
  inactive: 'in Halo inaktiv',
  id: (id) => `#${id}`,
  found: (count) => (count === 1 ? '1 Client gefunden' : `${number(count)} Clients gefunden`),
  keys: 'Pfeiltasten wählen, Enter ordnet zu.',
  assigned: (customer, client) => `${customer} ist jetzt ${client} in HaloPSA.`,
  undone: 'Zurückgenommen.',
  gone: 'Diesen Kunden von idemeum gibt es hier nicht mehr. Es ist nichts mehr zu wählen.',
  meanwhile: (now) => `Das wurde inzwischen geändert. Jetzt: ${now}.`,
  goOn: 'Trotzdem wählen',
};
