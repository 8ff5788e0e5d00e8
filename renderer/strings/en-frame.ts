/** Texts of the frame around all screens. */
export const frame = {
  screens: {
    requests: 'Requests',
    mapping: 'Mapping',
    jit: 'JIT access',
    activity: 'Activity',
    settings: 'Settings',
  },
  navigation: 'Screens',
  titled: (screen: string) => `${screen} · idemeum Companion`,
  loadingScreen: 'Loading the screen…',
  linked: {
    title: 'The request you followed',
    gone: 'This request is not known here. It may be older than what this companion has seen.',
    close: 'Back to all requests',
  },
};
