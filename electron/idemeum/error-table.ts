import { errorText } from '../companion/ports/told.ts';

function quoted(said: string | null): string {
  return said === null ? '' : ` It said: ${said}`;
}

const ASK_FOR_PATHS =
  'Ask idemeum support for the paths of your tenant and put them into a connection profile.';
const PARKED = 'Parks what it was about, and shows it under *Needs you*.';
const TRIED_AGAIN = 'Asks again with every poll; nothing is lost meanwhile.';
const CHECK_THE_PROFILE =
  'How to list and decide elevation requests is not published by idemeum. Ask its support for the paths of your tenant, and put them into a profile of your own (`idemeum.profile`).';

/** What calls to idemeum can end with, beside what calls to any service can. */
export const idemeumErrors = {
  notSignedIn: errorText('idemeum.not-signed-in', {
    text: (portalUrl: string) =>
      `Nobody is signed in to the idemeum portal (${portalUrl}). Open the portal and sign in; the companion goes on by itself then.`,
    examples: [['https://example.idemeum.com']],
    meaning:
      'The connection profile signs in with the session of the portal, and that session is over or was never begun.',
    byItself: 'Stops calling idemeum, and goes on as soon as somebody has signed in.',
    toDo: 'Open the portal from the companion and sign in.',
  }),
  personMayNot: errorText('idemeum.person-may-not', {
    text: (right: string, said: string | null) =>
      `idemeum does not let you ${right} (403). Ask an administrator of your idemeum tenant for the right.${quoted(said)}`,
    examples: [['decide elevation requests', null]],
    meaning: 'Whoever is signed in to the portal lacks a right in idemeum.',
    byItself: PARKED,
    toDo: 'Have an administrator of the tenant grant the right, then press *Retry*.',
  }),
  clientMayNot: errorText('idemeum.client-may-not', {
    text: (clientId: string, right: string, said: string | null) =>
      `idemeum does not let the OAuth2 client “${clientId}” ${right} (403). Check the client in the idemeum admin portal under Settings → Integrations.${quoted(said)}`,
    examples: [['companion-client', 'read the list of elevation requests', null]],
    meaning: 'The OAuth2 client is known but lacks a right in idemeum.',
    byItself: `Stops what needs the right. ${PARKED}`,
    toDo: 'Check the client under *Settings → Integrations* in the admin portal, or ask idemeum support which right it needs, then press *Retry*.',
  }),
  clientNotAccepted: errorText('idemeum.client-not-accepted', {
    text: (clientId: string, right: string, said: string | null) =>
      `idemeum signs the OAuth2 client “${clientId}” in, and then does not accept it when it wants to ${right} (401). Check in the idemeum admin portal under Settings → Integrations whether the client still exists.${quoted(said)}`,
    examples: [['companion-client', 'disable JIT accounts', null]],
    meaning:
      'Fresh tokens are refused again and again: the client was removed or changed a moment ago, or is not meant for this call.',
    byItself: `Stops calling idemeum for 10 minutes, and then tries again. ${PARKED}`,
    toDo: 'Look for the client under *Settings → Integrations* in the admin portal. If it is gone, make a new one with *Add oAuth2 client* and store its secret.',
  }),
  notOffered: errorText('idemeum.not-offered', {
    text: (thing: string, status: number, said: string | null) =>
      `idemeum does not offer the ${thing} where the connection profile looks for it (${status}). ${ASK_FOR_PATHS}${quoted(said)}`,
    examples: [['list of elevation requests', 404, null]],
    meaning: 'The path of the connection profile is not one of this tenant.',
    byItself: TRIED_AGAIN,
    toDo: CHECK_THE_PROFILE,
  }),
  decisionTooLate: errorText('idemeum.decision-too-late', {
    text: (status: number, said: string | null) =>
      `idemeum does not take the decision, because the request is over or gone (${status}): somebody decided it already, or it expired. Nothing is left to do.${quoted(said)}`,
    examples: [[409, null]],
    meaning: 'Somebody was faster, or an earlier try of this very decision had arrived.',
    byItself: 'Reads the request again, shows who decided what, and closes its ticket.',
    toDo: 'Nothing. Look at the request to see what was decided.',
  }),
  decisionNotFound: errorText('idemeum.decision-not-found', {
    text: (said: string | null) =>
      `idemeum knows no such request where the connection profile sends the decision (404). If it is still listed, decide in the portal: the path in the profile is not the one of your tenant.${quoted(said)}`,
    examples: [[null]],
    meaning:
      'The request is gone, or the path of decisions in the connection profile is not one of this tenant.',
    byItself: `${PARKED} When the list says that the request is over, this ends by itself.`,
    toDo: `Look whether the request is still pending. If so, decide in the portal. ${CHECK_THE_PROFILE}`,
  }),
  decisionNotTaken: errorText('idemeum.decision-not-taken', {
    text: (status: number, said: string | null) =>
      `idemeum does not take decisions in the way the connection profile describes (${status}). ${ASK_FOR_PATHS}${quoted(said)}`,
    examples: [[415, null]],
    meaning:
      'Method, media type or body of a decision in the connection profile are not those of this tenant.',
    byItself: PARKED,
    toDo: `Decide in the portal for now. ${CHECK_THE_PROFILE}`,
  }),
  notDisabled: errorText('idemeum.not-disabled', {
    text: (said: string | null) =>
      `idemeum answered that the JIT account was not disabled. Mend the reason there, then retry.${quoted(said)}`,
    examples: [['Customer not found']],
    meaning:
      'The call to disable a JIT account came back with a good status, but its body speaks of an error. The account is taken to be enabled.',
    byItself: `${PARKED} Asks again every 10 minutes.`,
    toDo: 'Read what idemeum said, disable the account in the portal if it is urgent, and press *Retry* once the reason is mended.',
  }),
  sessionProfile: errorText('idemeum.session-profile', {
    text: (profile: string) =>
      `The connection profile “${profile}” signs in with the session of the idemeum portal, which only the desktop app has. Start the desktop app, or choose a profile with OAuth2 credentials.`,
    examples: [['Our tenant, by session']],
    meaning: 'A profile with `"auth": "session"` was given to the console, which keeps no portal sessions.',
    byItself: 'Does not start.',
    toDo: 'Use the desktop app, or a profile with OAuth2 credentials.',
  }),
  notInProfile: errorText('idemeum.not-in-profile', {
    text: (thing: string) =>
      `The connection profile has no ${thing}. Use the idemeum portal for it, or take it into the profile.`,
    examples: [['decision']],
    meaning:
      'The operation is left out of the connection profile, so the companion does not know how to call it.',
    byItself: PARKED,
    toDo: `Do it in the portal. ${CHECK_THE_PROFILE}`,
  }),
  noWord: errorText('idemeum.no-word', {
    text: (name: string, own: string) =>
      `The connection profile has no word for the ${name} “${own}”, so it cannot be sent. Decide in the idemeum portal, or add the word under decideElevationRequest.values.${name}.`,
    examples: [['scope', 'all-customers']],
    meaning:
      'The profile translates this part of a decision into words of the tenant, and has none for what was chosen.',
    byItself: PARKED,
    toDo: 'Decide in the portal and press *Dismiss*, or add the word to the profile, start again and press *Retry*.',
  }),
  idInAddress: errorText('idemeum.id-in-address', {
    text: () =>
      'The id of this request cannot be part of an address. Decide the request in the idemeum portal.',
    examples: [[]],
    meaning: 'The id holds characters that could lead the call to another address, so it is not sent.',
    byItself: PARKED,
    toDo: 'Decide in the portal, then press *Dismiss*. Tell idemeum support which id it is.',
  }),
  readingStopped: errorText('idemeum.reading-stopped', {
    text: (list: string) => `Reading the ${list} was stopped. It is read again with the next poll.`,
    examples: [['list of elevation requests']],
    meaning: 'The companion ended, or was told to stop, while it read.',
    byItself: TRIED_AGAIN,
    toDo: 'Nothing.',
  }),
  notUnderstood: errorText('idemeum.not-understood', {
    text: (list: string, trouble: string) =>
      `idemeum's answer to the ${list} was not understood (${trouble}). If this stays, ask idemeum support for the paths of your tenant and put them into a connection profile.`,
    examples: [['list of elevation requests', 'no list at /requests']],
    meaning:
      'The answer is good JSON, but the list does not sit where the connection profile says. The brackets say what was looked for.',
    byItself: TRIED_AGAIN,
    toDo: CHECK_THE_PROFILE,
  }),
};
