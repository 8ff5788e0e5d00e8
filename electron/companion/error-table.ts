import { errorText } from './ports/told.ts';

/** What the companion as a whole has to tell, beside what its parts do. */
export const companionErrors = {
  profileUnconfirmed: errorText('companion.profile-unconfirmed', {
    text: () =>
      'How to list and decide elevation requests is not published by idemeum. No answer has been understood yet: confirm the paths of the connection profile with your tenant, or ask idemeum support for them.',
    examples: [[]],
    meaning:
      'The connection profile is a guess by idemeum’s documented conventions, until one answer of this tenant has been read with it.',
    byItself: 'Asks on. The warning goes as soon as one answer has been understood whole.',
    toDo: 'Ask idemeum support for the paths of your tenant, and put them into a profile of your own (`idemeum.profile`).',
  }),
  connectorActive: errorText('companion.connector-active', {
    text: () =>
      'Halo has recent tickets made by idemeum’s own connector. To double nothing, the companion opens no tickets until you say who makes them.',
    examples: [[]],
    meaning:
      'Recent tickets carry a link to the idemeum portal and are not the companion’s: idemeum’s cloud connector is on.',
    byItself: 'Reads requests and opens no tickets.',
    toDo: 'Choose in the window: the companion (then switch the connector off in idemeum), or the connector (then the companion finds, shows and watches its tickets).',
  }),
  connectorStillOn: errorText('companion.connector-still-on', {
    text: () =>
      'Halo has recent tickets made by idemeum’s own connector. Switch the connector off in idemeum (Settings → Integrations), or every new request may get two tickets.',
    examples: [[]],
    meaning: 'The companion is to make the tickets, and idemeum’s connector seems to make them too.',
    byItself: 'Makes the tickets, as it was told to.',
    toDo: 'Switch the connector off in idemeum. The warning goes a day after its last ticket fell out of the last 30 days.',
  }),
  gaveUp: errorText('companion.gave-up', {
    text: (times: number, because: string) => `Tried ${times} times. ${because}`,
    examples: [[15, 'Halo has trouble (500). It is tried again.']],
    meaning:
      'A step failed many times because of the service, and the last answer follows. After 15 tries over a day it is parked.',
    byItself: 'Tries on for a day, then parks it and shows it under *Needs you*.',
    toDo: 'When it is parked: look at the status page of the service, then press *Retry*.',
  }),
  noListInProfile: errorText('companion.no-list-in-profile', {
    text: () =>
      'The connection profile has no list of elevation requests. Add it: without it nothing can be read.',
    examples: [[]],
    meaning: 'A check left the requests out, because the profile says nothing about them.',
    byItself: 'Reads nothing from idemeum.',
    toDo: 'Add `listElevationRequests` to the connection profile.',
  }),
  noCustomersInProfile: errorText('companion.no-customers-in-profile', {
    text: () =>
      'Not part of the connection profile. Requests name their customers, so the companion works without.',
    examples: [[]],
    meaning: 'A check left the list of customers out, because the profile says nothing about it.',
    byItself: 'Learns customers from their requests.',
    toDo: 'Nothing.',
  }),
  noNotifications: errorText('companion.no-notifications', {
    text: () => 'Notifications are shown by the desktop app only. Use it, or keep the window open.',
    examples: [[]],
    meaning: 'A test notification was asked for in the console.',
    byItself: 'Shows everything in its window.',
    toDo: 'Use the desktop app for notifications.',
  }),
  decisionRestored: errorText('companion.decision-restored', {
    text: () =>
      'This decision waited to be sent when the backup was made that the journal was restored from. Look at the request, and decide again if it still waits.',
    examples: [[]],
    meaning: 'The journal was restored. Nobody can tell whether the decision was sent or taken back since.',
    byItself: 'Sends nothing.',
    toDo: 'Press *Dismiss*; decide again when the request is still pending.',
  }),
};
