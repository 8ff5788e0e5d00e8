import { errorText } from '../companion/ports/told.ts';

const NOTHING_IS_LOST = 'What was under way stays in the journal and goes on at the next start.';

/** What only the desktop app can say. */
export const shellErrors = {
  startFailed: errorText('shell.start-failed', {
    text: (log: string | null) =>
      log === null
        ? 'Something unexpected happened. Start the companion again.'
        : `Something unexpected happened. Start the companion again. Details: ${log}`,
    examples: [['logs/companion.log']],
    meaning: 'A mistake in the companion ended it.',
    byItself: `Writes the details to its log and ends. ${NOTHING_IS_LOST}`,
    toDo: 'Start it again. If it comes back, send the log to whoever supports the companion; it holds no secrets.',
  }),
  unsafeSwitch: errorText('shell.unsafe-switch', {
    text: (name: string) =>
      `It was started with --${name}, which takes away what protects this computer from web pages. ` +
      (name === 'no-sandbox'
        ? 'An AppImage does that by itself where the system forbids user namespaces: install the deb package, ' +
          'or ask your administrator to allow them.'
        : 'Start it without.'),
    examples: [['disable-web-security'], ['no-sandbox']],
    meaning:
      'A switch of the command line would have taken a protection off the pages that the companion shows.',
    byItself: 'Does not start.',
    toDo: 'Start the companion without the switch; look in the shortcut or script that starts it.',
  }),
  windowCrashed: errorText('shell.window-crashed', {
    text: () =>
      'The companion itself goes on: requests are still read and tickets still opened and closed. ' +
      'The log says what happened.',
    examples: [[]],
    meaning:
      'The window stopped working twice within a minute, usually for lack of memory or because of a graphics driver.',
    byItself: 'Loads the window again once, then asks. The companion itself is not touched.',
    toDo: 'Open the window again. If it comes back, restart the computer, and look for a newer graphics driver.',
  }),
  disableUnconfirmed: errorText('shell.disable-unconfirmed', {
    text: () =>
      'What is still open is done at the next start of the companion. Until then the accounts may stay enabled.',
    examples: [[]],
    meaning:
      'The companion is to end, and idemeum has not confirmed yet that the technician’s JIT accounts are disabled.',
    byItself:
      'Waits when told so; else tells idemeum again at the next start. idemeum ends the accounts by itself when their time is over.',
    toDo: 'Wait until it is confirmed, or disable the accounts in the idemeum portal.',
  }),
  noSession: errorText('shell.no-session', {
    text: () => 'There is no session of this portal. Nothing had to be signed out.',
    examples: [[]],
    meaning: 'The session to be signed out is not one that the companion keeps.',
    byItself: 'Does nothing.',
    toDo: 'Nothing.',
  }),
  proxyAskedNoMore: errorText('shell.proxy-asked-no-more', {
    text: () => 'The proxy does not ask any more. Nothing was sent to it.',
    examples: [[]],
    meaning: 'The question was answered in another window, or the call that needed it was given up.',
    byItself: 'Forgets what was typed.',
    toDo: 'Nothing. The question comes back when it is needed.',
  }),
  noTicketYet: errorText('shell.no-ticket-yet', {
    text: () => 'This request has no ticket in HaloPSA yet. Look again in a moment.',
    examples: [[]],
    meaning: 'The ticket is still to be opened, or waits for the mapping of its customer.',
    byItself: 'Opens the ticket as soon as it can.',
    toDo: 'Look at the request: it says what it waits for.',
  }),
  unsafeAddress: errorText('shell.unsafe-address', {
    text: () => 'The address of the ticket is not one to open: it is no https address. Check halo.url.',
    examples: [[]],
    meaning: 'Only https addresses are handed to the browser.',
    byItself: 'Opens nothing.',
    toDo: 'Enter the https address of Halo in the settings.',
  }),
};
