import type { Halo } from '../companion/ports/halo.ts';
import { below, withoutEnding } from '../http/urls.ts';
import type { HaloConnection, HaloTools } from './connection.ts';
import { listAgents, listAssets, listClients } from './directory.ts';
import { offeredNames, resolveNames } from './names.ts';
import { probe } from './probe.ts';
import { createSession } from './session.ts';
import {
  actionNotes,
  assignAgent,
  closeTicket,
  createTicket,
  openTickets,
  readTicket,
  searchTickets,
  ticketsById,
} from './tickets.ts';

/** Where the resource API is: entered as the address of the instance, it means the instance above it. */
const RESOURCE_SERVER = /\/api\/*$/iu;

/** HaloPSA over its REST API (reference: halo-api.md). Keeps nothing but the token; caches are the journal's. */
export function createHalo(options: HaloConnection & HaloTools): Halo {
  const { log } = options;
  const url = withoutEnding(options.url, RESOURCE_SERVER);
  const session = createSession({ ...options, url }, options);
  return {
    host: url.hostname,
    listClients: (changedSince, signal) => listClients(session, log, changedSince, signal),
    listAssets: (clientId, search, signal) => listAssets(session, log, clientId, search, signal),
    listAgents: (search, signal) => listAgents(session, log, search, signal),
    resolveNames: (defaults, signal) => resolveNames(session, defaults, log, signal),
    probe: (what, signal) => probe(session, what, signal),
    offeredNames: (typeName, signal) => offeredNames(session, typeName, log, signal),
    searchSummary: (text, page, signal) =>
      searchTickets(session, log, { field: 'search_summary', text }, page, signal),
    searchDetails: (text, page, signal) =>
      searchTickets(session, log, { field: 'search_details', text }, page, signal),
    openTickets: (clientId, text, signal) => openTickets(session, log, clientId, text, signal),
    ticketsById: (ids, signal) => ticketsById(session, log, ids, signal),
    watchedTickets: (ids, signal) =>
      ticketsById({ get: session.getUrgently, learned: session.learned }, log, ids, signal),
    readTicket: (id, signal) => readTicket(session, id, signal),
    actionNotes: (ticketId, signal) => actionNotes(session, log, ticketId, signal),
    createTicket: (draft, signal) => createTicket(session, draft, signal),
    closeTicket: (order, way, signal) => closeTicket(session, order, way, signal),
    assignAgent: (ticketId, agentId, signal) => assignAgent(session, ticketId, agentId, signal),
    ticketUrl: (ticketId) => below(url, '/tickets', { id: String(ticketId) }).href,
    get callCount() {
      return session.callCount;
    },
    get contact() {
      return session.contact;
    },
    budgetUse: () => session.budgetUse(),
    signInAgain: () => session.signInAgain(),
  };
}
