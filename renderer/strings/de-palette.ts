import type { Catalogue } from './catalogue.ts';

export const palette: Catalogue['palette'] = {
  label: 'Befehle',
  button: 'Einen Befehl suchen',
  placeholder: 'Was möchten Sie tun? Oder ein Kunde …',
  nothing: 'Keine Treffer. Versuchen Sie ein anderes Wort.',
  goTo: (screen) => `Gehe zu: ${screen}`,
  sync: 'Jetzt abgleichen',
  pause: 'Abfrage eine Stunde lang anhalten',
  resume: 'Abfrage fortsetzen',
  paused: 'Die Abfrage ist eine Stunde lang angehalten.',
  resumed: 'Die Abfrage läuft wieder.',
  disableMine: 'Alle meine JIT-Konten deaktivieren',
  mapping: (name) => `Zuordnung von ${name}`,
  groups: { screens: 'Ansichten', actions: 'Befehle', customers: 'Kunden' },
};
