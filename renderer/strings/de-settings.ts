import type { Catalogue } from './catalogue.ts';
import { fields } from './de-setting-fields.ts';
import { number } from './locale.ts';

export const settings: Catalogue['settings'] = {
  title: 'Einstellungen',
  intro: 'Jede Änderung wird sofort geprüft und gespeichert.',
  search: 'Einstellungen suchen',
  noneFound: 'Keine Einstellung passt. Versuchen Sie ein anderes Wort.',
  sections: {
    connections: 'Verbindungen',
    ticket: 'Tickets',
    notifications: 'Benachrichtigungen',
    sessions: 'Sitzungen im Portal',
    jit: 'JIT-Zugang',
    desktop: 'Start, Sprache und Updates',
    retention: 'Aufbewahrung',
    privacy: 'Datenschutz',
    runbook: 'JIT, ohne dass ein Companion läuft',
    file: 'Export und Import',
  },
  sectionHelp: {
    connections: 'Wo die Dienste sind und wer sie aufruft. Gilt ab dem nächsten Start.',
    ticket: 'Worunter ein Ticket eingeordnet wird. Die Namen kommen aus Ihrem Halo.',
    notifications: 'Was der Desktop Ihnen außerhalb dieses Fensters meldet.',
    sessions: 'Wie lange Anmeldungen bei den Portalen gelten und was sie beendet.',
    jit: 'Wie lange Konten laufen und was sie beendet.',
    desktop: 'Wie der Companion startet und welche Sprache er spricht.',
    retention:
      'Was länger vorbei ist, wird von diesem Computer gelöscht: Anfragen, JIT-Konten und das Protokoll. Halo und idemeum bleiben unberührt.',
    privacy:
      'Anfragen, Personen und Geräte stehen im Journal auf diesem Computer und gehen nur an Ihr idemeum und Ihr Halo. Sonst wird niemandem etwas gesendet: keine Nutzungszahlen, keine Absturzberichte.',
    runbook:
      'Werte für ein Runbook in Halo, das JIT-Konten deaktiviert, wenn ein Ticket geschlossen wird, ohne dass ein Companion läuft. In Halo: Configuration → Integrations → Custom integrations → New.',
    file: 'Alles, was hier eingestellt wurde, ohne Secrets.',
  },
  fields,
  options: {
    'ticket.closeWith': { ticket: 'Das Ticket ändern', action: 'Eine Aktion hinzufügen' },
    'jit.portalParameter': {
      customerDisplayName: 'mit seinem Anzeigenamen',
      customerName: 'mit seinem Namen',
    },
    'window.language': { system: 'Wie das System', en: 'English', de: 'Deutsch' },
  },
  sources: {
    default: 'Vorgabe',
    policy: 'von Ihrem Administrator',
    settings: 'hier eingestellt',
    config: 'von der Befehlszeile',
  },
  locked: 'Festgelegt',
  lockedHelp: 'Ihr Administrator oder die Befehlszeile hat das festgelegt.',
  reset: 'Zurück zur Vorgabe',
  resetFor: (label) => `Zurück zur Vorgabe: ${label}`,
  saved: 'gespeichert',
  savedFor: (label) => `${label}: gespeichert`,
  undone: (label) => `${label}: wie vorher`,
  notUndone: (label) => `${label}: Das ließ sich nicht zurücknehmen`,
  quietFrom: 'von',
  quietTo: 'bis',
  secret: {
    label: 'Client-Secret',
    help: 'Wird im Schlüsselbund dieses Computers gespeichert und nie wieder angezeigt.',
    states: {
      stored: 'Ein Secret ist gespeichert.',
      missing: 'Kein Secret ist gespeichert.',
      unavailable: 'Der Schlüsselbund ist nicht erreichbar.',
      unasked: 'Geben Sie zuerst Adresse und Client ID ein.',
    },
    store: 'Secret speichern',
    stored: 'Im Schlüsselbund gespeichert.',
  },
  restart: {
    needed: 'Die Verbindungen wurden geändert. Der Companion verwendet sie ab dem nächsten Start.',
    button: 'Jetzt neu starten',
  },
  sandbox:
    'Sie sind im Übungsmodus. Verbindungen, die Sie hier eingeben, sind die zu den echten Diensten und gelten ab dem nächsten Start.',
  offer: {
    failed: (text) => `Die Namen konnten nicht aus Halo gelesen werden: ${text}`,
    notOffered: 'Halo bietet diesen Namen nicht an.',
  },
  preview: {
    title: 'Was Halo zeigen würde',
    ticket: 'Das Ticket',
    closure: 'Die Notiz beim Schließen',
  },
  runbook: {
    customer: 'Variable in Halo mit dem Anzeigenamen des Kunden in idemeum',
    technician: 'Variable in Halo mit der E-Mail-Adresse des Technikers',
    variableHelp:
      'Welche Variablen es gibt, hängt von Ihrem Halo ab: Beim Bearbeiten der Methode steht die Liste neben dem Body.',
    wrongVariable: 'Eine Variable ist ein Dollarzeichen mit Buchstaben, etwa $CLIENT_REFERENCE.',
    values: {
      baseResource: 'Base resource',
      authorization: 'Authorization',
      headerName: 'Authorization header name',
      headerPrefix: 'Header prefix',
      grantType: 'Grant type',
      tokenUrl: 'Access token URL',
      credentials: 'Client ID and secret',
      credentialsValue: 'eines oAuth2-Clients in idemeum (Settings → Integrations)',
      method: 'HTTP method',
      path: 'Path',
      header: 'Header',
      body: 'Body',
    },
    afterwards:
      'Dann: Integration runbooks → New, ein Runbook, das diese Methode aufruft, wenn ein Ticket geschlossen wird.',
    check: 'Mit dem vergleichen, was Sie in Halo eingegeben haben',
    checkUrl: 'URL (Base resource und Path)',
    checkType: 'Content-Type',
    checkBody: 'Body',
    checkButton: 'Vergleichen',
    parts: { url: 'URL', contentType: 'Content-Type', body: 'Body' },
    fits: 'passt',
  },
  file: {
    export: 'Exportieren',
    import: 'Importieren …',
    importTitle: 'Einstellungen importieren',
    field: 'Datei mit Einstellungen (JSON)',
    tooLarge: 'Diese Datei ist für Einstellungen zu groß. Wählen Sie eine andere.',
    would: (count) =>
      count === 0
        ? 'Nichts würde sich ändern.'
        : count === 1
          ? '1 Einstellung würde sich ändern:'
          : `${number(count)} Einstellungen würden sich ändern:`,
    wrong: 'Diese Datei lässt sich nicht verwenden:',
    apply: 'Diese Einstellungen verwenden',
    done: 'Die Einstellungen gelten jetzt.',
  },
};
