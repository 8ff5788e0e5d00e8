import type { Catalogue } from './catalogue.ts';

export const fields: Catalogue['settings']['fields'] = {
  'halo.url': {
    label: 'Adresse von Halo',
    help: 'Etwa https://example.halopsa.com. Alles Weitere findet der Companion damit.',
  },
  'halo.clientId': {
    label: 'Client ID in Halo',
    help: 'Von der Anwendung in Halo: Configuration → Integrations → HaloPSA API → View applications.',
  },
  'halo.tokenUrl': { label: 'Adresse für Token', help: 'Nur nötig, wenn Halo sie nicht selbst nennt.' },
  'halo.tenant': { label: 'Tenant', help: 'Nur nötig, wenn Halo ihn nicht selbst nennt.' },
  'halo.requestLimit': {
    label: 'Halos Limit für Aufrufe in 5 Minuten',
    help: '300 bei gehosteten Instanzen.',
  },
  'halo.budgetShare': {
    label: 'Anteil des Companions daran',
    help: 'Zwischen 0 und 1. Der Rest ist für Ihre anderen Integrationen.',
  },
  'idemeum.url': { label: 'Adresse Ihres Tenants bei idemeum', help: 'Etwa https://example.idemeum.com.' },
  'idemeum.clientId': {
    label: 'Client ID in idemeum',
    help: 'Vom oAuth2-Client in idemeum: Settings → Integrations → Add oAuth2 client.',
  },
  'idemeum.profile': {
    label: 'Verbindungsprofil',
    help: 'Pfad einer Datei mit den Pfaden Ihres Tenants. Leer: das eingebaute.',
  },
  'technician.email': {
    label: 'Ihre E-Mail-Adresse',
    help: 'Wie in idemeum. An ihr hängen Ihre Entscheidungen und JIT-Konten.',
  },
  'ticket.type': { label: 'Tickettyp', help: 'Gilt für jedes neue Ticket.' },
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
    label: 'Beim ersten Start auslassen, was länger vorbei ist als (Tage)',
    help: 'Damit die Einrichtung Halo nicht überschwemmt.',
  },
  'poll.intervalSeconds': { label: 'idemeum abfragen alle (Sekunden)', help: 'Von 5 bis 600.' },
  'notifications.kinds.new-request': { label: 'Eine neue Anfrage', help: '' },
  'notifications.kinds.decided-elsewhere': { label: 'Jemand anderes hat entschieden', help: '' },
  'notifications.kinds.needs-attention': {
    label: 'Handlungsbedarf',
    help: 'Ein nicht zugeordneter Kunde, ein Schritt, der feststeckt.',
  },
  'notifications.kinds.session-ending': { label: 'Ihre Sitzung im Portal läuft bald ab', help: '' },
  'notifications.kinds.jit-ending': { label: 'Ein JIT-Konto läuft bald ab', help: '' },
  'notifications.kinds.jit-disabled': { label: 'Ein JIT-Konto wurde deaktiviert', help: '' },
  'notifications.quiet': {
    label: 'Ruhezeit',
    help: 'In dieser Zeit wird nichts gezeigt. Leer: keine Ruhezeit.',
  },
  'journal.keepDays': {
    label: 'Wie lange das Journal behält, was vorbei ist (Tage)',
    help: 'Von 30 bis 3650. Offenes bleibt, wie alt es auch ist.',
  },
  'jit.hours': {
    label: 'Laufzeit eines JIT-Kontos (Stunden)',
    help: 'Einstellung des Tenants: 4 Stunden, sofern Ihrer nichts anderes vorgibt.',
  },
  'jit.customerHours': {
    label: 'Kunden mit längerer oder kürzerer Laufzeit',
    help: 'Einer je Zeile: der Kunde, ein Gleichheitszeichen, die Stunden. Etwa Contoso Ltd = 8.',
  },
  'jit.portalParameter': { label: 'Womit das Portal einen Kunden findet', help: '' },
  'portal.sessionHours': {
    label: 'Laufzeit einer Sitzung im Portal (Stunden)',
    help: 'Einstellung des Tenants: 8 Stunden, sofern Ihrer nichts anderes vorgibt, höchstens 720.',
  },
  'portal.signOutOnLock': { label: 'Von den Portalen abmelden, wenn dieses Gerät gesperrt wird', help: '' },
  'portal.identityProviders': {
    label: 'Wo sich Portale ohne Rückfrage anmelden dürfen',
    help: 'Eine https-Adresse je Zeile, etwa https://login.example.com.',
  },
  'desktop.startAtLogin': {
    label: 'Bei der Anmeldung an diesem Computer starten',
    help: 'Startet im Infobereich.',
  },
  'desktop.disableJitAfterLockMinutes': {
    label: 'Ihre JIT-Konten deaktivieren, wenn dieses Gerät gesperrt war für (Minuten)',
    help: 'Leer: nie.',
  },
  'updates.enabled': {
    label: 'Nach Updates suchen',
    help: 'Sie werden im Hintergrund geladen; vor einem Neustart werden Sie gefragt.',
  },
  'updates.feedUrl': { label: 'Adresse der Updates', help: '' },
  'privacy.notificationDetails': {
    label: 'Benachrichtigungen nennen Personen, Kunden und Anwendungen',
    help: 'Aus: Sie nennen nur die Art des Ereignisses.',
  },
  'window.language': {
    label: 'Sprache des Fensters',
    help: 'Antworten von idemeum und Halo, Tickets und das Protokoll bleiben, wie sie sind.',
  },
};
