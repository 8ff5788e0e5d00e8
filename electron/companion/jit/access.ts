import type { AccessAnswer, JitCustomer } from '../../../shared/contract/jit.ts';
import type { PortalParameter } from '../../../shared/domain/jit-account.ts';
import type { Core } from '../core.ts';
import type { StoredCustomer } from '../journal/journal.ts';
import type { AccessSubject } from './api.ts';

/** Where a technician asks for access to a customer. @throws ServiceError when Halo has to be asked and does not answer */
export async function accessTo(core: Core, subject: AccessSubject): Promise<AccessAnswer> {
  if ('customerKey' in subject) {
    const customer = await core.journal.customers.find(subject.customerKey);
    return customer
      ? possible(core, customer, null)
      : impossible('This customer is not known here any more. Look for it again.');
  }
  return await accessByTicket(core, subject.haloTicketId);
}

async function accessByTicket(core: Core, ticketId: number): Promise<AccessAnswer> {
  const ticket = await core.halo.readTicket(ticketId);
  if (!ticket || ticket.id !== ticketId)
    return impossible(`Halo has no ticket #${ticketId}. Check the number.`);
  if (ticket.closed) {
    return impossible(`Ticket #${ticketId} is closed: an account tied to it would be disabled at once.`);
  }
  if (ticket.clientId === null)
    return impossible(`Halo does not say which client ticket #${ticketId} belongs to.`);
  const customers = await customersOf(core, ticket.clientId);
  const [first, ...others] = customers;
  if (!first) {
    return impossible(
      `The client of ticket #${ticketId} belongs to no idemeum customer yet. Choose the customer here, or map it first.`,
    );
  }
  if (others.length > 0) {
    const text = `The client of ticket #${ticketId} belongs to several idemeum customers. Choose one.`;
    return { possible: false, text, choices: customers.map(asChoice) };
  }
  return possible(core, first, ticketId);
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

function possible(core: Core, customer: StoredCustomer, haloTicketId: number | null): AccessAnswer {
  return {
    possible: true,
    customerKey: customer.key,
    customerName: nameOf(customer),
    haloTicketId,
    portalUrl: portalAddress(core.idemeum.portalUrl, core.settings.jit.portalParameter, customer),
  };
}

function impossible(text: string): AccessAnswer {
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
