import type { ConnectionProfile } from '../../shared/domain/connection-profile.ts';
import type { Clock, Random } from '../companion/ports/clock.ts';
import type { Contact } from '../companion/ports/contact.ts';
import { ServiceError } from '../companion/ports/errors.ts';
import type {
  DecisionOrder,
  Idemeum,
  IdemeumCustomer,
  JitAccount,
  RequestReading,
  WireCall,
} from '../companion/ports/idemeum.ts';
import type { Log } from '../companion/ports/log.ts';
import { errorTextOf } from '../http/error-text.ts';
import type { Redactor } from '../http/redactor.ts';
import {
  createServiceHttp,
  type HttpAnswer,
  type HttpRequest,
  type ServiceHttp,
} from '../http/service-http.ts';
import { createTokenSource, type TokenSource } from '../http/token-source.ts';
import { below, withoutEnding } from '../http/urls.ts';
import { CustomerCollection } from './customer-collection.ts';
import { decisionValues } from './decision-values.ts';
import { idemeumErrors } from './error-table.ts';
import {
  type Caller,
  CUSTOMERS,
  DECISION,
  describeFailure,
  JIT_DISABLE,
  type OperationName,
  REQUESTS,
  setUpError,
} from './failure-texts.ts';
import { jitDisableRequest, saysFailure } from './jit-disable.ts';
import { type Operation, requestFor } from './operation-request.ts';
import { PAGE_SIZES, readUntilQuiet } from './paging.ts';
import { RequestCollection } from './request-collection.ts';
import { withToken } from './signed-in-http.ts';
import type { PlaceholderValues } from './templates.ts';

export interface IdemeumOptions {
  /** The parent tenant, such as https://acme.idemeum.com. */
  readonly url: URL;
  readonly clientId: string;
  readonly clientSecret: () => Promise<string>;
  readonly profile: ConnectionProfile;
  readonly fetch: typeof globalThis.fetch;
  /** Goes with the session of the portal, for profiles that sign in with it; null where there is none. */
  readonly sessionFetch: typeof globalThis.fetch | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly redactor: Redactor;
}

/** Documented, so fixed here and not part of the profile (reference: idemeum.md, "Documented API"). */
const TOKEN_PATH = '/api/oauth2/v1/token';

/** The admin portal, or the base resource of the vendor's guide: entered as the address of the tenant, both mean the tenant. */
const PORTAL_OR_API = /\/(?:adminportal(?:\/.*)?|api(?:\/integrations)?\/*)$/iu;

const WHERE_CREDENTIALS_ARE =
  'Check client id and secret: in the idemeum admin portal, Settings → Integrations → Add oAuth2 client makes new ones.';

/**
 * Readings in a row that have to bring nothing new. Requests leave their list while it is read; customers hardly
 * do, and are read again soon.
 */
const QUIET_READINGS_OF_REQUESTS = 2;
const QUIET_READINGS_OF_CUSTOMERS = 1;

const EARLIEST_SERVER_TIME = Date.UTC(2000, 0, 1);
const LATEST_SERVER_TIME = Date.UTC(2200, 0, 1);

/**
 * idemeum through its API, by a connection profile.
 * @throws ServiceError `set-up` for a profile that signs in with the portal's session where there is none
 */
export function createIdemeum(options: IdemeumOptions): Idemeum {
  if (options.profile.auth === 'session' && options.sessionFetch === null) {
    throw setUpError(idemeumErrors.sessionProfile(options.profile.name));
  }
  return new IdemeumClient({ ...options, url: withoutEnding(options.url, PORTAL_OR_API) });
}

class IdemeumClient implements Idemeum {
  readonly can: Idemeum['can'];
  readonly host: string;
  readonly portalUrl: string;
  readonly #options: IdemeumOptions;
  readonly #operations: ConnectionProfile['operations'];
  readonly #tokens: TokenSource;
  /** The profile's operations go with the portal's session instead of a token. */
  readonly #bySession: boolean;
  /** Which size of pages this tenant takes, from the largest (0). */
  #pageSize = 0;
  readonly #tokenHttp: ServiceHttp;
  /** One for each operation, because each explains its failures in its own words. */
  readonly #customersHttp: ServiceHttp;
  readonly #requestsHttp: ServiceHttp;
  readonly #decisionHttp: ServiceHttp;
  readonly #jitHttp: ServiceHttp;

  constructor(options: IdemeumOptions) {
    const { operations } = options.profile;
    this.can = {
      listCustomers: operations.listCustomers !== undefined,
      listRequests: operations.listElevationRequests !== undefined,
      decide: operations.decideElevationRequest !== undefined,
    };
    this.host = options.url.hostname;
    this.portalUrl = options.url.href.replace(/\/+$/u, '');
    this.#options = options;
    this.#operations = operations;
    const service = 'idemeum' as const;
    this.#tokenHttp = createServiceHttp({ ...options, service });
    this.#tokens = createTokenSource({
      ...options,
      service,
      http: this.#tokenHttp,
      endpoint: async () => below(options.url, TOKEN_PATH),
      scope: null,
      // Documented is the grant only (reference: idemeum.md, "Documented API").
      mayWantHeader: true,
      whereToLook: WHERE_CREDENTIALS_ARE,
    });
    const session = options.profile.auth === 'session' ? options.sessionFetch : null;
    this.#bySession = session !== null;
    const httpFor = (name: OperationName, fetch: typeof globalThis.fetch, who: Caller) =>
      createServiceHttp({
        ...options,
        fetch,
        service,
        describe: (status, said) => describeFailure(name, who, status, said),
      });
    const client = { clientId: options.clientId };
    const caller = session === null ? client : { portalUrl: this.portalUrl };
    this.#customersHttp = httpFor(CUSTOMERS, session ?? options.fetch, caller);
    this.#requestsHttp = httpFor(REQUESTS, session ?? options.fetch, caller);
    this.#decisionHttp = httpFor(DECISION, session ?? options.fetch, caller);
    // Documented with a token only (reference: idemeum.md).
    this.#jitHttp = httpFor(JIT_DISABLE, options.fetch, client);
  }

  get callCount(): number {
    const https = [
      this.#tokenHttp,
      this.#customersHttp,
      this.#requestsHttp,
      this.#decisionHttp,
      this.#jitHttp,
    ];
    return https.reduce((sum, http) => sum + http.callCount, 0);
  }

  get contact(): Contact {
    return { latencyMs: this.#requestsHttp.lastMs, tokenEndsAt: this.#tokens.goodUntil };
  }

  signInAgain(): void {
    this.#tokens.forget();
  }

  /** `serverTime` is that of the first answer: a cursor that is measured by it never lies after what was read. */
  async readRequests(updatedSince: string | null, signal?: AbortSignal): Promise<RequestReading> {
    const operation = available(this.#operations.listElevationRequests, REQUESTS);
    const collection = new RequestCollection(operation);
    let serverTime: number | null = null;
    const fetchPage = async (page: number) => {
      const values = { cursor: updatedSince, page };
      const answer = await this.#readPage(this.#requestsHttp, operation, values, signal);
      serverTime ??= serverTimeOf(answer);
      return answer.json;
    };
    const list = { name: REQUESTS.thing, items: operation.items, next: operation.next, fetchPage };
    const { settled, failure } = await readUntilQuiet(
      list,
      { ...this.#options, signal },
      QUIET_READINGS_OF_REQUESTS,
      (items) => collection.take(items),
    );
    if (!settled && failure === null)
      this.#options.log.warn('idemeum.list-unsettled', { requests: collection.requests.length });
    return { requests: collection.requests, malformed: collection.malformed, serverTime, failure };
  }

  async listCustomers(signal?: AbortSignal): Promise<readonly IdemeumCustomer[]> {
    const operation = available(this.#operations.listCustomers, CUSTOMERS);
    const collection = new CustomerCollection(operation);
    const fetchPage = async (page: number) => {
      const answer = await this.#readPage(this.#customersHttp, operation, { page }, signal);
      return answer.json;
    };
    const list = { name: CUSTOMERS.thing, items: operation.items, next: operation.next, fetchPage };
    const { failure } = await readUntilQuiet(
      list,
      { ...this.#options, signal },
      QUIET_READINGS_OF_CUSTOMERS,
      (items) => collection.take(items),
    );
    // Customers are no news: half a list is of no use.
    if (failure) throw failure;
    for (const { key, reason } of collection.malformed) {
      this.#options.log.warn('idemeum.customer-malformed', { key, reason });
    }
    return collection.customers;
  }

  async decide(order: DecisionOrder, signal?: AbortSignal): Promise<void> {
    const operation = available(this.#operations.decideElevationRequest, DECISION);
    const request = requestFor(this.#options.url, operation, decisionValues(order, operation));
    await this.#signed((signed) => this.#decisionHttp.send(signed), { ...request, signal });
  }

  async disableJitAccount(account: JitAccount, signal?: AbortSignal): Promise<void> {
    const request = jitDisableRequest(this.#options.url, account);
    const call = (signed: HttpRequest) => this.#jitHttp.send(signed);
    const { json } = await withToken(this.#tokens, call, { ...request, signal });
    if (!saysFailure(json)) return;
    const said = errorTextOf(JSON.stringify(json), this.#options.redactor);
    throw new ServiceError({ service: 'idemeum', kind: 'rejected', text: idemeumErrors.notDisabled(said) });
  }

  disableCall(account: JitAccount): WireCall {
    const { method, url, headers, body } = jitDisableRequest(this.#options.url, account);
    return {
      method,
      url: url.href,
      contentType: headers?.['content-type'] ?? '',
      body: body ?? '',
      tokenUrl: below(this.#options.url, TOKEN_PATH).href,
    };
  }

  /** A tenant that refuses the size of a page is asked for smaller ones, from its first page on. */
  async #readPage(
    http: ServiceHttp,
    operation: Operation,
    values: PlaceholderValues & { readonly page: number },
    signal: AbortSignal | undefined,
  ): Promise<HttpAnswer> {
    for (;;) {
      const size = PAGE_SIZES[this.#pageSize] ?? PAGE_SIZES[0];
      try {
        return await this.#read(http, operation, { ...values, size }, signal);
      } catch (error) {
        const isRefused =
          error instanceof ServiceError &&
          error.kind === 'rejected' &&
          error.status === 400 &&
          values.page === 1;
        if (!isRefused) throw error;
        // When none will do, the size was not what it minds.
        this.#pageSize = (this.#pageSize + 1) % PAGE_SIZES.length;
        if (this.#pageSize === 0) throw error;
      }
    }
  }

  async #read(
    http: ServiceHttp,
    operation: Operation,
    values: PlaceholderValues,
    signal: AbortSignal | undefined,
  ): Promise<HttpAnswer> {
    const request = requestFor(this.#options.url, operation, values);
    return await this.#signed((signed) => http.read(signed), { ...request, signal });
  }

  #signed(call: ServiceHttp['send'], request: HttpRequest): Promise<HttpAnswer> {
    return this.#bySession ? call(request) : withToken(this.#tokens, call, request);
  }
}

function available<T>(operation: T | undefined, name: OperationName): T {
  if (operation !== undefined) return operation;
  throw setUpError(idemeumErrors.notInProfile(name.thing));
}

/** The `Date` header, epoch ms; null when it is absent or no time that a clock could show. */
function serverTimeOf(answer: HttpAnswer): number | null {
  const time = Date.parse(answer.headers.get('date') ?? '');
  return time >= EARLIEST_SERVER_TIME && time < LATEST_SERVER_TIME ? time : null;
}
