import type { TicketDefaults } from '../../../shared/domain/ticket.ts';
import type { Contact } from './contact.ts';

/** A Halo client (the MSP's customer). */
export interface HaloClient {
  readonly id: number;
  readonly name: string;
  readonly inactive: boolean;
}

export interface HaloAsset {
  readonly id: number;
  readonly clientId: number | null;
  /** Every field that may hold the computer's name: inventory number and key fields. */
  readonly names: readonly string[];
}

export interface HaloAgent {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly disabled: boolean;
}

/** What one look at a ticket tells. Fields that the answer did not carry are null. */
export interface HaloTicket {
  readonly id: number;
  readonly summary: string | null;
  readonly details: string | null;
  /** Empty when the ticket has none; null when the answer did not carry the field. */
  readonly thirdPartyId: string | null;
  readonly clientId: number | null;
  readonly statusId: number | null;
  readonly closed: boolean;
  readonly agentId: number | null;
  readonly closureNote: string | null;
  readonly assetIds: readonly number[];
  /** The reference of the ticket's client; null when the answer did not carry it. */
  readonly clientReference: string | null;
  /** When the ticket was made, epoch ms; null when the answer did not say. */
  readonly createdAt: number | null;
}

/** Halo's ids for the names in the ticket defaults. */
export interface TicketNames {
  readonly typeId: number;
  /** Halo's own spelling, levels joined with ">". */
  readonly category: string;
  readonly urgencyId: number;
  readonly impactId: number;
  readonly closedStatusId: number;
}

/** What can be tried without reading much; `me` is the API-only agent itself. */
export type Probe = 'tickets' | 'clients' | 'assets' | 'agents' | 'me';

/** The names that Halo offers for the fields of a ticket. */
export interface OfferedNames {
  readonly types: readonly string[];
  readonly categories: readonly string[];
  readonly urgencies: readonly string[];
  readonly impacts: readonly string[];
  readonly statuses: readonly string[];
}

export interface TicketDraft {
  readonly names: TicketNames;
  readonly clientId: number;
  readonly assetId: number | null;
  readonly summary: string;
  readonly detailsHtml: string;
  /** The request's id, kept on the ticket to verify a find. */
  readonly thirdPartyId: string;
  readonly reportedBy: string | null;
}

export interface ClosureOrder {
  readonly ticketId: number;
  readonly closedStatusId: number;
  readonly agentId: number | null;
  readonly noteText: string;
  readonly noteHtml: string;
  /** Hours of work, decimal (reference: halo-api.md). */
  readonly hours: number;
  readonly outcomeId: number;
}

export type CloseWay = 'ticket' | 'action';

/** One page of a watch on tickets: what was found, and whether there is more beyond it. */
export interface TicketPage {
  readonly tickets: readonly HaloTicket[];
  readonly hasMore: boolean;
}

/** How many of our own calls lie in Halo's rolling window. */
export interface BudgetUse {
  readonly used: number;
  /** Our share of the limit. */
  readonly allowed: number;
  /** What Halo allows to everybody together. */
  readonly limit: number;
  readonly windowMs: number;
}

/** HaloPSA as the companion sees it. All methods throw ServiceError; reads are repeated inside, writes never. */
export interface Halo {
  /** Active and inactive clients. `changedSince` (epoch ms) asks for changed ones only; Halo may send more. */
  listClients(changedSince: number | null, signal?: AbortSignal): Promise<readonly HaloClient[]>;
  /** Active assets of a client. Small clients come whole; else those whose fields contain `search`. */
  listAssets(
    clientId: number,
    search: string,
    signal?: AbortSignal,
  ): Promise<{ readonly assets: readonly HaloAsset[]; readonly whole: boolean }>;
  listAgents(search: string | null, signal?: AbortSignal): Promise<readonly HaloAgent[]>;
  /** Resolves every name; a `set-up` error says which is missing and what Halo offers instead. */
  resolveNames(defaults: TicketDefaults, signal?: AbortSignal): Promise<TicketNames>;
  /** One cheap read of a kind: whether it is allowed. */
  probe(what: Probe, signal?: AbortSignal): Promise<void>;
  /** What there is to choose from for tickets of a type; for all types when there is none of that name. */
  offeredNames(typeName: string, signal?: AbortSignal): Promise<OfferedNames>;
  /** Tickets whose summary contains the text, newest first, page by page from 1. */
  searchSummary(text: string, page: number, signal?: AbortSignal): Promise<TicketPage>;
  searchDetails(text: string, page: number, signal?: AbortSignal): Promise<TicketPage>;
  /** Open tickets of a client, newest first where Halo sorts: one page of those with the text in them. */
  openTickets(clientId: number, text: string, signal?: AbortSignal): Promise<readonly HaloTicket[]>;
  /** Up to 100 tickets by id in one call. Tickets that Halo does not return are missing from the answer. */
  ticketsById(ids: readonly number[], signal?: AbortSignal): Promise<readonly HaloTicket[]>;
  /** The same for tickets whose closing disables accounts: however much else is to be done, part of the budget is kept. */
  watchedTickets(ids: readonly number[], signal?: AbortSignal): Promise<readonly HaloTicket[]>;
  /** The whole ticket; null when Halo says that there is none. */
  readTicket(id: number, signal?: AbortSignal): Promise<HaloTicket | null>;
  /** Notes of a ticket's actions, as text. */
  actionNotes(ticketId: number, signal?: AbortSignal): Promise<readonly string[]>;
  createTicket(draft: TicketDraft, signal?: AbortSignal): Promise<HaloTicket>;
  /** One way of closing, once. A good answer is no proof: read the ticket back. */
  closeTicket(order: ClosureOrder, way: CloseWay, signal?: AbortSignal): Promise<void>;
  /** Sets the agent of a ticket without touching its status. */
  assignAgent(ticketId: number, agentId: number, signal?: AbortSignal): Promise<void>;
  /** The link a technician opens. */
  ticketUrl(ticketId: number): string;
  /** The instance's host, which keeps journals of different instances apart. */
  readonly host: string;
  /** HTTP requests sent since the start, token and discovery included. */
  readonly callCount: number;
  readonly contact: Contact;
  budgetUse(): Promise<BudgetUse>;
  signInAgain(): void;
}

/** Where the times of our calls are kept, so that a restart does not forget what the window already holds. */
export interface CallLedger {
  /** Records a call now if fewer than `allowed` lie in the window; else says how long to wait, in ms. */
  tryTake(
    now: number,
    windowMs: number,
    allowed: number,
  ): Promise<{ taken: true } | { taken: false; waitMs: number }>;
  countSince(since: number): Promise<number>;
  /** The service told us to stay away until then (epoch ms). */
  blockUntil(until: number): Promise<void>;
}
