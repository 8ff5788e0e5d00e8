import { afterEach, describe, expect, test } from 'vitest';
import { AccessDesk } from '../../../test/support/access-desk.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { mappingErrors } from '../mapping/error-table.ts';
import { jitErrors } from './error-table.ts';

/** Where access is asked for, starting from a ticket or a customer that make it hard. */

let desk: AccessDesk;
const open = async (options: DeskOptions = {}) => {
  desk = await AccessDesk.open(options);
  return await desk.jit();
};
afterEach(() => desk.dispose());

const byTicket = async (clientId: number) => {
  const { id } = desk.halo.seed({ summary: 'Help', clientId });
  return { id, access: await (await desk.jit()).requestAccess({ haloTicketId: id }) };
};

describe('from a ticket', () => {
  test('of no client, the customer has to be chosen', async () => {
    await open();
    const read = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async (ticketId) => {
      const ticket = await read(ticketId);
      return ticket && { ...ticket, clientId: null };
    };
    const { id, access } = await byTicket(12);
    expect(access).toEqual({
      possible: false,
      text: `Halo does not say which client ticket #${id} belongs to. Choose the customer here.`,
      choices: [],
    });
  });

  test('of a client that no customer is mapped to, it says so', async () => {
    await open();
    const { id, access } = await byTicket(77);
    expect(access).toEqual({
      possible: false,
      text: `The client of ticket #${id} belongs to no idemeum customer yet. Choose the customer here, or map it first.`,
      choices: [],
    });
  });

  test('that Halo answers with another one, it says that there is none of this number', async () => {
    await open();
    const other = desk.halo.seed({ summary: 'Help', clientId: 12 });
    const read = desk.halo.readTicket.bind(desk.halo);
    desk.halo.readTicket = async () => await read(other.id);
    expect(await (await desk.jit()).requestAccess({ haloTicketId: 4711 })).toEqual({
      possible: false,
      text: jitErrors.noTicket(4711).text,
      choices: [],
    });
  });

  test('of a client of a customer and of one that is not known here any more, the former is meant', async () => {
    await open();
    const gone = { customerKey: 'name:gone', haloClientId: 12, mappedBy: null, note: null };
    await (await desk.journal()).mappings.save({ ...gone, state: 'manual', updatedAt: desk.clock.now() });
    const { id, access } = await byTicket(12);
    const customerKey = await desk.keyOf('Contoso');
    expect(access).toMatchObject({ possible: true, customerKey, haloTicketId: id });
  });

  test('of a client of several customers, these are to choose from', async () => {
    await open();
    const [contoso, fabrikam] = [await desk.keyOf('Contoso'), await desk.keyOf('Fabrikam')];
    await desk.assign(fabrikam, 12);
    const { id, access } = await byTicket(12);
    expect(access).toMatchObject({
      possible: false,
      text: `The client of ticket #${id} belongs to several idemeum customers. Choose one.`,
    });
    expect(new Set(access.possible ? [] : access.choices)).toEqual(
      new Set([
        { customerKey: contoso, name: 'Contoso Ltd' },
        { customerKey: fabrikam, name: 'Fabrikam' },
      ]),
    );
  });
});

test('a customer that is not known is refused, and no account of it is recorded', async () => {
  const jit = await open();
  const order = { customerKey: 'name:gone', haloTicketId: null, minutes: null };
  expect(await jit.confirmGranted(order)).toMatchObject({
    done: false,
    text: mappingErrors.customerUnknown().text,
  });
  expect(await jit.current()).toEqual([]);
  expect(await jit.requestAccess({ customerKey: 'name:gone' })).toEqual({
    possible: false,
    text: mappingErrors.customerUnknown().text,
    choices: [],
  });
});

test('the portal is asked by the name that the settings want', async () => {
  const jit = await open({ jit: { portalParameter: 'customerName' } });
  expect(await jit.requestAccess({ customerKey: await desk.keyOf('Contoso') })).toMatchObject({
    possible: true,
    customerName: 'Contoso Ltd',
    portalUrl: 'https://msp.idemeum.com/?customerName=contoso',
  });
});

test.each([
  ['customerDisplayName', { name: 'nameonly', displayName: null }, 'customerName=nameonly'],
  ['customerName', { name: null, displayName: 'Shown Only' }, 'customerDisplayName=Shown%20Only'],
  ['customerName', { name: 'both', displayName: 'Both Names' }, 'customerName=both'],
  ['customerDisplayName', { name: 'both', displayName: 'Both Names' }, 'customerDisplayName=Both%20Names'],
] as const)('where %s is wanted, a customer %o is asked for by %s', async (portalParameter, names, query) => {
  const jit = await open({ jit: { portalParameter } });
  desk.idemeum.customers = [{ id: 'c-1', ...names }];
  desk.idemeum.put({ id: 'req-2', customerName: names.name, customerDisplayName: names.displayName });
  await desk.pass();
  const customerKey = await desk.keyOf(names.displayName ?? names.name);
  expect(await jit.requestAccess({ customerKey })).toMatchObject({
    portalUrl: `https://msp.idemeum.com/?${query}`,
  });
});

describe('tickets to pick from', () => {
  const summaries = async (text: string) => {
    const answer = await (await desk.jit()).tickets(await desk.keyOf('Contoso'), text);
    return answer.tickets.map(({ summary }) => summary);
  };

  test('are shown by their summary, and found by it whatever blanks are typed around', async () => {
    await open();
    desk.halo.seed({ summary: 'The printer is out of ink', clientId: 12 });
    expect(await summaries(' The printer ')).toEqual(['The printer is out of ink']);
  });

  test('are offered also where Halo lists no summary', async () => {
    await open();
    const [ticket] = await desk.halo.openTickets(12, '');
    if (!ticket) throw new Error('There is no ticket');
    desk.halo.openTickets = async () => [{ ...ticket, summary: null }];
    expect(await summaries('')).toEqual(['']);
  });

  test.each([
    ['that is not known', async () => 'name:gone'],
    [
      'whose client was made inactive',
      async () => {
        desk.halo.clients = [{ id: 12, name: 'Contoso Ltd', inactive: true }];
        desk.clock.advance(86_400_000);
        await desk.pass();
        return await desk.keyOf('Contoso');
      },
    ],
  ])('are none for a customer %s, which is said without asking Halo', async (_, keyOfCustomer) => {
    const jit = await open();
    expect(await jit.tickets(await keyOfCustomer(), '')).toEqual({
      tickets: [],
      text: expect.stringMatching(/^This customer has no Halo client yet/u),
    });
    expect(desk.halo.calls).not.toContain('openTickets');
  });
});
