import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const start: Catalogue['start'] = {
  title: 'Den Companion einrichten',
  intro:
    'Sieben kurze Schritte. Sie können jederzeit gehen: Was eingegeben ist, bleibt, und es geht dort weiter, wo Sie waren.',
  link: 'Die eigenen Dienste verbinden',
  steps: {
    welcome: 'Willkommen',
    halo: 'HaloPSA',
    idemeum: 'idemeum',
    restart: 'Damit starten',
    mapping: 'Kunden',
    notifications: 'Probebenachrichtigung',
    done: 'Fertig',
  },
  states: {
    done: 'erledigt',
    missing: 'etwas fehlt',
    now: 'jetzt',
    untried: 'eingegeben, noch nicht geprüft',
    open: 'noch zu tun',
  },
  finding: 'Was eingegeben ist, wird geprüft …',
  next: 'Weiter',
  back: 'Zurück',
  welcome: {
    text: 'Der Companion eröffnet für jede Anfrage auf Adminrechte in idemeum ein Ticket in Halo, meldet sie Ihnen, lässt Sie entscheiden und schließt das Ticket.',
    practice:
      'Sehen Sie sich zuerst um: Der Übungsmodus hat vorgetäuschte Dienste mit Personen, die laufend Anfragen stellen. Nichts davon erreicht echte Dienste.',
    tour: 'Umsehen',
    connect: 'Meine Dienste verbinden',
  },
  halo: {
    text: 'Die Adresse Ihres Halo genügt; den Rest findet der Companion. Er braucht in Halo einen API-only-Agenten und eine Anwendung:',
    places: [
      'Configuration → Teams and agents → Agents → New: “Is an API-only Agent”, ein Standardteam, Arbeitszeiten. Dann seine Rechte: Tickets “Read and Modify”; Clients, Users und Assets “Read Only”; alle Asset Types erlaubt.',
      'Seine Rechte an Tickets: “Can add new Tickets”, “Can edit closed Tickets”, “Can view Unassigned Tickets”, “Can view Tickets that are assigned to other Agents”, “Can Re-assign Tickets”, “Can Edit Tickets Which Are Not Assigned To Them”, “Can always update Ticket Statuses and re-assign Tickets outside of actions”.',
      'Configuration → Integrations → HaloPSA API → View applications → New: “Client ID and Secret”, als Login dieser Agent, Rechte read:tickets, edit:tickets, read:customers, read:assets.',
    ],
    writes:
      'Das Lesen wird unten geprüft. Rechte zum Eröffnen und Schließen lassen sich nicht prüfen, ohne es zu tun: Kreuzen Sie alle an. Fehlt eines, nennt es das erste Ticket, das es braucht, mit der Stelle.',
  },
  idemeum: {
    text: 'Im idemeum admin portal: Settings → Integrations → Add oAuth2 client. Das Secret wird einmal gezeigt.',
    notPublished:
      'Wie man Anfragen auflistet und entscheidet, veröffentlicht idemeum nicht. Der Companion versucht die üblichen Pfade; weichen sie bei Ihrem Tenant ab, nennt Ihnen der Support von idemeum die richtigen für ein Verbindungsprofil.',
  },
  checksFollow:
    'Sobald Adresse, Client ID und Secret da sind, wird die Verbindung geprüft. Was fehlt, wird genannt, mit der Stelle, an der man es erlaubt.',
  restart: {
    practising:
      'Der Companion ist noch im Übungsmodus. Starten Sie ihn neu, dann arbeitet er mit Ihren Diensten.',
    running: 'Der Companion arbeitet mit Ihren Diensten.',
  },
  mapping: {
    waiting: 'Die erste Abfrage von idemeum läuft …',
    text: (all, open) =>
      all === 0
        ? 'Noch ist kein Kunde bekannt. Sie kommen mit der ersten Abfrage von idemeum.'
        : open === 0
          ? `Alle ${number(all)} Kunden haben ihren Halo-Client.`
          : `${number(all - open)} von ${number(all)} Kunden haben ihren Halo-Client. Bei ${number(open)} besteht Handlungsbedarf.`,
    button: 'Zur Zuordnung',
  },
  notifications: {
    text: 'Prüfen Sie, ob Benachrichtigungen bei Ihnen ankommen.',
  },
  done: {
    ready: 'Der Companion eröffnet, zeigt und schließt von jetzt an Tickets.',
    practising:
      'Der Companion ist noch im Übungsmodus. Die Einrichtung geht hier weiter, sobald Ihre Dienste verbunden sind.',
    later: 'Alles lässt sich jederzeit in den Einstellungen ändern und unter Zustand wieder prüfen.',
  },
  finish: 'Abschließen',
};
