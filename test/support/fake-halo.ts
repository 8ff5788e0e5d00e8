import type { Clock } from '../../electron/companion/ports/clock.ts';
import { ServiceError } from '../../electron/companion/ports/errors.ts';
import type {
  CloseWay,
  ClosureOrder,
  Halo,
  HaloAgent,
  HaloAsset,
  HaloClient,
  HaloTicket,
  OfferedNames,
  Probe,
  TicketDraft,
  TicketNames,
  TicketPage,
} from '../../electron/companion/ports/halo.ts';
import { told } from './told.ts';
import { noTrouble, type Troubles, troubled } from './trouble.ts';

export interface FakeTicket {
  id: number;
  summary: string;
  details: string;
  thirdPartyId: string | null;
  clientId: number;
  assetId: number | null;
  statusId: number;
  closed: boolean;
  agentId: number | null;
  createdAt: number;
  closings: { way: CloseWay | 'by-hand'; note: string; hours: number; agentId: number | null }[];
}

const NAMES: TicketNames = {
  typeId: 31,
  category: 'Software>Business Applications',
  urgencyId: 17,
  impactId: 5,
  closedStatusId: 77,
};

/** Halo at the level of the port, for tests of the policies. The sandbox is the one that speaks HTTP. */
export class FakeHalo implements Halo {
  readonly host = 'halo.example';
  readonly clock: Clock;
  readonly tickets: FakeTicket[] = [];
  readonly calls: string[] = [];
  /** Since when changed clients were asked for, reading by reading; null for all. */
  readonly clientsSince: (number | null)[] = [];
  clients: HaloClient[] = [];
  assets: HaloAsset[] = [];
  agents: HaloAgent[] = [];
  names: TicketNames | ServiceError = NAMES;
  troubles: Troubles = noTrouble;
  searchLagMs = 0;
  pageSize = 100;
  /** Ways that the workflow refuses, loudly or by doing nothing. */
  refuses: { way: CloseWay; how: 'loudly' | 'silently' }[] = [];
  listsCarryDetails = false;
  keepsThirdPartyId = true;
  /** Longer ids are cut. */
  longestThirdPartyId = Number.POSITIVE_INFINITY;
  listsCarryThirdPartyId = true;
  signedInAgain = 0;
  #nextId = 4_711;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  readonly contact = { latencyMs: 12, tokenEndsAt: null };

  get callCount(): number {
    return this.calls.length;
  }

  /** How often something was asked of Halo. */
  times(name: string): number {
    return this.calls.filter((call) => call === name).length;
  }

  ticketUrl(id: number): string {
    return `https://halo.example/tickets?id=${id}`;
  }

  listClients(changedSince: number | null): Promise<readonly HaloClient[]> {
    return this.#call('listClients', () => {
      this.clientsSince.push(changedSince);
      return [...this.clients];
    });
  }

  listAssets(clientId: number, search: string) {
    return this.#call('listAssets', () => {
      const own = this.assets.filter((asset) => asset.clientId === clientId);
      if (own.length <= this.pageSize) return { assets: own, whole: true };
      const matching = own.filter((asset) => asset.names.some((name) => name.toLowerCase().includes(search)));
      return { assets: matching, whole: false };
    });
  }

  listAgents(search: string | null): Promise<readonly HaloAgent[]> {
    return this.#call('listAgents', () =>
      this.agents.filter((agent) => search === null || (agent.email ?? '').includes(search)),
    );
  }

  resolveNames(): Promise<TicketNames> {
    return this.#call('resolveNames', () => {
      if (this.names instanceof ServiceError) throw this.names;
      return this.names;
    });
  }

  probe(what: Probe): Promise<void> {
    return this.#call(`probe ${what}`, () => undefined);
  }

  offeredNames(): Promise<OfferedNames> {
    const names = { types: ['Incident'], categories: ['Business Applications'], urgencies: ['Medium'] };
    return this.#call('offeredNames', () => ({
      ...names,
      impacts: ['Single User Affected'],
      statuses: ['Closed'],
    }));
  }

  searchSummary(text: string, page: number): Promise<TicketPage> {
    return this.#call('searchSummary', () => this.#search((ticket) => ticket.summary.includes(text), page));
  }

  searchDetails(text: string, page: number): Promise<TicketPage> {
    return this.#call('searchDetails', () => this.#search((ticket) => ticket.details.includes(text), page));
  }

  openTickets(clientId: number, text: string): Promise<readonly HaloTicket[]> {
    const matches = (one: FakeTicket) =>
      !one.closed && one.clientId === clientId && one.summary.includes(text);
    return this.#call('openTickets', () => this.#search(matches, 1).tickets);
  }

  ticketsById(ids: readonly number[]): Promise<readonly HaloTicket[]> {
    return this.#call('ticketsById', () =>
      this.tickets.filter((ticket) => ids.includes(ticket.id)).map((ticket) => this.#listed(ticket)),
    );
  }

  watchedTickets(ids: readonly number[]): Promise<readonly HaloTicket[]> {
    return this.#call('watchedTickets', () =>
      this.tickets.filter((ticket) => ids.includes(ticket.id)).map((ticket) => this.#listed(ticket)),
    );
  }

  readTicket(id: number): Promise<HaloTicket | null> {
    return this.#call('readTicket', () => {
      const ticket = this.tickets.find((one) => one.id === id);
      return ticket ? toHaloTicket(ticket) : null;
    });
  }

  actionNotes(ticketId: number): Promise<readonly string[]> {
    return this.#call('actionNotes', () =>
      this.#ticket(ticketId)
        .closings.filter((closing) => closing.way === 'action')
        .map((closing) => closing.note),
    );
  }

  createTicket(draft: TicketDraft): Promise<HaloTicket> {
    return this.#call('createTicket', () => {
      const client = this.clients.find((one) => one.id === draft.clientId);
      if (!client || client.inactive) throw refusal('The client is not valid.');
      if (draft.assetId !== null && !this.assets.some(({ id }) => id === draft.assetId)) {
        throw refusal('The asset is not valid.');
      }
      const thirdPartyId = this.keepsThirdPartyId
        ? draft.thirdPartyId.slice(0, this.longestThirdPartyId)
        : '';
      return toHaloTicket(this.seed({ ...draft, thirdPartyId, details: draft.detailsHtml, statusId: 1 }));
    });
  }

  closeTicket(order: ClosureOrder, way: CloseWay): Promise<void> {
    return this.#call(`closeTicket:${way}`, () => {
      const refused = this.refuses.find((one) => one.way === way);
      if (refused?.how === 'loudly') throw refusal(`Not by ${way}.`);
      if (refused) return;
      const agent = this.agents.find(({ id }) => id === order.agentId);
      if (order.agentId !== null && (!agent || agent.disabled)) throw refusal('The agent is not valid.');
      const ticket = this.#ticket(order.ticketId);
      ticket.statusId = order.closedStatusId;
      ticket.closed = true;
      if (way === 'ticket' && order.agentId !== null) ticket.agentId = order.agentId;
      ticket.closings.push({ way, note: order.noteText, hours: order.hours, agentId: order.agentId });
    });
  }

  assignAgent(ticketId: number, agentId: number): Promise<void> {
    return this.#call('assignAgent', () => {
      this.#ticket(ticketId).agentId = agentId;
    });
  }

  async budgetUse() {
    return { used: this.calls.length, allowed: 240, limit: 300, windowMs: 300_000 };
  }

  signInAgain(): void {
    this.signedInAgain += 1;
  }

  /** Puts a ticket into Halo as somebody else would. */
  seed(fields: Partial<FakeTicket> & { summary: string }): FakeTicket {
    this.#nextId += 1;
    const ticket: FakeTicket = {
      id: this.#nextId,
      details: '',
      thirdPartyId: null,
      clientId: 1,
      assetId: null,
      statusId: 1,
      closed: false,
      agentId: 1,
      createdAt: this.clock.now(),
      closings: [],
      ...fields,
    };
    this.tickets.push(ticket);
    return ticket;
  }

  closeByHand(id: number): void {
    const ticket = this.#ticket(id);
    ticket.closed = true;
    ticket.statusId = NAMES.closedStatusId;
    ticket.closings.push({ way: 'by-hand', note: 'done', hours: 0, agentId: null });
  }

  #search(matches: (ticket: FakeTicket) => boolean, page: number): TicketPage {
    const visible = this.tickets
      .filter((ticket) => ticket.createdAt + this.searchLagMs <= this.clock.now())
      .filter(matches)
      .sort((a, b) => b.id - a.id);
    const start = (page - 1) * this.pageSize;
    const tickets = visible.slice(start, start + this.pageSize).map((ticket) => this.#listed(ticket));
    return { tickets, hasMore: visible.length > start + this.pageSize };
  }

  #listed(ticket: FakeTicket): HaloTicket {
    const { thirdPartyId, ...rest } = toHaloTicket(ticket);
    const whole = { ...rest, thirdPartyId: this.listsCarryThirdPartyId ? thirdPartyId : null };
    return this.listsCarryDetails ? whole : { ...whole, details: null, closureNote: null };
  }

  #ticket(id: number): FakeTicket {
    const ticket = this.tickets.find((one) => one.id === id);
    if (!ticket)
      throw new ServiceError({
        service: 'halo',
        kind: 'rejected',
        text: told('No such ticket.'),
        status: 404,
      });
    return ticket;
  }

  #call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    return troubled('halo', name, this.troubles, work);
  }
}

function refusal(text: string): ServiceError {
  return new ServiceError({ service: 'halo', kind: 'rejected', text: told(text), status: 400 });
}

function toHaloTicket(ticket: FakeTicket): HaloTicket {
  const closing = ticket.closings.findLast((one) => one.way === 'ticket');
  return {
    id: ticket.id,
    summary: ticket.summary,
    details: ticket.details,
    thirdPartyId: ticket.thirdPartyId,
    clientId: ticket.clientId,
    statusId: ticket.statusId,
    closed: ticket.closed,
    agentId: ticket.agentId,
    closureNote: closing?.note ?? null,
    assetIds: ticket.assetId === null ? [] : [ticket.assetId],
    clientReference: null,
    createdAt: ticket.createdAt,
  };
}
