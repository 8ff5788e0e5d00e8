import type { JitCustomer } from '../../../shared/contract/jit.ts';
import type { PortalParameter } from '../../../shared/domain/jit-account.ts';
import { isMapped } from '../../../shared/domain/mapping.ts';
import type { Core } from '../core.ts';
import type { StoredCustomer } from '../journal/journal.ts';
import { mappingErrors } from '../mapping/error-table.ts';
import type { Told } from '../ports/told.ts';
import type { Access, AccessSubject } from './api.ts';
import { jitErrors } from './error-table.ts';

/** Where a technician asks for access to a customer. @throws ServiceError when Halo has to be asked and does not answer */
export async function accessTo(core: Core, subject: AccessSubject): Promise<Access> {
  if ('customerKey' in subject) {
    const customer = await core.journal.customers.find(subject.customerKey);
    return customer ? possible(core, customer, null) : impossible(mappingErrors.customerUnknown());
  }
  return await accessByTicket(core, subject.haloTicketId);
}

async function accessByTicket(core: Core, ticketId: number): Promise<Access> {
  const ticket = await core.halo.readTicket(ticketId);
  if (!ticket || ticket.id !== ticketId) return impossible(jitErrors.noTicket(ticketId));
  if (ticket.closed) {
    return impossible(jitErrors.ticketClosedAccess(ticketId));
  }
  if (ticket.clientId === null) return impossible(jitErrors.ticketWithoutClient(ticketId));
  const customers = await customersOf(core, ticket.clientId);
  const [first, ...others] = customers;
  if (!first) {
    return impossible(jitErrors.clientWithoutCustomer(ticketId));
  }
  if (others.length > 0) {
    const { text } = jitErrors.severalCustomers(ticketId);
    return { possible: false, text, choices: customers.map(asChoice) };
  }
  return possible(core, first, ticketId);
}

/** Open tickets of a customer's client, for one of them to be picked. @throws ServiceError when Halo does not answer */
export async function openTicketsOf(core: Core, customerKey: string, text: string) {
  const mapping = await core.journal.mappings.find(customerKey);
  if (mapping === null || mapping.haloClientId === null || !isMapped(mapping.state)) {
    return { tickets: [], text: jitErrors.noClientForTickets().text };
  }
  const found = await core.halo.openTickets(mapping.haloClientId, text.trim());
  return { tickets: found.map(({ id, summary }) => ({ id, summary: summary ?? '' })), text: null };
}

/** The mapping in reverse. */
async function customersOf(core: Core, haloClientId: number): Promise<StoredCustomer[]> {
  const found: StoredCustomer[] = [];
  for (const mapping of await core.journal.mappings.all()) {
    if (mapping.haloClientId !== haloClientId) continue;
    const customer = await core.journal.customers.find(mapping.customerKey);
    if (customer) found.push(customer);
  }
  return found;
}

function possible(core: Core, customer: StoredCustomer, haloTicketId: number | null): Access {
  return {
    possible: true,
    customerKey: customer.key,
    customerName: nameOf(customer),
    haloTicketId,
    portalUrl: portalAddress(core.idemeum.portalUrl, core.settings.jit.portalParameter, customer),
  };
}

function impossible({ text }: Told): Access {
  return { possible: false, text, choices: [] };
}

/** The customer's page of the parent tenant's portal. A customer without the wanted name goes by its other one. */
function portalAddress(
  portalUrl: string,
  parameter: PortalParameter,
  customer: Pick<StoredCustomer, 'name' | 'displayName'>,
): string {
  const wanted = parameter === 'customerName' ? customer.name : customer.displayName;
  const used: PortalParameter =
    wanted !== null ? parameter : customer.name !== null ? 'customerName' : 'customerDisplayName';
  const value = (used === 'customerName' ? customer.name : customer.displayName) ?? '';
  return `${portalUrl}/?${used}=${encodeURIComponent(value)}`;
}

export function nameOf(customer: Pick<StoredCustomer, 'key' | 'name' | 'displayName'>): string {
  return customer.displayName ?? customer.name ?? customer.key;
}

export function asChoice(customer: StoredCustomer): JitCustomer {
  return { customerKey: customer.key, name: nameOf(customer) };
}
