import fc from 'fast-check';
import { errorTextOf } from '../../electron/http/error-text.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import { parseServiceUrl } from '../../electron/http/urls.ts';
import { isContractFrame } from '../../electron/run/contract-frame.ts';
import { judgeAddress } from '../../electron/shell/portal/origins.ts';
import { deepLinkIn, parseDeepLink } from '../../electron/shell/process/deep-link.ts';
import { type FuzzedParser, must, parserOf } from './fuzz.ts';
import { changedJson, damaged } from './mutations.ts';

/** Texts that anybody can hand over: deep links, addresses, error pages, messages of a window. */

const links = damaged(
  fc.oneof(
    fc.constantFrom(
      'idemeum-companion://request/req-1',
      'idemeum-companion://customer/name%3Acontoso',
      'IDEMEUM-COMPANION://request/a%2Fb%20c/',
    ),
    fc.string({ unit: 'binary', maxLength: 600 }).map((id) => {
      return `idemeum-companion://request/${encodeURIComponent(id.toWellFormed())}`;
    }),
  ),
);

const deepLinks = parserOf('deep link', links, (link) => {
  const shown = parseDeepLink(link);
  deepLinkIn(['--x', link]);
  if (shown === null) return;
  const id =
    shown.screen === 'request' ? shown.requestId : shown.screen === 'customer' ? shown.customerKey : '';
  must(id !== '' && id.length <= 500 && !/\p{Cc}|\p{Cf}/u.test(id), 'an id that is none is shown');
});

const addresses = damaged(
  fc.constantFrom(
    'https://acme.idemeum.com/path',
    'https://contoso-acme.idemeum.com',
    'http://127.0.0.1:8080/x/',
    'https://login.example/',
    'blob:https://acme.idemeum.com/1',
    'https://user:pass@acme.idemeum.com',
  ),
);
const TENANT = new URL('https://acme.idemeum.com');

const address = parserOf('address', addresses, (text) => {
  const reading = parseServiceUrl(text);
  must(!reading.ok || reading.url.username === '', 'an address with a user was taken');
  const verdict = judgeAddress(text, TENANT, ['https://login.example']);
  const host = URL.parse(text)?.hostname ?? '';
  const isOurs =
    host === 'acme.idemeum.com' || host.endsWith('-acme.idemeum.com') || host === 'login.example';
  must(verdict !== 'allowed' || isOurs, 'a portal may go where it must not');
});

const SECRET = 's3cr3t-value';
const pages = damaged(
  fc.oneof(
    changedJson(
      { error: 'invalid_client', error_description: `client ${SECRET} is unknown` },
      { ClassName: 'x', Message: 'No', errors: [{ message: 'first' }] },
    ),
    fc.constantFrom(
      '<html><head><title>502</title></head><body>Bad gateway</body></html>',
      '<script>'.repeat(999),
    ),
  ),
);

const errorText = parserOf('error page', pages, (body) => {
  const redactor = createRedactor();
  redactor.addSecret(SECRET);
  const line = errorTextOf(body, redactor);
  must(line === null || (line.length <= 300 && !line.includes(SECRET)), 'too long, or with the secret');
});

const frames = damaged(
  changedJson({ i: '1', p: { u: '/requests/list', b: { json: { filter: 'all' } }, h: {} } }, { i: 1, t: 4 }),
);
const frame = parserOf('message of a window', frames, (text) => void isContractFrame(text));

export const TEXTS: readonly FuzzedParser[] = [deepLinks, address, errorText, frame];
