import { errorText } from '../companion/ports/told.ts';

function quoted(said: string | null): string {
  return said === null ? '' : ` It said: ${said}`;
}

const TRIED_AGAIN =
  'Tries again, with growing pauses. What was to be written stays in the journal; before a write is repeated the companion looks whether the first try arrived after all.';
const WAIT = 'Nothing at first. When it lasts, look at the status page of the service and at the network.';

/** What calls to either service can end with, where the service's own client has nothing better to say. */
export const httpErrors = {
  timedOut: errorText('http.timed-out', {
    text: (service: string) => `${service} did not answer in time. It is tried again.`,
    examples: [['Halo']],
    meaning: 'The call was sent and no whole answer came within 30 seconds.',
    byItself: TRIED_AGAIN,
    toDo: WAIT,
  }),
  unreachable: errorText('http.unreachable', {
    text: (service: string, why: string) =>
      `${service} cannot be reached (${why}). Check the address and the connection; it is tried again.`,
    examples: [['idemeum', 'ENOTFOUND']],
    meaning:
      'No connection came about: no network, a wrong address, a firewall or proxy in the way, or a certificate that this computer does not trust. The code in brackets tells which (ENOTFOUND: no such host name; ECONNREFUSED: nobody listens there; CERT_ and TLS codes: the certificate).',
    byItself: `${TRIED_AGAIN} Nothing was sent, so nothing can have happened twice.`,
    toDo: 'Open the address of the service in a browser on this computer. For certificate codes install the issuer that your proxy uses; the companion never skips the check.',
  }),
  brokeOff: errorText('http.broke-off', {
    text: (service: string, code: string) =>
      `The connection to ${service} broke off${code === '' ? '' : ` (${code})`}. It is tried again.`,
    examples: [['Halo', 'ECONNRESET']],
    meaning: 'The call was on its way when the connection ended. It may or may not have arrived.',
    byItself: TRIED_AGAIN,
    toDo: WAIT,
  }),
  brokenAnswer: errorText('http.broken-answer', {
    text: (service: string) => `The answer of ${service} was cut short or is not JSON. It is tried again.`,
    examples: [['Halo']],
    meaning:
      'The answer could not be read: it ended early, or something on the way (a proxy, a sign-in page) answered instead.',
    byItself: `${TRIED_AGAIN} After 15 tries over a day the entry is parked.`,
    toDo: WAIT,
  }),
  tooLarge: errorText('http.too-large', {
    text: (service: string, megabytes: number) =>
      `The answer of ${service} is larger than ${megabytes} MB and was not read. It is tried again.`,
    examples: [['idemeum', 32]],
    meaning:
      'No answer that the companion asks for is that large. It was given up before it could fill the memory.',
    byItself: TRIED_AGAIN,
    toDo: 'When it lasts, check that the address in the settings is the one of the service, and report it to the vendor.',
  }),
  rateLimited: errorText('http.rate-limited', {
    text: (service: string, said: string | null) =>
      `${service} gets too many requests at the moment. The companion waits and goes on by itself.${quoted(said)}`,
    examples: [['Halo', 'Rate Limit Reached']],
    meaning: 'The service answered 429: the requests of everybody who uses this instance are over its limit.',
    byItself:
      'Waits as long as the service asks (`Retry-After`), else longer with each refusal, and goes on.',
    toDo: 'Nothing. When it happens daily, lower `halo.budgetShare` to leave more of the limit to other integrations.',
  }),
  failing: errorText('http.failing', {
    text: (service: string, status: number, said: string | null) =>
      `${service} has trouble (${status}). It is tried again.${quoted(said)}`,
    examples: [['idemeum', 503, null]],
    meaning: 'The service answered with an error of its own (5xx).',
    byItself: `${TRIED_AGAIN} After 15 tries over a day the entry is parked.`,
    toDo: WAIT,
  }),
  credentials: errorText('http.credentials', {
    text: (service: string, said: string | null) =>
      `${service} refused the credentials. Check client id and secret in the settings.${quoted(said)}`,
    examples: [['idemeum', 'invalid_client']],
    meaning: 'The service answered 401, also with a token that had just been fetched.',
    byItself:
      'Stops calling this service, so that nobody is locked out, and asks once more every 10 minutes.',
    toDo: 'Enter client id and secret anew in the settings, then press *Sync now*. Secrets are shown once when they are made: make a new one if in doubt.',
  }),
  forbidden: errorText('http.forbidden', {
    text: (service: string, said: string | null) =>
      `${service} does not allow this (403). Check what the API client may do there.${quoted(said)}`,
    examples: [['idemeum', null]],
    meaning: 'The client is known but may not do this.',
    byItself: 'Parks what it was about, and shows it under *Needs you*.',
    toDo: 'Give the API client the right in the administration of the service, then press *Retry*.',
  }),
  redirect: errorText('http.redirect', {
    text: (service: string, status: number, target: string | null) =>
      `${service} answered with a redirect (${status}${target === null ? '' : ` to ${target}`}). Enter the address it really has.`,
    examples: [['Halo', 301, 'https://desk.example']],
    meaning:
      'The address leads to another server, or to a page such as one to sign in on. Only what stays on the same server is followed: a token must never go to another address than the one that was entered.',
    byItself: 'Parks what it was about, and shows it under *Needs you*.',
    toDo: 'Open the address in a browser, see where it leads, and enter that address in the settings.',
  }),
  refused: errorText('http.refused', {
    text: (service: string, status: number, said: string | null) =>
      `${service} refused the request (${status}). Mend the reason there, then retry.${quoted(said)}`,
    examples: [['idemeum', 422, 'The request has expired']],
    meaning: 'The service understood the request and said no.',
    byItself: 'Parks what it was about, and shows it under *Needs you*.',
    toDo: 'Read what the service said, mend it there, then press *Retry*; or press *Dismiss* and do the step by hand.',
  }),
  noToken: errorText('http.no-token', {
    text: (service: string) => `${service} answered the sign-in without a token. It is tried again.`,
    examples: [['Halo']],
    meaning: 'The token endpoint answered with success, but the answer holds no access token.',
    byItself: TRIED_AGAIN,
    toDo: 'When it lasts, check the token address in the settings: something else may answer there.',
  }),
  noSignIn: errorText('http.no-sign-in', {
    text: (service: string, address: string, because: string) =>
      `${service} has no sign-in at ${address}. Check the address of the service in the settings. (${because})`,
    examples: [
      ['idemeum', 'https://example.idemeum.com/x/api/oauth2/v1/token', 'idemeum refused the request (404).'],
    ],
    meaning:
      'The address for tokens, which follows from that of the service, answered that it has no such thing. Client and secret were not looked at.',
    byItself: 'Asks again, with growing pauses; nothing is lost meanwhile.',
    toDo: 'Check the address of the service in the settings: it is the one at which people open it, without a page or folder behind it.',
  }),
  signInNotUnderstood: errorText('http.sign-in-not-understood', {
    text: (service: string) =>
      `The answer of ${service} to the sign-in was not understood. It is tried again.`,
    examples: [['Halo']],
    meaning: 'The token endpoint answered something that no OAuth 2 server should.',
    byItself: TRIED_AGAIN,
    toDo: 'When it lasts, check the token address in the settings: something else may answer there.',
  }),
  signInRefused: errorText('http.sign-in-refused', {
    text: (service: string, clientId: string, whereToLook: string, because: string) =>
      `${service} did not let the client “${clientId}” sign in. ${whereToLook} (${because})`,
    examples: [
      [
        'Halo',
        'c0ffee00-1234',
        'Check client id, secret and permissions in Halo: Configuration → Integrations → HaloPSA API → View applications.',
        'Halo refused the credentials.',
      ],
    ],
    meaning:
      'The token endpoint refused the client three times: id or secret are wrong, the secret was replaced or has expired, or the application was switched off.',
    byItself:
      'Stops calling this service, so that nobody is locked out, and asks once more every 10 minutes.',
    toDo: 'Make a new secret where the text says, enter it in the settings (or with `--store-secrets`), and press *Sync now*.',
  }),
};
