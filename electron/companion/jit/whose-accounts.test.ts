import { afterEach, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import type { DeskOptions } from '../../../test/support/desk.ts';
import { mappingErrors } from '../mapping/error-table.ts';

const HOUR_MS = 3_600_000;

let desk: AccessDesk;
const open = async (options: DeskOptions = {}) => {
  desk = await AccessDesk.open(options);
  return await desk.jit();
};
afterEach(() => desk.dispose());

/** The technician corrects the address, or somebody else takes the desk over. */
async function nowIAm(technicianEmail: string): Promise<void> {
  (await desk.companion()).applySettings({ ...desk.settings, technicianEmail });
}

const disabling = async () =>
  (await (await desk.jit()).current())
    .filter(({ state }) => state === 'disabling')
    .map(({ technicianEmail }) => technicianEmail);

test('all accounts at a customer: one’s own at once, those of others once they are named', async () => {
  const jit = await open();
  const customerKey = await desk.keyOf('Contoso');
  const before = await desk.granted('Contoso Ltd');
  await nowIAm('otto@msp.example');
  await desk.granted('Contoso Ltd', { by: 'otto@msp.example' });
  await desk.granted('Fabrikam', { by: 'otto@msp.example' });
  expect(await jit.disableForCustomer({ customerKey, grantIds: [] })).toEqual({
    count: 1,
    text: expect.stringContaining(`This is the account of ${ME}. Whoever works with it loses access`),
    needsConfirmation: true,
  });
  expect(await disabling()).toEqual(['otto@msp.example']);
  expect(await jit.disableForCustomer({ customerKey, grantIds: [before] })).toMatchObject({
    needsConfirmation: false,
  });
  expect(new Set(await disabling())).toEqual(new Set([ME, 'otto@msp.example']));
  await desk.pass();
  expect([...desk.idemeum.enabledAccounts]).toEqual(['Fabrikam/otto@msp.example']);
});

test('another technician’s account that nobody was shown is left and asked about; so are those of other customers', async () => {
  const jit = await open();
  const customerKey = await desk.keyOf('Contoso');
  await nowIAm('otto@msp.example');
  const shown = await desk.granted('Contoso Ltd', { by: 'otto@msp.example' });
  const elsewhere = await desk.granted('Fabrikam', { by: 'otto@msp.example' });
  await nowIAm('olga@msp.example');
  await desk.granted('Contoso Ltd', { by: 'olga@msp.example' });
  await nowIAm(ME);
  expect(await jit.disableForCustomer({ customerKey, grantIds: [shown, elsewhere] })).toEqual({
    count: 1,
    text: expect.stringContaining('This is the account of olga@msp.example.'),
    needsConfirmation: true,
  });
  await desk.pass();
  expect(new Set(desk.idemeum.enabledAccounts)).toEqual(
    new Set(['Contoso Ltd/olga@msp.example', 'Fabrikam/otto@msp.example']),
  );
});

test('the accounts of several others are asked about by all their addresses', async () => {
  const jit = await open();
  for (const name of ['otto@msp.example', 'olga@msp.example']) {
    await nowIAm(name);
    await desk.granted('Contoso Ltd', { by: name });
  }
  await nowIAm(ME);
  const order = { customerKey: await desk.keyOf('Contoso'), grantIds: [] };
  expect(await jit.disableForCustomer(order)).toMatchObject({
    count: 0,
    text: expect.stringMatching(
      /\b(?:otto@msp\.example, olga@msp\.example|olga@msp\.example, otto@msp\.example)\./u,
    ),
  });
});

test('another technician’s account in the list is disabled with a second word only', async () => {
  const jit = await open();
  await nowIAm('otto@msp.example');
  const grantId = await desk.granted('Contoso Ltd', { by: 'otto@msp.example' });
  await nowIAm(ME);
  expect(await jit.disable({ grantId, confirmOthers: false })).toEqual({
    done: false,
    text: expect.stringContaining('This is the account of otto@msp.example.'),
    needsConfirmation: true,
  });
  expect(await disabling()).toEqual([]);
  expect(await jit.disable({ grantId, confirmOthers: true })).toMatchObject({ done: true });
  expect(await disabling()).toEqual(['otto@msp.example']);
});

test('an account that is named by customer and address is the one in the list, where it is there', async () => {
  const jit = await open();
  await desk.granted('Contoso Ltd');
  await desk.granted('Fabrikam');
  await nowIAm('otto@msp.example');
  await desk.granted('Contoso Ltd', { by: 'otto@msp.example' });
  const before = (await jit.current()).map(({ id }) => id);
  await nowIAm(ME);
  const order = { customerKey: await desk.keyOf('Contoso'), technicianEmail: ME, confirmOthers: false };
  expect(await jit.disableAccount(order)).toMatchObject({ done: true });
  expect((await jit.current()).map(({ id }) => id)).toEqual(before);
  expect(await disabling()).toEqual([ME]);
  await desk.pass();
  expect(new Set(desk.idemeum.enabledAccounts)).toEqual(
    new Set([`Fabrikam/${ME}`, 'Contoso Ltd/otto@msp.example']),
  );
});

test('an account that no list has is disabled, and no other customer’s', async () => {
  const jit = await open();
  await desk.granted('Fabrikam');
  desk.idemeum.enableAccount('Contoso Ltd', ME);
  const order = { customerKey: await desk.keyOf('Contoso'), technicianEmail: ME, confirmOthers: false };
  expect(await jit.disableAccount(order)).toMatchObject({ done: true });
  await desk.pass();
  expect([...desk.idemeum.enabledAccounts]).toEqual([`Fabrikam/${ME}`]);
});

test('an account of a customer that is gone is refused, and nothing is recorded of it', async () => {
  const jit = await open();
  const order = { customerKey: 'name:gone', technicianEmail: ME, confirmOthers: false };
  expect(await jit.disableAccount(order)).toEqual({
    done: false,
    text: mappingErrors.customerUnknown().text,
    needsConfirmation: false,
  });
  expect(await jit.current()).toEqual([]);
});

test('who had whose account disabled is in the audit', async () => {
  const jit = await open();
  desk.idemeum.enableAccount('Contoso Ltd', 'otto@msp.example');
  const customerKey = await desk.keyOf('Contoso');
  await jit.disableAccount({ customerKey, technicianEmail: 'otto@msp.example', confirmOthers: true });
  const entries = await (await desk.journal()).audit.after(0, 1_000);
  expect(entries.find(({ event }) => event === 'jit.disable-asked')).toMatchObject({
    actor: ME,
    customerKey,
    result: 'under-way',
    text: 'The JIT account of otto@msp.example at Contoso Ltd was told to be disabled.',
  });
});

test.each(['app-quit', 'device-locked', 'signed-out'] as const)(
  '%s ends every account of this desk, also those of an address that was corrected since',
  async (reason) => {
    const jit = await open();
    await desk.granted('Contoso Ltd');
    await nowIAm('Tina.Tech@msp.example');
    await desk.granted('Fabrikam', { by: 'Tina.Tech@msp.example' });
    expect(await jit.endAll(reason)).toBe(2);
    expect(await jit.settled(0)).toBe(false);
    await desk.pass();
    expect(await jit.settled(0)).toBe(true);
    expect(desk.idemeum.enabledAccounts.size).toBe(0);
    const { rows } = await jit.grants({ filter: 'ended', limit: 5, offset: 0 });
    expect(rows.map(({ grant }) => grant.endReason)).toEqual([reason, reason]);
  },
);

test('a customer’s tenant may keep accounts for longer or shorter than the others', async () => {
  await open({ jit: { hours: 4, customerHours: [{ customer: ' contoso  LTD', hours: 8.5 }] } });
  await desk.granted('Contoso Ltd');
  await desk.granted('Fabrikam');
  const jit = await desk.jit();
  const lengths = (await jit.current()).map(({ customerDisplayName, startedAt, endsAt }) => [
    customerDisplayName,
    (endsAt - startedAt) / HOUR_MS,
  ]);
  expect(lengths).toEqual([
    ['Fabrikam', 4],
    ['Contoso Ltd', 8.5],
  ]);
});

test('without knowing who sits here nothing is granted, and where it is switched off neither', async () => {
  const jit = await open();
  const customerKey = await desk.keyOf('Contoso');
  const order = { customerKey, haloTicketId: null, minutes: null };
  const companion = await desk.companion();
  companion.applySettings({ ...desk.settings, technicianEmail: null });
  expect(await jit.confirmGranted(order)).toMatchObject({
    done: false,
    text: expect.stringContaining('Settings → Technician'),
  });
  companion.applySettings({ ...desk.settings, jit: { ...desk.settings.jit, isAllowed: false } });
  expect(await jit.confirmGranted(order)).toMatchObject({ done: false });
  expect(await jit.requestAccess({ customerKey })).toEqual({
    possible: false,
    text: 'Your administrator has switched JIT access off on this computer. Ask them if you need it.',
    choices: [],
  });
});
