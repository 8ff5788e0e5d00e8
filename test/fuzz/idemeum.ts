import fc from 'fast-check';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import type { Idemeum } from '../../electron/companion/ports/idemeum.ts';
import type { Log } from '../../electron/companion/ports/log.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import profileJson from '../../electron/idemeum/default-profile.json' with { type: 'json' };
import { defaultProfile } from '../../electron/idemeum/default-profile.ts';
import { createIdemeum } from '../../electron/idemeum/idemeum-client.ts';
import { type ConnectionProfile, parseProfile } from '../../shared/domain/connection-profile.ts';
import { order } from '../support/idemeum-tenant.ts';
import { LISTED_REQUEST } from '../support/samples.ts';
import { type FuzzedParser, must, parserOf, unless } from './fuzz.ts';
import { changedJson, damaged } from './mutations.ts';
import { answering, impatientClock, isRecord } from './services.ts';

/** Every answer of idemeum, and the connection profile that says how to read it. */

const REQUEST = { ...LISTED_REQUEST, decision: null };
const DECIDED = {
  ...REQUEST,
  id: 42,
  status: 'APPROVED',
  decision: {
    by: { name: 'Tina', email: 'tina@msp.example' },
    scope: 'ONCE',
    elevationType: 'ADMIN',
    comment: 'fine',
    at: '2026-03-02T09:01:00+01:00',
  },
};
const CUSTOMER = { id: 'c-1', name: 'contoso', displayName: 'Contoso Ltd' };
const TOKEN = { access_token: 'token-1', token_type: 'Bearer', expires_in: '3600' };

function tenantWith(
  answer: (url: URL) => Response,
  profile: ConnectionProfile = defaultProfile(),
): { readonly idemeum: Idemeum; readonly malformed: () => number } {
  let malformed = 0;
  const log: Log = {
    info: () => undefined,
    warn: (event) => {
      if (event === 'idemeum.customer-malformed') malformed += 1;
    },
    error: () => undefined,
  };
  const idemeum = createIdemeum({
    sessionFetch: answering(answer),
    url: new URL('https://acme.idemeum.com'),
    clientId: 'client-1',
    clientSecret: async () => 'very-secret-value',
    profile,
    fetch: answering(answer),
    clock: impatientClock(),
    random: () => 0.5,
    log,
    redactor: createRedactor(),
  });
  return { idemeum, malformed: () => malformed };
}

function isToken(url: URL): boolean {
  return url.pathname.endsWith('/token');
}

function resources(text: string, status = 200) {
  return tenantWith((url) => (isToken(url) ? Response.json(TOKEN) : new Response(text, { status })));
}

/** How idemeum writes the ids of items, so that one that is told of can be recognised; null where there is none. */
function idOf(item: unknown): string | null {
  if (!isRecord(item)) return null;
  const { id } = item;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

const requestItems = fc.record({
  good: fc.nat(4),
  bad: fc.array(changedJson(REQUEST, DECIDED), { maxLength: 3 }),
});

const requests: FuzzedParser = parserOf('idemeum requests: items', requestItems, async ({ good, bad }) => {
  const fine = Array.from({ length: good }, (_, n) => JSON.stringify({ ...REQUEST, id: `good-${n}` }));
  const { idemeum } = resources(`{"requests":[${[...fine, ...bad].join(',')}],"nextPage":null}`);
  const reading = await idemeum.readRequests(null);
  must(reading.failure === null, 'the reading ended early');
  const ids = new Set(reading.requests.map(({ id }) => id));
  for (let n = 0; n < good; n += 1) must(ids.has(`good-${n}`), 'a good item is missing');
  const toldIds = new Set(reading.malformed.map(({ itemId }) => itemId));
  const anonymous = new Set<string>();
  for (const text of bad) {
    const item: unknown = JSON.parse(text);
    const id = idOf(item);
    if (id === null || (!ids.has(id) && !toldIds.has(id))) anonymous.add(text);
  }
  const withoutId = reading.malformed.filter(({ itemId }) => itemId === null).length;
  const distinct = anonymous.size === 0 ? 0 : 1;
  must(
    withoutId >= distinct,
    `${anonymous.size} items are gone, and ${withoutId} without an id were told of`,
  );
});

const customerItems = fc.record({
  good: fc.nat(4),
  bad: fc.array(changedJson(CUSTOMER, { name: 'fabrikam' }), { maxLength: 3 }),
});

const customers: FuzzedParser = parserOf('idemeum customers: items', customerItems, async ({ good, bad }) => {
  const fine = Array.from({ length: good }, (_, n) => JSON.stringify({ ...CUSTOMER, id: `good-${n}` }));
  const { idemeum, malformed } = resources(`{"customers":[${[...fine, ...bad].join(',')}],"nextPage":null}`);
  const read = await idemeum.listCustomers();
  const ids = new Set(read.map(({ id }) => id));
  for (let n = 0; n < good; n += 1) must(ids.has(`good-${n}`), 'a good item is missing');
  const distinct = new Set(bad).size;
  // Those with the same id, or without one and of the same names, are the same customer.
  const known = bad.filter((text) => {
    const item: unknown = JSON.parse(text);
    return read.some((one) => isRecord(item) && one.id === (idOf(item) ?? null));
  }).length;
  must(
    known > 0 || read.length - good + malformed() >= Math.min(1, distinct),
    'items are gone, and nobody was told',
  );
});

/** Whole answers, in which anything may be wrong: they are read, or are an error that says so. */
function answerParser(
  what: string,
  samples: readonly [unknown, ...unknown[]],
  use: (idemeum: Idemeum) => Promise<unknown>,
): FuzzedParser {
  const answers = fc.tuple(
    damaged(changedJson(...samples)),
    fc.constantFrom(200, 200, 200, 204, 400, 401, 403, 404, 409, 500),
  );
  return parserOf(`idemeum ${what}: answers`, answers, async ([text, status]) => {
    const { idemeum } = resources(status === 204 ? '' : text, status === 204 ? 200 : status);
    await unless([ServiceError], () => use(idemeum));
  });
}

const profileText = damaged(changedJson(profileJson));

export const IDEMEUM: readonly FuzzedParser[] = [
  requests,
  customers,
  answerParser(
    'requests',
    [
      { requests: [REQUEST, DECIDED], nextPage: null },
      { requests: [DECIDED], nextPage: '3' },
    ],
    (idemeum) => idemeum.readRequests('2026-03-02T08:59:00.000Z'),
  ),
  answerParser('customers', [{ customers: [CUSTOMER], nextPage: null }], (idemeum) =>
    idemeum.listCustomers(),
  ),
  answerParser(
    'decision',
    [{ id: 'er-1', status: 'APPROVED' }, { error: { message: 'decided' } }],
    (idemeum) => idemeum.decide(order),
  ),
  answerParser('JIT disable', [{ success: true }, { errorMessage: 'no such account' }], (idemeum) =>
    idemeum.disableJitAccount({ customerDisplayName: 'Contoso', technicianEmail: 'tina@msp.example' }),
  ),
  parserOf('idemeum token', damaged(changedJson(TOKEN)), async (text) => {
    const { idemeum } = tenantWith((url) => (isToken(url) ? new Response(text) : Response.json({})));
    await unless([ServiceError], () => idemeum.listCustomers());
  }),
  parserOf('idemeum profile', profileText, async (text) => {
    const json = await unless([SyntaxError], (): unknown => JSON.parse(text));
    const parsed = parseProfile(json);
    if ('problems' in parsed) {
      must(parsed.problems.length > 0, 'it is refused without a reason');
      return;
    }
    // One that was taken can be worked with, whatever the tenant answers.
    const answer = JSON.stringify({ requests: [REQUEST, DECIDED], customers: [CUSTOMER] });
    const { idemeum } = tenantWith(
      (url) => (isToken(url) ? Response.json(TOKEN) : new Response(answer)),
      parsed.profile,
    );
    if (idemeum.can.listRequests) await unless([ServiceError], () => idemeum.readRequests(null));
    if (idemeum.can.listCustomers) await unless([ServiceError], () => idemeum.listCustomers());
    if (idemeum.can.decide) await unless([ServiceError], () => idemeum.decide(order));
  }),
];
