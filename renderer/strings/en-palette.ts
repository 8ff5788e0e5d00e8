/** Texts of the command palette. */
export const palette = {
  label: 'Commands',
  button: 'Find a command',
  placeholder: 'Type what you want to do, or a customer…',
  nothing: 'Nothing fits. Try another word.',
  goTo: (screen: string) => `Go to ${screen}`,
  sync: 'Sync now',
  pause: 'Stop polling for an hour',
  resume: 'Go on polling',
  paused: 'Polling is stopped for an hour.',
  resumed: 'Polling goes on.',
  disableMine: 'Disable all my JIT accounts',
  mapping: (name: string) => `Mapping of ${name}`,
  groups: { screens: 'Screens', actions: 'Actions', customers: 'Customers' },
};
