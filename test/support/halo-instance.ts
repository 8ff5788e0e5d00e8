import type { CallLedger, Halo, TicketDraft } from '../../electron/companion/ports/halo.ts';
import { silentLog } from '../../electron/companion/ports/log.ts';
import type { HaloConnection, HaloTools } from '../../electron/halo/connection.ts';
import { createHalo } from '../../electron/halo/create-halo.ts';
import { createRedactor } from '../../electron/http/redactor.ts';
import { FakeClock, seeded } from './fake-clock.ts';
import { answer, httpDouble, type Respond } from './http-double.ts';

/** A ticket to be opened, with every field that our client fills in. */
export const DRAFT: TicketDraft = {
  names: { typeId: 31, category: 'A>B', urgencyId: 2, impactId: 3, closedStatusId: 9 },
  clientId: 12,
  assetId: 5,
  summary: 'S',
  detailsHtml: '<p>D</p>',
  thirdPartyId: 'req-1',
  reportedBy: 'ada@contoso.example',
};

/** A ledger without a limit, that can be blocked. */
export function freeLedger(): CallLedger {
  let blocked = 0;
  return {
    tryTake: async (now) => (blocked > now ? { taken: false, waitMs: blocked - now } : { taken: true }),
    countSince: async () => 0,
    blockUntil: async (until) => {
      blocked = until;
    },
  };
}

/** A Halo over real HTTP for which a test answers call by call, and our client to it. */
export class HaloInstance {
  readonly clock = new FakeClock();
  /** Answers the resource API. */
  api: Respond = (_, response) => answer(response, 200, []);
  /** Answers authinfo and the token endpoint. */
  auth: Respond = (request, response) =>
    request.url.pathname === '/api/authinfo'
      ? answer(response, 200, { auth_url: `${this.url.origin}/auth/`, tenant_id: 'acme', extra: 1 })
      : answer(response, 200, { access_token: 'token-1', expires_in: '3600', token_type: 'Bearer' });
  readonly #server: Awaited<ReturnType<typeof httpDouble>>;

  private constructor(server: Awaited<ReturnType<typeof httpDouble>>) {
    this.#server = server;
    // A deadline must not pass just because somebody sleeps: only the test moves time on here.
    this.clock.sleep = async (ms) => (ms >= 30_000 ? new Promise(() => undefined) : this.clock.advance(ms));
  }

  static async open(): Promise<HaloInstance> {
    const server = await httpDouble((request, response) => {
      const isSignIn = /^\/(api\/authinfo|auth\/)/u.test(request.url.pathname);
      return isSignIn ? instance.auth(request, response) : instance.api(request, response);
    });
    const instance = new HaloInstance(server);
    return instance;
  }

  get url(): URL {
    return this.#server.url;
  }

  /** What it was asked, in this order. */
  get seen() {
    return this.#server.seen;
  }

  client(fields: Partial<HaloConnection & HaloTools> = {}): Halo {
    return createHalo({
      url: this.url,
      tokenUrl: null,
      tenant: null,
      clientId: 'companion',
      clientSecret: async () => 'halo-secret-value',
      fetch: globalThis.fetch,
      clock: this.clock,
      random: seeded(1),
      log: silentLog,
      redactor: createRedactor(),
      ledger: freeLedger(),
      ...fields,
    });
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
