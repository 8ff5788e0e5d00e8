import type { Catalogue } from './catalogue.ts';

export const fields: Catalogue['settings']['fields'] = {
  'halo.url': {
    label: 'Adresse von Halo',
    help: 'Etwa https://example.halopsa.com. Alles Weitere findet sich damit.',
  },
  'halo.clientId': {
    label: 'Client ID in Halo',
    help: 'Der Anwendung in Halo: Configuration → Integrations → HaloPSA API → View applications.',
  },
  'halo.tokenUrl': { label: 'Adresse für Token', help: 'Nur wo Halo sie nicht selbst nennt.' },
  'halo.tenant': { label: 'Tenant', help: 'Nur wo Halo ihn nicht selbst nennt.' },
  'halo.requestLimit': {
    label: 'Halos Grenze an Aufrufen in 5 Minuten',
    help: '300 bei gehosteten Instanzen.',
  },
  'halo.budgetShare': {
    label: 'Anteil des Companions daran',
    help: 'Zwischen 0 und 1. Der Rest ist für Ihre anderen Integrationen.',
  },
  'idemeum.url': { label: 'Adresse Ihres Tenants bei idemeum', help: 'Etwa https://example.idemeum.com.' },
  'idemeum.clientId': {
    label: 'Client ID in idemeum',
    help: 'Des oAuth2-Clients in idemeum: Settings → Integrations → Add oAuth2 client.',
  },
  'idemeum.profile': {
    label: 'Verbindungsprofil',
    help: 'Pfad einer Datei mit den Pfaden Ihres Tenants. Leer: das eingebaute.',
  },
  'technician.email': {
    label: 'Ihre E-Mail-Adresse',
    help: 'Wie in idemeum. An ihr hängen Ihre Entscheidungen und JIT-Konten.',
  },
  'ticket.type': { label: 'Tickettyp', help: 'Jedes Tickets, das eröffnet wird.' },
  'ticket.category': { label: 'Kategorie', help: 'Ebenen mit > verbunden.' },
  'ticket.urgency': { label: 'Dringlichkeit', help: '' },
  'ticket.impact': { label: 'Auswirkung', help: '' },
  'ticket.closedStatus': { label: 'Status beim Schließen', help: '' },
  'ticket.closureMinutes': { label: 'Gebuchte Zeit beim Schließen (Minuten)', help: '' },
  'ticket.closeWith': {
    label: 'Art des Schließens, die zuerst versucht wird',
    help: 'Die andere folgt danach.',
  },
  'ticket.historyDays': {
    label: 'Beim ersten Start auslassen, was früher endete als vor (Tagen)',
    help: 'Damit das Einrichten Halo nicht überschwemmt.',
  },
  'poll.intervalSeconds': { label: 'idemeum fragen alle (Sekunden)', help: 'Von 5 bis 600.' },
  'notifications.kinds.new-request': { label: 'Eine neue Anfrage', help: '' },
  'notifications.kinds.decided-elsewhere': { label: 'Jemand anderes hat entschieden', help: '' },
  'notifications.kinds.needs-attention': {
    label: 'Etwas braucht Sie',
    help: 'Ein nicht zugeordneter Kunde, ein Schritt, der feststeckt.',
  },
  'notifications.kinds.session-ending': { label: 'Ihre Sitzung im Portal endet bald', help: '' },
  'notifications.kinds.jit-ending': { label: 'Ein JIT-Konto endet bald', help: '' },
  'notifications.kinds.jit-disabled': { label: 'Ein JIT-Konto wurde deaktiviert', help: '' },
  'notifications.quiet': { label: 'Ruhezeit', help: 'In dieser Zeit wird nichts gezeigt. Leer: nie Ruhe.' },
  'journal.keepDays': {
    label: 'Wie lange das Journal behält, was vorbei ist (Tage)',
    help: 'Von 30 bis 3650. Offenes bleibt, so alt es ist.',
  },
  'jit.hours': {
    label: 'Wie lange ein JIT-Konto lebt (Stunden)',
    help: 'Einstellung des Tenants: 4 Stunden, wenn Ihrer nichts anderes sagt.',
  },
  'jit.customerHours': {
    label: 'Kunden, bei denen es länger oder kürzer lebt',
    help: 'Einer je Zeile: der Kunde, ein Gleichheitszeichen, die Stunden. Etwa Contoso Ltd = 8.',
  },
  'jit.portalParameter': { label: 'Das Portal findet einen Kunden durch', help: '' },
  'portal.sessionHours': {
    label: 'Wie lange eine Sitzung im Portal lebt (Stunden)',
    help: 'Einstellung des Tenants: 8 Stunden, wenn Ihrer nichts anderes sagt, bis zu 720.',
  },
  'portal.signOutOnLock': { label: 'Von den Portalen abmelden, wenn dieses Gerät gesperrt wird', help: '' },
  'portal.identityProviders': {
    label: 'Wo Portale ohne Rückfrage anmelden dürfen',
    help: 'Eine https-Adresse je Zeile, etwa https://login.example.com.',
  },
  'desktop.startAtLogin': {
    label: 'Mit der Anmeldung an diesem Computer starten',
    help: 'Er startet im Infobereich.',
  },
  'desktop.disableJitAfterLockMinutes': {
    label: 'Ihre JIT-Konten deaktivieren, wenn dieses Gerät gesperrt war für (Minuten)',
    help: 'Leer: nie.',
  },
  'updates.enabled': {
    label: 'Nach Aktualisierungen sehen',
    help: 'Sie werden still geholt, und vor einem Neustart werden Sie gefragt.',
  },
  'updates.feedUrl': { label: 'Adresse der Aktualisierungen', help: '' },
  'privacy.notificationDetails': {
    label: 'Benachrichtigungen nennen Personen, Kunden und Anwendungen',
    help: 'Aus: Sie sagen nur, was für etwas geschehen ist.',
  },
  'window.language': {
    label: 'Sprache des Fensters',
    help: 'Antworten von idemeum und Halo, Tickets und das Protokoll bleiben, wie sie sind.',
  },
};
