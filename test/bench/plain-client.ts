import { z } from 'zod';
import type { Clock } from '../../electron/companion/ports/clock.ts';
import type { Addresses } from '../support/real-desk.ts';

/**
 * The same work done the plain way, as somebody would write it from the vendor's guide in an afternoon, and not badly:
 * it keeps its tokens, looks every name up once, and remembers in memory which ticket belongs to which request. It
 * reads the whole list with every poll, and asks Halo for each customer's client, each request's asset and each
 * decider's agent. After a refusal for the rate limit it waits and asks again.
 */

const PAUSE_AFTER_429_MS = 5_000;
const LIST = z.object({ id: z.number(), name: z.string().optional(), value: z.string().optional() });
const Clients = z.object({ clients: z.array(z.object({ id: z.number(), name: z.string() })) });
const Assets = z.object({ assets: z.array(z.object({ id: z.number(), inventory_number: z.string() })) });
const Agents = z.array(z.object({ id: z.number(), email: z.string().nullish() }));
const Created = z.object({ id: z.number() });
const Token = z.object({ access_token: z.string() });
const Person = z.object({ name: z.string().nullish(), email: z.string().nullish() }).nullish();
const Request = z.object({
  id: z.string(),
  status: z.string(),
  customerDisplayName: z.string(),
  user: z.object({ name: z.string().nullish() }),
  endpoint: z.object({ name: z.string().nullish() }),
  application: z.object({ name: z.string().nullish() }),
  decision: z.object({ by: Person }).nullish(),
});
type Request = z.infer<typeof Request>;
const Customer = z.object({ displayName: z.string() });

interface Names {
  readonly type: number;
  readonly urgency: number;
  readonly impact: number;
  readonly closed: number;
}

export interface PlainTools {
  readonly services: Addresses;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
}

export class PlainClient {
  readonly #tools: PlainTools;
  readonly #tokens = new Map<string, string>();
  readonly #clientOf = new Map<string, number | null>();
  readonly #ticketOf = new Map<string, number>();
  readonly #closed = new Set<string>();
  #names: Names | null = null;

  constructor(tools: PlainTools) {
    this.#tools = tools;
  }

  /** Polls until it is told to stop. */
  async run(intervalMs: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.poll(signal);
      await this.#tools.clock.sleep(intervalMs, signal);
    }
  }

  /** One reading of the whole list, and what follows from it. */
  async poll(signal: AbortSignal): Promise<void> {
    for (const request of await this.requests()) {
      if (signal.aborted) return;
      if (!this.#ticketOf.has(request.id)) await this.#open(request);
      if (request.status !== 'PENDING' && !this.#closed.has(request.id)) await this.#close(request);
    }
  }

  async requests(): Promise<Request[]> {
    return await this.#pages('elevationrequests', 'requests', 'elevation.request.list', Request);
  }

  /** One search in Halo for every customer. @returns how many have a client */
  async mapCustomers(): Promise<number> {
    const customers = await this.#pages('customers', 'customers', 'customer.list', Customer);
    let mapped = 0;
    for (const { displayName } of customers) if ((await this.#client(displayName)) !== null) mapped += 1;
    return mapped;
  }

  async #open(request: Request): Promise<void> {
    const names = await this.#lookUpNames();
    const client = await this.#client(request.customerDisplayName);
    if (client === null) return;
    const device = request.endpoint.name ?? '';
    const { assets } = Assets.parse(
      await this.#halo(`/Asset?client_id=${client}&search=${encodeURIComponent(device)}`),
    );
    const asset = assets.find((one) => one.inventory_number.toLowerCase() === device.toLowerCase());
    const ticket = await this.#halo('/Tickets', [
      {
        tickettype_id: names.type,
        client_id: client,
        summary: `${request.user.name} wants to run ${request.application.name}`,
        details: `Request ${request.id}`,
        category_1: 'Business Applications',
        urgency: names.urgency,
        impact: names.impact,
        assets: asset === undefined ? [] : [{ id: asset.id }],
        third_party_id_string: request.id,
      },
    ]);
    this.#ticketOf.set(request.id, Created.parse(ticket).id);
  }

  async #close({ id, status, decision }: Request): Promise<void> {
    const ticket = this.#ticketOf.get(id);
    if (ticket === undefined) return;
    const email = decision?.by?.email ?? null;
    const agents =
      email === null ? [] : Agents.parse(await this.#halo(`/Agent?search=${encodeURIComponent(email)}`));
    const { closed } = await this.#lookUpNames();
    const agent = agents.find((one) => one.email === email);
    const order = { id: ticket, status_id: closed, closure_note: status, closure_time: 5 / 60 };
    await this.#halo('/Tickets', [{ ...order, ...(agent === undefined ? {} : { agent_id: agent.id }) }]);
    this.#closed.add(id);
  }

  async #client(name: string): Promise<number | null> {
    const known = this.#clientOf.get(name);
    if (known !== undefined) return known;
    const answer = await this.#halo(
      `/Client?pageinate=true&page_no=1&page_size=100&search=${encodeURIComponent(name)}`,
    );
    const id = Clients.parse(answer).clients.find((client) => client.name === name)?.id ?? null;
    this.#clientOf.set(name, id);
    return id;
  }

  async #lookUpNames(): Promise<Names> {
    const find = async (path: string, name: string) => {
      const items = z.array(LIST).parse(await this.#halo(path));
      return items.find((item) => item.name === name)?.id ?? 0;
    };
    if (this.#names === null) {
      const type = await find('/TicketType', 'Incident');
      this.#names = {
        type,
        urgency: await find('/Lookup?lookupid=27', 'Medium'),
        impact: await find('/Lookup?lookupid=12', 'Single User Affected'),
        closed: await find(`/Status?tickettype_id=${type}`, 'Closed'),
      };
    }
    return this.#names;
  }

  async #pages<T>(path: string, list: string, type: string, schema: z.ZodType<T>): Promise<T[]> {
    const found: T[] = [];
    const { idemeumUrl } = this.#tools.services;
    for (let page: number | null = 1; page !== null; ) {
      const url = `${idemeumUrl}/api/integrations/${path}?page=${page}&size=100`;
      const answer = await this.#signedIn('idemeum', url, { accept: `application/vnd.dvmi.${type}+json` });
      const { [list]: items, nextPage } = z.looseObject({ nextPage: z.number().nullish() }).parse(answer);
      found.push(...z.array(schema).parse(items));
      page = nextPage ?? null;
    }
    return found;
  }

  #halo(path: string, body?: readonly object[]): Promise<unknown> {
    return this.#signedIn('halo', `${this.#tools.services.haloUrl}/api${path}`, {}, body);
  }

  async #signedIn(
    service: 'halo' | 'idemeum',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: readonly object[],
  ): Promise<unknown> {
    for (;;) {
      const token = this.#tokens.get(service) ?? (await this.#signIn(service));
      const answer = await this.#tools.fetch(url, {
        headers: { ...headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      if (answer.status === 401) this.#tokens.delete(service);
      else if (answer.status === 429) await this.#tools.clock.sleep(PAUSE_AFTER_429_MS);
      else if (answer.ok) return await answer.json();
      else throw new Error(`The plain client: ${url} answered ${answer.status} ${await answer.text()}`);
    }
  }

  async #signIn(service: 'halo' | 'idemeum'): Promise<string> {
    const { services, fetch, clock } = this.#tools;
    const url =
      service === 'halo'
        ? `${services.haloUrl}/auth/token?tenant=northbridge`
        : `${services.idemeumUrl}/api/oauth2/v1/token`;
    const { clientId, clientSecret } = services.credentials[service];
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    if (service === 'halo') form.set('scope', 'read:tickets edit:tickets read:customers read:assets');
    for (;;) {
      const answer = await fetch(url, { method: 'POST', body: form });
      if (answer.status !== 429) {
        const { access_token } = Token.parse(await answer.json());
        this.#tokens.set(service, access_token);
        return access_token;
      }
      await clock.sleep(PAUSE_AFTER_429_MS);
    }
  }
}
