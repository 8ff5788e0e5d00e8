import type { Catalogue } from './catalogue.ts';
import { number } from './locale.ts';

export const panel: Catalogue['panel'] = {
  title: 'idemeum Companion',
  pending: 'Wartet auf eine Entscheidung',
  none: 'Niemand wartet auf eine Entscheidung',
  noneHelp: 'Neue Anfragen erscheinen hier automatisch.',
  more: (count) => (count === 1 ? 'und 1 weitere' : `und ${number(count)} weitere`),
  jit: 'Ihre JIT-Konten',
  noJit: 'Kein Konto ist aktiviert',
  disable: 'Deaktivieren',
  disableFor: (name) => `Das Konto bei ${name} deaktivieren`,
  approveOnce: 'Einmal genehmigen',
  deny: 'Ablehnen',
  openFor: (about) => `Anfrage öffnen: ${about}`,
  approveFor: (about) => `Einmal genehmigen: ${about}`,
  denyFor: (about) => `Ablehnen: ${about}`,
  openWindow: 'Fenster öffnen',
  needsYou: (count) =>
    count === 1 ? '1 Punkt mit Handlungsbedarf' : `${number(count)} Punkte mit Handlungsbedarf`,
  allWell: 'Alles in Ordnung',
  trouble: (service) => `${service} ist gestört`,
};

export const sessions: Catalogue['sessions'] = {
  title: 'Sitzungen im Portal von idemeum',
  intro:
    'Der Companion hält sie getrennt von Ihrem Browser, damit ein Klick genügt, um zu einem Kunden zu kommen.',
  inBrowser:
    'In der Konsole öffnen sich Portale in Ihrem eigenen Browser, der seine Sitzungen selbst hält. Die Desktop-App hält sie hier.',
  states: {
    'signed-in': 'angemeldet',
    'signed-out': 'abgemeldet',
    unknown: 'seit dem Start nicht gesehen',
  },
  since: 'seit',
  ends: 'läuft ab',
  ended:
    'Nach der Einstellung des Tenants ist die Sitzung abgelaufen. Melden Sie sich an, bevor Sie sie brauchen.',
  length:
    'Wie lange eine Sitzung gilt, legt der Tenant fest (idemeum admin portal: Settings → Global → Session expiration). Sind es bei Ihnen nicht 8 Stunden, stellen Sie es hier im Companion ein: portal.sessionHours.',
  open: 'Portal öffnen',
  openFor: (tenant) => `Das Portal von ${tenant} öffnen`,
  signOut: 'Abmelden',
  signOutFor: (tenant) => `Bei ${tenant} abmelden`,
  signedOut: (tenant) => `Bei ${tenant} abgemeldet. Ihre JIT-Konten werden deaktiviert.`,
};
