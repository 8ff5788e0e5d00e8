import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const needs: Catalogue['needs'] = {
  title: 'Handlungsbedarf',
  warnings: {
    'connector-active': 'Wer eröffnet die Tickets?',
    'secrets-in-memory': 'Secrets bleiben nur im Arbeitsspeicher',
    'journal-set-aside': 'Das Journal war beschädigt und wurde beiseitegelegt',
    'audit-broken': 'Das Protokoll ist nicht so, wie es geschrieben wurde',
    'profile-unconfirmed': 'Das Verbindungsprofil ist noch nicht bestätigt',
    'set-up': 'In der Einrichtung ist etwas zu korrigieren',
    'jit-not-disabled': 'Ein JIT-Konto ist noch aktiviert',
  },
  companionMakes: 'Der Companion eröffnet die Tickets',
  companionMakesHelp:
    'Er eröffnet und schließt für jede Anfrage ein Ticket. Schalten Sie den Connector in idemeum ab.',
  connectorMakes: 'Der Connector von idemeum eröffnet sie',
  connectorMakesHelp:
    'Der Companion eröffnet und schließt nichts; er findet die Tickets des Connectors, zeigt und verknüpft sie.',
  refused: (service) => `${service} weist den Companion ab`,
  retry: 'Erneut versuchen',
  dismiss: 'Verwerfen',
  dismissTitle: 'Diesen Schritt verwerfen?',
  dismissText: 'Der Companion gibt diesen Schritt endgültig auf und versucht ihn nicht mehr.',
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
    broken: 'Der früher gewählte Halo-Client fehlt oder ist inaktiv.',
    other: 'Für diesen Kunden ist kein Halo-Client bekannt.',
  },
  choose: 'Halo-Client wählen',
  unreadable: (id) => `Die Anfrage ${id} konnte nicht gelesen werden`,
  unreadableNoId: 'Eine Anfrage ohne lesbare ID wurde beiseitegelegt',
  times: (times) => (times === 1 ? 'einmal gesehen' : `${number(times)}-mal gesehen`),
  lastSeen: 'zuletzt',
  quarantineHelp: 'Verwerfen blendet sie aus; sie kommt wieder, wenn idemeum sie noch einmal sendet.',
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
  keys: 'Mit den Pfeiltasten auswählen, mit Enter zuordnen.',
  assigned: (customer, client) => `${customer} ist jetzt ${client} in HaloPSA.`,
  undone: 'Zurückgenommen.',
  gone: 'Dieser Kunde von idemeum ist hier nicht mehr bekannt. Es gibt nichts mehr zu wählen.',
  meanwhile: (now) => `Das wurde inzwischen geändert. Jetzt: ${now}.`,
  goOn: 'Trotzdem wählen',
};
