import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccessDesk, ME } from '../../../test/support/access-desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';
import type { Idemeum } from '../ports/idemeum.ts';

/** Accounts at customers that are called otherwise, or are not known, by the time they are disabled. */

let desk: AccessDesk;
beforeEach(async () => {
  desk = await AccessDesk.open();
});
afterEach(() => desk.dispose());

/** Contoso Ltd becomes Contoso Group, which the next request tells. */
const rename = async () => {
  desk.idemeum.customers = [{ id: null, name: 'contoso', displayName: 'Contoso Group' }];
  desk.idemeum.put({ id: 'req-2', customerName: 'contoso', customerDisplayName: 'Contoso Group' });
  await desk.pass();
};

const stateOf = async (id: string) => (await (await desk.journal()).jitGrants.find(id))?.state;

test('an account is disabled at a customer that was renamed meanwhile', async () => {
  await desk.granted('Contoso Ltd');
  // idemeum goes by the new name, and knows nobody of the old one.
  desk.idemeum.enabledAccounts.clear();
  desk.idemeum.enableAccount('Contoso Group', ME);
  await rename();
  await (await desk.jit()).disableMine();
  await desk.pass();
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
});

test.each(['Unknown customer.', 'This name is not valid.'])(
  'an old name that idemeum refuses (“%s”) does not matter once today’s is disabled',
  async (refusal) => {
    const id = await desk.granted('Contoso Ltd');
    desk.idemeum.enableAccount('Contoso Group', ME);
    await rename();
    const disable = desk.idemeum.disableJitAccount.bind(desk.idemeum);
    const refuseTheOld: Idemeum['disableJitAccount'] = async (account) => {
      if (account.customerDisplayName === 'Contoso Group') return await disable(account);
      throw new ServiceError({ service: 'idemeum', kind: 'rejected', text: told(refusal), status: 400 });
    };
    Object.assign(desk.idemeum, { disableJitAccount: refuseTheOld });
    await (await desk.jit()).disableMine();
    await desk.pass();
    expect(await (await desk.journal()).jitGrants.find(id)).toMatchObject({ state: 'disabled' });
  },
);

test.each([
  ['today’s', 'Contoso Group', 'Customer not found'],
  ['the old', 'Contoso Ltd', 'Customer not found'],
])('where idemeum does not know %s name, what it says of the other one counts', async (_, name, said) => {
  const id = await desk.granted('Contoso Ltd');
  await rename();
  const knowsOne: Idemeum['disableJitAccount'] = async ({ customerDisplayName }) => {
    const text = told(customerDisplayName === name ? said : 'Nothing to disable');
    throw new ServiceError({ service: 'idemeum', kind: 'rejected', text, status: 404 });
  };
  Object.assign(desk.idemeum, { disableJitAccount: knowsOne });
  await (await desk.jit()).disableMine();
  await desk.pass();
  expect(await stateOf(id)).toBe('disabled');
});

test('trouble that only sounds as if a name were unknown is no answer: the account is tried again', async () => {
  const id = await desk.granted('Contoso Ltd');
  await rename();
  let isWell = false;
  const answer = desk.idemeum.disableJitAccount.bind(desk.idemeum);
  const failsForToday: Idemeum['disableJitAccount'] = async (account) => {
    if (isWell) return await answer(account);
    const isToday = account.customerDisplayName === 'Contoso Group';
    const text = told(isToday ? 'The tenant was not found just now.' : 'Nothing to disable');
    throw new ServiceError({ service: 'idemeum', kind: isToday ? 'failing' : 'rejected', text });
  };
  Object.assign(desk.idemeum, { disableJitAccount: failsForToday });
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  expect(await stateOf(id)).toBe('disabling');
  isWell = true;
  await desk.pass();
  expect(await stateOf(id)).toBe('disabled');
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
});

test('a call under the old name that did not get through is made again, though today’s is disabled', async () => {
  const id = await desk.granted('Contoso Ltd');
  await rename();
  let isThere = false;
  const onlyToday: Idemeum['disableJitAccount'] = async ({ customerDisplayName }) => {
    if (isThere || customerDisplayName === 'Contoso Group') return;
    throw new ServiceError({ service: 'idemeum', kind: 'unreachable', text: told('No network.') });
  };
  Object.assign(desk.idemeum, { disableJitAccount: onlyToday });
  await (await desk.jit()).disableMine();
  await desk.pass(0);
  expect(await stateOf(id)).toBe('disabling');
  isThere = true;
  await desk.pass();
  expect(await stateOf(id)).toBe('disabled');
});

test('an account of a customer that the journal does not have any more is disabled by its old name', async () => {
  const id = await desk.granted('Contoso Ltd');
  const journal = await desk.journal();
  const grant = await journal.jitGrants.find(id);
  if (!grant) throw new Error('There is no grant');
  await journal.jitGrants.update({ ...grant, state: 'disabled' });
  // As from a journal that was set aside: of its customers nothing is taken over.
  await journal.jitGrants.insert({ ...grant, id: 'taken-over', customerKey: 'name:gone' });
  await (await desk.jit()).disableMine();
  await desk.pass();
  expect(desk.idemeum.enabledAccounts.size).toBe(0);
  expect(await stateOf('taken-over')).toBe('disabled');
});
