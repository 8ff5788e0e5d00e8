import type { Catalogue } from './catalogue.ts';

export const frame: Catalogue['frame'] = {
  screens: {
    requests: 'Anfragen',
    mapping: 'Zuordnung',
    jit: 'JIT-Zugang',
    activity: 'Verlauf',
    health: 'Zustand',
    settings: 'Einstellungen',
    start: 'Einrichtung',
  },
  navigation: 'Ansichten',
  titled: (screen) => `${screen} · idemeum Companion`,
  loadingScreen: 'Die Ansicht wird geladen …',
  proxy: {
    title: 'Ein Proxy fragt, wer Sie sind',
    text: (host) =>
      `Der Proxy ${host} zwischen diesem Computer und den Diensten verlangt Namen und Kennwort.`,
    realm: (realm) => `Er nennt sich „${realm}“.`,
    user: 'Benutzername',
    password: 'Kennwort',
    kept: 'Beides bleibt im Arbeitsspeicher, bis der Companion beendet wird, und geht nur an diesen Proxy.',
    signIn: 'Anmelden',
    giveUp: 'Ohne Anmeldung fortfahren',
  },
  linked: {
    title: 'Die Anfrage, deren Link Sie gefolgt sind',
    gone: 'Diese Anfrage ist hier nicht bekannt. Möglicherweise ist sie älter als alles, was dieser Companion gesehen hat.',
    close: 'Zurück zu allen Anfragen',
  },
};
