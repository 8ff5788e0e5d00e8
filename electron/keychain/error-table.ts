import { errorText } from '../companion/ports/told.ts';

const NOTHING_WORKS =
  'Does not start with real services: without the secret nothing can be called. It never keeps one in a file.';

/** What the operating system's keychain can end with. None of the texts holds a secret. */
export const keychainErrors = {
  locked: errorText('keychain.locked', {
    text: (service: string, variable: string) =>
      `The ${service} client secret could not be reached: the operating system's keychain is locked, or its question was cancelled. ` +
      `Unlock it (signing in to the desktop usually does) and start again, or hand the secret over in ${variable}.`,
    examples: [['Halo', 'COMPANION_HALO_CLIENT_SECRET']],
    meaning:
      'The keychain is there but did not give the secret: it is locked, somebody pressed *Cancel*, or nobody answered within a minute.',
    byItself: NOTHING_WORKS,
    toDo: 'Unlock the keychain (on Linux for instance with Seahorse) and start the companion again. On a server use the environment variable.',
  }),
  unavailable: errorText('keychain.unavailable', {
    text: (service: string, why: string, variable: string) =>
      `The ${service} client secret could not be reached: ${why}, or hand the secret over in ${variable}.`,
    examples: [
      [
        'idemeum',
        'there is no keychain here (no Secret Service on the session bus, or libsecret is missing). Install gnome-keyring and libsecret-1-0 and start from a desktop session',
        'COMPANION_IDEMEUM_CLIENT_SECRET',
      ],
    ],
    meaning:
      'This session has no keychain: on Linux the Secret Service or libsecret is missing, as on most servers.',
    byItself: NOTHING_WORKS,
    toDo: 'On a desktop install what the text names and sign in again. On a server hand the secrets over in the environment, from the secret store of whatever starts the companion.',
  }),
  damaged: errorText('keychain.damaged', {
    text: (service: string, variable: string) =>
      `The ${service} client secret in the operating system's keychain is damaged. ` +
      `Store it again with --store-secrets, or hand the secret over in ${variable}.`,
    examples: [['Halo', 'COMPANION_HALO_CLIENT_SECRET']],
    meaning: 'The entry in the keychain cannot be decoded, or holds something that is no line of text.',
    byItself: NOTHING_WORKS,
    toDo: 'Store the secret again in the settings or with `--store-secrets`.',
  }),
};
