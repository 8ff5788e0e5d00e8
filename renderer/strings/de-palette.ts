import type { Catalogue } from './catalogue.ts';

export const palette: Catalogue['palette'] = {
  label: 'Befehle',
  button: 'Einen Befehl suchen',
  placeholder: 'Was möchten Sie tun? Oder ein Kunde …',
  nothing: 'Nichts passt. Versuchen Sie ein anderes Wort.',
  goTo: (screen) => `Gehe zu: ${screen}`,
  sync: 'Jetzt abgleichen',
  pause: 'Eine Stunde lang nicht abfragen',
  resume: 'Wieder abfragen',
  paused: 'Die Abfrage ruht eine Stunde lang.',
  resumed: 'Die Abfrage läuft wieder.',
  disableMine: 'Alle meine JIT-Konten deaktivieren',
  mapping: (name) => `Zuordnung von ${name}`,
  groups: { screens: 'Ansichten', actions: 'Befehle', customers: 'Kunden' },
};
