import { z } from 'zod';
import type { SandboxClock } from '../clock.ts';
import type { ClientCredentials } from '../credentials.ts';
import { type Answer, json } from '../http/answer.ts';
import { decoded, jsonOf, type ServiceRequest } from '../http/service-request.ts';
import type { Random } from '../random.ts';
import type { IdemeumSettings, Settings } from '../settings.ts';
import { DecisionScope, ElevationType } from './entities.ts';
import { idemeumToken } from './idemeum-auth.ts';
import { portalPage } from './idemeum-pages.ts';
import type { IdemeumStore } from './idemeum-store.ts';
import { customerView, requestView } from './idemeum-views.ts';
import { isSignedIn, portalSignIn } from './portal-sign-in.ts';

export interface IdemeumServiceOptions {
  readonly store: IdemeumStore;
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly settings: Settings;
  readonly credentials: ClientCredentials;
  readonly origin: () => string;
}

const TOKEN = '/api/oauth2/v1/token';
const JIT = '/api/integrations/entrajitaccounts';
const CUSTOMERS = '/api/integrations/customers';
const REQUESTS = '/api/integrations/elevationrequests';
const DECISION = /^\/api\/integrations\/elevationrequests\/([^/]+)\/decision$/u;

const JIT_TYPE = 'application/vnd.dvmi.entra.app.user.disable+json';
const DECISION_TYPE = 'application/vnd.dvmi.elevation.request.decision+json';
const CUSTOMERS_TYPE = 'application/vnd.dvmi.customer.list+json';
const REQUESTS_TYPE = 'application/vnd.dvmi.elevation.request.list+json';

const JitBody = z.strictObject({
  customerDisplayName: z.string().min(1),
  technicianEmailAddress: z.string().regex(/^[^@\s]+@[^@\s]+$/u),
});

const DecisionBody = z.looseObject({
  decision: z.enum(['APPROVE', 'DENY']),
  scope: DecisionScope.nullish(),
  elevationType: ElevationType.nullish(),
  comment: z.string().nullish(),
  technicianEmailAddress: z.string().nullish(),
});

type Operation = (options: IdemeumServiceOptions, request: ServiceRequest) => Answer;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  [`POST ${JIT}`]: disableJit,
  [`GET ${CUSTOMERS}`]: listCustomers,
  [`GET ${REQUESTS}`]: listRequests,
};

/** The pretend idemeum: the documented operations and those of our default connection profile. */
export function createIdemeumService(options: IdemeumServiceOptions): (request: ServiceRequest) => Answer {
  return (request) => {
    const { method, path } = request;
    if (`${method} ${path}` === `POST ${TOKEN}`) {
      return idemeumToken(options.store, options.settings, options.credentials, request);
    }
    const signIn = portalSignIn(options, request);
    if (signIn !== null) return signIn;
    if (!path.startsWith('/api/')) return portalPage(options, request);
    if (!mayCall(options.store, request)) {
      return failure(401, 'Full authentication is required to access this resource');
    }
    const operation = OPERATIONS[`${method} ${path}`];
    if (operation !== undefined) return operation(options, request);
    const decisionOn = method === 'POST' ? DECISION.exec(path)?.[1] : undefined;
    return decisionOn === undefined
      ? failure(404, 'Not found')
      : decide(options, request, decoded(decisionOn));
  };
}

/** What is documented takes tokens only; a profile may say that the rest goes by the portal's session. */
function mayCall(store: IdemeumStore, request: ServiceRequest): boolean {
  if (store.tokens.scopesOf(request.headers.authorization) !== null) return true;
  return request.path !== JIT && isSignedIn(store, request);
}

/** Documented (idemeum.md): this media type to the letter, and these two fields. */
function disableJit({ store, clock, settings }: IdemeumServiceOptions, request: ServiceRequest): Answer {
  if (request.headers['content-type'] !== JIT_TYPE) return failure(415, 'Unsupported media type');
  const body = JitBody.safeParse(jsonOf(request.body));
  if (!body.success) return failure(400, 'Malformed request');
  const { customerDisplayName } = body.data;
  const customer = [...store.customers.values()].find((one) => one.displayName === customerDisplayName);
  if (customer === undefined) return failure(404, 'Customer not found');
  const wasEnabled = store.jitAccounts.disable(body.data, clock.now());
  if (!wasEnabled && settings.idemeum.jitUnknownAccount === 'not-found') {
    return failure(404, 'No active account to disable');
  }
  store.jitDisables.push({ ...body.data, at: clock.now() });
  switch (settings.idemeum.jitAnswer) {
    case 'none':
      return { status: 204 };
    case 'empty':
      return { status: 200 };
    case 'json':
      return json({ status: 'SUCCESS', requestId: 'jit-disable' });
    case 'text':
      return { status: 200, text: 'OK', headers: { 'content-type': 'text/plain' } };
  }
}

function listCustomers(options: IdemeumServiceOptions, request: ServiceRequest): Answer {
  const { store, settings } = options;
  if (!accepts(request, CUSTOMERS_TYPE)) return failure(406, 'Not acceptable');
  const customers = [...store.customers.values()];
  const page = pageOf(options, request, customers, settings.idemeum.customerPageCap);
  if (typeof page === 'string') return failure(400, page);
  return typed(CUSTOMERS_TYPE, {
    customers: page.items.map(customerView),
    ...nextOf(settings.idemeum, page.next),
    totalCustomers: customers.length,
  });
}

/** Sorted by `updatedAt`, then id. */
function listRequests(options: IdemeumServiceOptions, request: ServiceRequest): Answer {
  const { store, settings } = options;
  if (!accepts(request, REQUESTS_TYPE)) return failure(406, 'Not acceptable');
  const cursor = request.query.get('updatedSince');
  const since = cursor === null ? Number.NEGATIVE_INFINITY : Date.parse(cursor);
  if (Number.isNaN(since)) return failure(400, 'updatedSince is not a time');
  const isInclusive = settings.idemeum.cursorIs === 'inclusive';
  const requests = [...store.requests.values()]
    .filter(({ updatedAt }) => updatedAt > since || (isInclusive && updatedAt === since))
    .filter(({ status }) => settings.idemeum.listsDecided || status === 'PENDING')
    .sort((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1));
  const page = pageOf(options, request, requests, settings.idemeum.requestPageCap);
  if (typeof page === 'string') return failure(400, page);
  const origin = options.origin();
  return typed(REQUESTS_TYPE, {
    requests: page.items.map((one) => requestView(settings, origin, one)),
    ...nextOf(settings.idemeum, page.next),
    serverVersion: '2026.3',
  });
}

function decide(options: IdemeumServiceOptions, request: ServiceRequest, id: string): Answer {
  const { store, settings } = options;
  if (request.headers['content-type'] !== DECISION_TYPE) return failure(415, 'Unsupported media type');
  const body = DecisionBody.safeParse(jsonOf(request.body));
  if (!body.success) return failure(400, `Malformed request: ${body.error.issues[0]?.message}`);
  const existing = store.requests.get(id);
  if (existing === undefined) return failure(404, 'Elevation request not found');
  const { decision, scope, elevationType, comment, technicianEmailAddress } = body.data;
  if (decision === 'APPROVE' && !elevationType) return failure(400, 'elevationType is required to approve');
  const email = technicianEmailAddress ?? null;
  const technician = store.technicians.find((one) => one.email.toLowerCase() === email?.toLowerCase());
  const settled = store.settle(id, {
    status: decision === 'APPROVE' ? 'APPROVED' : 'DENIED',
    by: { name: technician?.name ?? (email === null ? 'API client' : email), email },
    scope: scope ?? 'ONCE',
    elevationType: decision === 'APPROVE' ? (elevationType ?? null) : null,
    comment: comment ?? null,
  });
  if (settled === null) {
    return failure(409, `The elevation request was handled already: ${existing.status}`);
  }
  return json(requestView(settings, options.origin(), settled));
}

/** `size` is only a wish, or one that is refused. What is wrong in words, for numbers that are none. */
function pageOf<T>(
  { random, settings }: IdemeumServiceOptions,
  { query, pageFault }: ServiceRequest,
  items: readonly T[],
  cap: number,
): { readonly items: readonly T[]; readonly next: number | null } | string {
  const page = Number(query.get('page') ?? 1);
  const wish = Number(query.get('size') ?? cap);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(wish) || wish < 1) {
    return 'page and size are numbers from 1';
  }
  if (wish > cap && settings.idemeum.pageSizeOverCap === 'refused') return `size is at most ${cap}`;
  const size = Math.min(wish, cap);
  const shown = pageFault === 'duplicatedPages' && page > 1 ? page - 1 : page;
  const ordered = pageFault === 'reorderedPages' ? random.shuffled(items) : items;
  return {
    items: ordered.slice((shown - 1) * size, shown * size),
    next: page * size < items.length ? page + 1 : null,
  };
}

function nextOf({ nextPageAs, lastPageAs }: IdemeumSettings, next: number | null): object {
  if (next !== null) return { nextPage: nextPageAs === 'text' ? String(next) : next };
  if (lastPageAs === 'absent') return {};
  return { nextPage: lastPageAs === 'emptyText' ? '' : null };
}

function accepts(request: ServiceRequest, type: string): boolean {
  const accept = request.headers.accept ?? '*/*';
  return [type, '*/*', 'application/*', 'application/json'].some((one) => accept.includes(one));
}

function typed(type: string, body: object): Answer {
  return { status: 200, json: body, headers: { 'content-type': type } };
}

function failure(status: number, message: string): Answer {
  return json({ status, message, timestamp: null }, status);
}
