/** Texts of the frame around all screens. */
export const frame = {
  screens: {
    requests: 'Requests',
    mapping: 'Mapping',
    jit: 'JIT access',
    activity: 'Activity',
    health: 'Health',
    settings: 'Settings',
    start: 'Set-up guide',
  },
  navigation: 'Screens',
  titled: (screen: string) => `${screen} · idemeum Companion`,
  loadingScreen: 'Loading the screen…',
  proxy: {
    title: 'A proxy asks who you are',
    text: (host: string) =>
      `The proxy ${host} between this computer and the services wants a name and a password.`,
    realm: (realm: string) => `It calls itself “${realm}”.`,
    user: 'User name',
    password: 'Password',
    kept: 'They are kept in memory until the companion is quit, and go to this proxy only.',
    signIn: 'Sign in',
    giveUp: 'Go on without',
  },
  linked: {
    title: 'The request you followed',
    gone: 'This request is not known here. It may be older than what this companion has seen.',
    close: 'Back to all requests',
  },
};
