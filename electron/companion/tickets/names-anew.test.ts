import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../test/support/desk.ts';
import { told } from '../../../test/support/told.ts';
import { ServiceError } from '../ports/errors.ts';

describe('the names of the settings are looked up anew', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
    desk.halo.clients = [{ id: 901, name: 'Contoso Ltd', inactive: false }];
  });
  afterEach(() => desk.dispose());

  test('once a minute where many tickets are refused, not for each of them', async () => {
    desk.idemeum.put({ id: 'r0' });
    await desk.pass();
    desk.halo.createTicket = async () => {
      throw new ServiceError({ service: 'halo', kind: 'rejected', text: told('No.'), status: 400 });
    };
    for (let n = 1; n <= 20; n += 1) desk.idemeum.put({ id: `r${n}` });
    expect(await desk.pass()).toMatchObject({ parked: 20 });
    expect(desk.halo.times('resolveNames')).toBe(2);
  });

  test('once a whole minute has gone by since they were, and nothing else is', async () => {
    desk.halo.agents = [{ id: 8, name: 'Tina', email: 'tina@msp.example', disabled: false }];
    desk.idemeum.put({ id: 'r0' });
    desk.idemeum.settle('r0', 'approved');
    await desk.pass();
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.createTicket = async () => {
      throw new ServiceError({ service: 'halo', kind: 'rejected', text: told('No.'), status: 400 });
    };
    for (const [id, needed] of [
      ['r1', 2],
      ['r2', 2],
      ['r3', 3],
    ] as const) {
      desk.idemeum.put({ id });
      await desk.pass(0);
      expect(desk.halo.times('resolveNames')).toBe(needed);
      desk.clock.advance(id === 'r1' ? 59_999 : 1);
    }
    desk.halo.createTicket = create;
    desk.idemeum.put({ id: 'r4' });
    desk.idemeum.settle('r4', 'approved');
    expect(await desk.pass()).toMatchObject({ closed: 1 });
    expect(desk.halo.times('listAgents')).toBe(1);
  });

  test.each(['type', 'category', 'urgency', 'impact', 'closedStatus'] as const)(
    'at once where the settings name another %s',
    async (field) => {
      desk.idemeum.put({ id: 'r1' });
      await desk.pass();
      const { settings } = desk;
      (await desk.companion()).applySettings({ ...settings, ticket: { ...settings.ticket, [field]: 'New' } });
      desk.idemeum.put({ id: 'r2' });
      await desk.pass();
      expect(desk.halo.times('resolveNames')).toBe(2);
    },
  );

  test('where a create is refused because of stale ids, and it is repeated with fresh ones', async () => {
    desk.idemeum.put({ id: 'r1' });
    await desk.pass();
    const names = desk.halo.names;
    if (names instanceof Error) throw names;
    const create = desk.halo.createTicket.bind(desk.halo);
    desk.halo.names = { ...names, typeId: 99 };
    desk.halo.createTicket = (draft) => {
      if (draft.names.typeId !== 99)
        desk.halo.troubles = () => ({ kind: 'error', error: 'rejected', when: 'before' });
      return create(draft).finally(() => {
        desk.halo.troubles = () => null;
      });
    };
    desk.idemeum.put({ id: 'r2' });
    expect(await desk.pass()).toMatchObject({ opened: 1, parked: 0 });
  });
});
