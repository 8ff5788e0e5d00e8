import type { JitApi } from '../../../electron/companion/jit/api.ts';
import { jitErrors } from '../../../electron/companion/jit/error-table.ts';
import { ServiceError } from '../../../electron/companion/ports/errors.ts';
import { httpErrors } from '../../../electron/http/error-table.ts';
import type { JitGrantRow } from '../../../shared/contract/jit.ts';
import type { Desk } from './desk.ts';

const MINUTE_MS = 60_000;

export function aGrant(fields: Partial<JitGrantRow['grant']> = {}, isMine = true): JitGrantRow {
  const now = Date.now();
  const grant: JitGrantRow['grant'] = {
    id: 'g1',
    customerKey: 'name:contoso',
    customerDisplayName: 'Contoso Ltd',
    technicianEmail: ME,
    haloTicketId: null,
    startedAt: now - 60 * MINUTE_MS,
    endsAt: now + 180 * MINUTE_MS,
    state: 'active',
    endReason: null,
    note: null,
    updatedAt: now,
    ...fields,
  };
  const ticketUrl =
    grant.haloTicketId === null ? null : `https://acme.halopsa.com/tickets?id=${grant.haloTicketId}`;
  return { grant, isMine, ticketUrl };
}

export const ME = 'tess@example.com';
const done = { done: true, text: null, needsConfirmation: false };

/** The JIT part of the core as a test writes it; what is asked of it is put down with the rest. */
export function scriptJit({ stage, set }: Desk, rows: () => readonly JitGrantRow[]) {
  const asked = (text: string) => {
    stage.asked.push(text);
    return done;
  };
  const jit: JitApi = {
    runbook: ({ customerVariable, technicianVariable }) => ({
      baseResource: 'https://acme.idemeum.com/api/integrations',
      tokenUrl: 'https://acme.idemeum.com/api/oauth2/v1/token',
      path: '/entrajitaccounts',
      method: 'POST',
      contentType: 'application/vnd.dvmi.entra.app.user.disable+json',
      body: JSON.stringify({
        customerDisplayName: customerVariable,
        technicianEmailAddress: technicianVariable,
      }),
    }),
    checkRunbook: ({ contentType }) => [
      { part: 'url', fits: true, text: null },
      { part: 'contentType', fits: contentType.includes('disable'), text: 'Expected application/vnd…' },
      { part: 'body', fits: true, text: null },
    ],
    grants: async ({ filter }) => {
      const found = rows().filter(
        ({ grant }) => (filter === 'ended') === ['disabled', 'expired'].includes(grant.state),
      );
      return { rows: found, total: found.length };
    },
    current: async () => [],
    customers: async (text) =>
      ['Contoso Ltd', 'Fabrikam <b>bold</b>', 'مثال للشركات']
        .filter((name) => name.toLowerCase().includes(text.toLowerCase()))
        .map((name) => ({ customerKey: name, name })),
    requestAccess: async (subject) =>
      'customerKey' in subject
        ? {
            possible: true,
            customerKey: subject.customerKey,
            customerName: subject.customerKey,
            haloTicketId: null,
            portalUrl: 'https://acme.idemeum.com/?customerDisplayName=Contoso',
          }
        : {
            possible: false,
            text: jitErrors.noTicket(subject.haloTicketId).text,
            choices: [],
          },
    confirmGranted: async ({ customerKey }) => asked(`granted ${customerKey}`),
    disable: async ({ grantId, confirmOthers }) =>
      rows().find(({ grant }) => grant.id === grantId)?.isMine || confirmOthers
        ? asked(`disable ${grantId}`)
        : { done: false, text: 'This is the account of otto@example.com.', needsConfirmation: true },
    disableAccount: async ({ customerKey, technicianEmail, confirmOthers }) =>
      technicianEmail === ME || confirmOthers
        ? asked(`disable ${technicianEmail} at ${customerKey}`)
        : { done: false, text: jitErrors.someoneElses(technicianEmail).text, needsConfirmation: true },
    disableMine: async () => {
      asked('disable mine');
      return { count: 2 };
    },
    disableForCustomer: async ({ customerKey, grantIds }) => {
      asked(`disable all at ${customerKey}: ${grantIds.join(', ')}`);
      const left = rows().find(
        ({ grant: { id, state, customerKey: key }, isMine }) =>
          key === customerKey && state !== 'disabling' && !isMine && !grantIds.includes(id),
      );
      const text = left ? jitErrors.someoneElses(left.grant.technicianEmail).text : null;
      return { count: grantIds.length, text, needsConfirmation: text !== null };
    },
    tickets: async (_customerKey, text) => {
      asked(`open tickets like “${text}”`);
      if (text === 'refused') throw new ServiceError({ service: 'halo', kind: 'forbidden', text: FORBIDDEN });
      return {
        tickets: TICKETS.filter(({ summary }) => summary.toLowerCase().includes(text.toLowerCase())),
        text: text === 'unmapped' ? jitErrors.noClientForTickets().text : null,
      };
    },
    tieToTicket: async ({ grantId, haloTicketId }) =>
      haloTicketId === 99
        ? { done: false, text: jitErrors.noTicket(99).text, needsConfirmation: false }
        : asked(`tie ${grantId} ${haloTicketId}`),
    endAll: async () => 0,
    settled: async () => true,
  };
  set({ override: { jit } });
}

export const FORBIDDEN = httpErrors.forbidden('Halo', null);
const TICKETS = [
  { id: 4802, summary: 'Mail server <b>down</b>' },
  { id: 4799, summary: 'New starter on Monday' },
];

export const BUSY: readonly JitGrantRow[] = [
  aGrant({ id: 'soon', state: 'ending', endsAt: Date.now() + 4 * MINUTE_MS, haloTicketId: 4711 }),
  aGrant({
    customerKey: 'name:fabrikam',
    customerDisplayName: 'Fabrikam <b>bold</b> & a name that goes on and on and on and on and on',
  }),
  aGrant({
    id: 'late',
    state: 'disabling',
    note: 'Will be disabled as soon as there is a connection to idemeum.',
  }),
  aGrant(
    {
      id: 'other',
      technicianEmail: 'otto@example.com',
      customerKey: 'name:example',
      customerDisplayName: 'مثال للشركات',
    },
    false,
  ),
  aGrant({ id: 'past', state: 'disabled', endReason: 'ticket-closed' }),
];
