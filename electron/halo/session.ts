import type { Contact } from '../companion/ports/contact.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type { BudgetUse } from '../companion/ports/halo.ts';
import { pauseAfter } from '../companion/ports/retry.ts';
import { createServiceHttp, type HttpRequest, type ServiceHttp } from '../http/service-http.ts';
import { createTokenSource, type TokenSource } from '../http/token-source.ts';
import { below, parseServiceUrl } from '../http/urls.ts';
import { type CallBudget, callBudget } from './budget.ts';
import type { HaloConnection, HaloTools } from './connection.ts';
import { haloErrors } from './error-table.ts';
import { describeRefusal, describeSignInRefusal } from './permissions.ts';
import { signInPlaceOf } from './schemas.ts';

export type Query = Readonly<Record<string, string | number | boolean>>;

/** Signed-in calls to one Halo instance, within the request budget. All throw ServiceError. */
export interface HaloSession {
  get(path: string, query: Query, signal?: AbortSignal): Promise<unknown>;
  /** Bodies are arrays even for one object (reference: halo-api.md). Not repeated, save after a 401. */
  post(path: string, body: readonly object[], signal?: AbortSignal): Promise<unknown>;
  /** A read that security depends on: part of the budget is kept for it. */
  getUrgently(path: string, query: Query, signal?: AbortSignal): Promise<unknown>;
  budgetUse(): Promise<BudgetUse>;
  readonly callCount: number;
  signInAgain(): void;
  readonly contact: Contact;
  readonly learned: Learned;
}

/** What reading a list takes: calls that wait for room in the window, or those that do not. */
export type ListSession = Pick<HaloSession, 'get' | 'learned'>;

/** What is known of the pages of one list. */
export interface PageSizes {
  /** The largest that is not refused, as far as is known. */
  readonly allowed: number;
  /** The largest that came; 0 before the first one. */
  readonly proven: number;
}

/** What has been learned about an instance while it was used. */
export interface Learned {
  /**
   * Some count what is on the page instead of what there is: until a count was larger than what came with it, one that
   * says "that is all" is not believed.
   */
  countsProven: boolean;
  /** Sizes of pages by the path of their list: an instance may allow each list another one. */
  readonly pages: Map<string, PageSizes>;
  /** Which way of searching tickets it takes, from the most exact one (0). */
  searchWay: number;
}

const SCOPES = 'read:tickets edit:tickets read:customers read:assets';

/** A 401 with a token that was fresh a moment ago is believed only after this many sign-ins. */
const SIGN_INS = 4;
const LONGEST_PAUSE_MS = 2_000;

export function createSession(connection: HaloConnection, tools: HaloTools): HaloSession {
  const budget = callBudget(tools);
  const httpWithin = (beforeCall: CallBudget['take'], describe = describeRefusal) =>
    createServiceHttp({
      service: 'halo',
      ...tools,
      beforeCall,
      onRateLimited: budget.refused,
      onSuccess: budget.succeeded,
      describe,
    });
  const http = httpWithin(budget.take);
  const urgentHttp = httpWithin(budget.takeUrgent);
  const signInHttp = httpWithin(budget.takeSignIn, describeSignInRefusal);
  const endpoint = tokenEndpoint(connection, signInHttp);
  const tokens = createTokenSource({
    ...tools,
    service: 'halo',
    http: signInHttp,
    endpoint: endpoint.find,
    onRefused: endpoint.forget,
    clientId: connection.clientId,
    clientSecret: connection.clientSecret,
    scope: SCOPES,
    whereToLook:
      'Check client id, secret and permissions in Halo: Configuration → Integrations → HaloPSA API → View applications.',
  });
  const signedIn = signedInCalls(tokens, tools);
  const readOver =
    (using: ServiceHttp): HaloSession['get'] =>
    async (path, query, signal) => {
      const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
      const url = below(connection.url, `/api${path}`, texts);
      return await signedIn((headers) => using.read({ method: 'GET', url, headers, signal }), signal);
    };
  return {
    get: readOver(http),
    getUrgently: readOver(urgentHttp),
    async post(path, body, signal) {
      const url = below(connection.url, `/api${path}`);
      const request: HttpRequest = { method: 'POST', url, body: JSON.stringify(body), signal };
      const send = (headers: Readonly<Record<string, string>>) =>
        http.send({ ...request, headers: { ...headers, 'content-type': 'application/json' } });
      return await signedIn(send, signal);
    },
    budgetUse: budget.use,
    get callCount() {
      return http.callCount + urgentHttp.callCount + signInHttp.callCount;
    },
    signInAgain: () => tokens.forget(),
    learned: { countsProven: false, pages: new Map(), searchWay: 0 },
    get contact() {
      return { latencyMs: http.lastMs, tokenEndsAt: tokens.goodUntil };
    },
  };
}

/** A 401 means that nothing was carried out: sign in afresh and repeat, for writes too. */
function signedInCalls(tokens: TokenSource, { clock, random }: HaloTools) {
  return async (
    call: (headers: Readonly<Record<string, string>>) => Promise<{ readonly json: unknown }>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    for (let attempt = 1; ; attempt += 1) {
      const token = await tokens.token(signal);
      try {
        return (await call({ authorization: `Bearer ${token}` })).json;
      } catch (error) {
        if (!(error instanceof ServiceError) || error.status !== 401 || attempt >= SIGN_INS) throw error;
        tokens.forget();
        await clock.sleep(pauseAfter(attempt, LONGEST_PAUSE_MS, random), signal);
      }
    }
  };
}

/** The token endpoint: entered by hand, else `{auth_url}/token` as the instance's authinfo says. Asked once. */
function tokenEndpoint(connection: HaloConnection, http: ServiceHttp) {
  let known: URL | null = null;
  return {
    async find(signal?: AbortSignal): Promise<URL> {
      known ??= connection.tokenUrl
        ? withTenant(connection.tokenUrl, connection.tenant)
        : await discover(connection, http, signal);
      return known;
    },
    forget: () => {
      known = null;
    },
  };
}

/** authinfo takes no token (reference: halo-api.md), so who refuses it has not refused ours: it is no Halo instance. */
const NO_INSTANCE: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 410]);

async function discover(
  connection: HaloConnection,
  http: ServiceHttp,
  signal: AbortSignal | undefined,
): Promise<URL> {
  const text = haloErrors.noSignInAddress(connection.url.href.replace(/\/+$/u, ''));
  const url = below(connection.url, '/api/authinfo');
  const answer = await http.read({ method: 'GET', url, signal }).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    // Most often the start page of another server.
    if (error.kind === 'broken-answer') return null;
    if (!NO_INSTANCE.has(error.status ?? 0)) throw error;
    throw new ServiceError({ service: 'halo', kind: 'set-up', text, cause: error });
  });
  const place = signInPlaceOf(answer?.json);
  if (place === null) throw new ServiceError({ service: 'halo', kind: 'broken-answer', text });
  const reading = parseServiceUrl(URL.parse(place.authUrl, connection.url)?.href ?? place.authUrl);
  if (!reading.ok) {
    throw new ServiceError({
      service: 'halo',
      kind: 'set-up',
      text: haloErrors.badSignInAddress(connection.url.origin, reading.problem),
    });
  }
  const endpoint = /\/token$/iu.test(reading.url.pathname) ? reading.url : below(reading.url, '/token');
  return withTenant(endpoint, connection.tenant ?? place.tenant ?? null);
}

function withTenant(url: URL, tenant: string | null): URL {
  const endpoint = new URL(url);
  if (tenant !== null && !endpoint.searchParams.has('tenant')) endpoint.searchParams.set('tenant', tenant);
  return endpoint;
}
