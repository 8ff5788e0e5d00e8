import { type Call, CallLog } from '../call-log.ts';
import type { SandboxClock } from '../clock.ts';
import type { Random } from '../random.ts';
import { RollingWindow, type WindowState } from '../rolling-window.ts';
import type { Settings } from '../settings.ts';
import { Tokens } from '../tokens.ts';
import { type HaloConfiguration, UNASSIGNED_ID, usualConfiguration } from './configuration.ts';
import type {
  CloseEvent,
  HaloAction,
  HaloAgent,
  HaloAsset,
  HaloClient,
  HaloTicket,
  TicketFields,
  TicketVersion,
} from './entities.ts';

export interface HaloStoreOptions {
  readonly clock: SandboxClock;
  readonly random: Random;
  readonly settings: Settings;
  readonly recordExchanges: boolean;
}

/** What outlives a restart of the sandbox. */
export interface HaloState {
  readonly clients: readonly HaloClient[];
  readonly assets: readonly HaloAsset[];
  readonly agents: readonly HaloAgent[];
  readonly tickets: readonly HaloTicket[];
  readonly configuration: HaloConfiguration;
  readonly apiAgentId: number;
  readonly next: NextIds;
  readonly calls: readonly Call[];
  readonly window: WindowState;
  readonly issuedTokens: readonly string[];
}

interface NextIds {
  ticket: number;
  action: number;
  /** The last one of everything else. */
  last: number;
}

const LAST_ID = 1_300;

/** Everything the pretend Halo knows, and the only place where a ticket changes. */
export class HaloStore {
  readonly log: CallLog;
  readonly window = new RollingWindow();
  readonly tokens: Tokens;
  readonly clients = new Map<number, HaloClient>();
  readonly assets = new Map<number, HaloAsset>();
  readonly agents = new Map<number, HaloAgent>();
  readonly tickets = new Map<number, HaloTicket>();
  configuration: HaloConfiguration;
  apiAgentId = 0;
  readonly #clock: SandboxClock;
  readonly #random: Random;
  readonly #settings: Settings;
  #next: NextIds = { ticket: 0, action: 0, last: LAST_ID };

  constructor(options: HaloStoreOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#settings = options.settings;
    this.log = new CallLog(options.recordExchanges);
    this.tokens = new Tokens(options.clock, options.random);
    this.configuration = usualConfiguration(options.random);
    this.clear();
  }

  /** The calls that reached Halo, oldest first. */
  get calls() {
    return this.log.calls;
  }

  /** The most calls under /api that ever lay in one rate window. */
  get peakInWindow(): number {
    return this.window.peak;
  }

  /** An instance as it is after the administrator's set-up: no clients, the API-only agent alone. */
  clear(): void {
    for (const things of [this.clients, this.assets, this.agents, this.tickets]) things.clear();
    this.log.clear();
    this.window.clear();
    this.tokens.revokeAll();
    this.configuration = usualConfiguration(this.#random);
    this.#next.ticket = this.#random.between(20_000, 90_000);
    this.#next.action = this.#random.between(400_000, 900_000);
    this.putAgent({ id: UNASSIGNED_ID, name: 'Unassigned' });
    this.apiAgentId = this.putAgent({ name: 'idemeum Companion', isapiagent: true }).id;
  }

  state(): HaloState {
    return {
      clients: [...this.clients.values()],
      assets: [...this.assets.values()],
      agents: [...this.agents.values()],
      tickets: [...this.tickets.values()],
      configuration: this.configuration,
      apiAgentId: this.apiAgentId,
      next: this.#next,
      calls: this.log.calls,
      window: this.window.state(),
      issuedTokens: this.tokens.issued,
    };
  }

  /** Goes on where another life of the sandbox ended. Tokens do not outlive it: everybody signs in anew. */
  restore(state: HaloState): void {
    for (const client of state.clients) this.clients.set(client.id, client);
    this.agents.clear();
    for (const agent of state.agents) this.agents.set(agent.id, agent);
    for (const asset of state.assets) this.assets.set(asset.id, asset);
    for (const ticket of state.tickets) this.tickets.set(ticket.id, ticket);
    this.configuration = state.configuration;
    this.apiAgentId = state.apiAgentId;
    this.#next = { ...state.next };
    this.log.calls.push(...state.calls);
    this.window.restore(state.window);
    this.tokens.issued.push(...state.issuedTokens);
  }

  putClient(given: Partial<HaloClient> & { readonly name: string }): HaloClient {
    const id = given.id ?? this.#freeId(this.clients, 12);
    const before = this.clients.get(id);
    const client: HaloClient = {
      inactive: false,
      toplevel_name: 'Northbridge IT',
      main_site_id: id * 3 + 1,
      main_site_name: 'Main',
      general_user_id: id * 5 + 2,
      ref: '',
      ...before,
      ...given,
      id,
      changedAt: this.#clock.now(),
    };
    this.clients.set(id, client);
    return client;
  }

  putAsset(given: Partial<HaloAsset> & { readonly client_id: number }): HaloAsset {
    const id = given.id ?? this.#freeId(this.assets, 5);
    const asset: HaloAsset = {
      site_id: this.clients.get(given.client_id)?.main_site_id ?? -1,
      inventory_number: '',
      key_field: '',
      key_field2: '',
      key_field3: '',
      assettype_name: 'Workstation',
      inactive: false,
      ...this.assets.get(id),
      ...given,
      id,
      changedAt: this.#clock.now(),
    };
    this.assets.set(id, asset);
    return asset;
  }

  putAgent(given: Partial<HaloAgent> & { readonly name: string }): HaloAgent {
    const id = given.id ?? this.#freeId(this.agents, 4);
    const agent: HaloAgent = {
      email: '',
      isdisabled: false,
      isapiagent: false,
      team: 'Service Desk',
      ...this.agents.get(id),
      ...given,
      id,
    };
    this.agents.set(id, agent);
    return agent;
  }

  /** The ticket as GET by id tells it. */
  current(ticket: HaloTicket): TicketVersion {
    const version = ticket.versions.at(-1);
    if (version === undefined) throw new RangeError(`Ticket ${ticket.id} has no version.`);
    return version;
  }

  /** The ticket as the search index knows it; undefined while it does not. */
  indexed(ticket: HaloTicket): TicketVersion | undefined {
    const until = this.#clock.now() - this.#settings.halo.searchLagMs;
    return ticket.versions.findLast((version) => version.changedAt <= until);
  }

  addTicket(fields: TicketFields, createdBy: HaloTicket['createdBy'], createdAt?: number): HaloTicket {
    const at = createdAt ?? this.#clock.now();
    const id = this.#next.ticket;
    this.#next.ticket += this.#random.between(1, 3);
    const version: TicketVersion = { id, fields, createdAt: at, changedAt: at, closedAt: null };
    const ticket: HaloTicket = { id, createdBy, versions: [version], closeEvents: [], actions: [] };
    this.tickets.set(id, ticket);
    return ticket;
  }

  changeTicket(ticket: HaloTicket, changes: Partial<TicketFields>): void {
    const before = this.current(ticket);
    const fields = { ...before.fields, ...changes };
    const now = this.#clock.now();
    const isOpen = !this.closes(fields.status_id);
    const closedAt = isOpen ? null : (before.closedAt ?? now);
    ticket.versions.push({ ...before, fields, changedAt: now, closedAt });
  }

  /** Records a closing; the caller changes the ticket afterwards. */
  noteClosing(ticket: HaloTicket, event: Omit<CloseEvent, 'at' | 'again'>): void {
    const again = this.closes(this.current(ticket).fields.status_id);
    ticket.closeEvents.push({ ...event, again, at: this.#clock.now() });
  }

  addAction(ticket: HaloTicket, given: Omit<HaloAction, 'id' | 'ticket_id' | 'at'>): HaloAction {
    const action: HaloAction = {
      ...given,
      id: this.#next.action,
      ticket_id: ticket.id,
      at: this.#clock.now(),
    };
    this.#next.action += this.#random.between(1, 9);
    ticket.actions.push(action);
    return action;
  }

  closes(statusId: number): boolean {
    return this.configuration.statuses.some((status) => status.id === statusId && status.closes);
  }

  /** Large and sparse: no client can count on where ids begin or that they follow each other. */
  #freeId(taken: ReadonlyMap<number, unknown>, sparseness: number): number {
    do this.#next.last += this.#random.between(1, sparseness);
    while (taken.has(this.#next.last));
    return this.#next.last;
  }
}
