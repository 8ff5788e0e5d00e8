import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MappingChoice } from '../../../shared/domain/mapping.ts';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.dispose());

const ALL = { filter: 'all', text: '', limit: 100, offset: 0 } as const;
const mapping = async () => (await desk.companion()).mapping;

async function customer(customerName: string | null, customerDisplayName: string | null): Promise<void> {
  desk.idemeum.put({ id: 'r1', customerName, customerDisplayName });
  await desk.pass();
}

describe('the suggestion for a customer', () => {
  const suggested = async () => {
    const { rows } = await (await mapping()).list(ALL);
    return rows.map(({ suggestion }) => suggestion?.clientName ?? null);
  };

  beforeEach(() => {
    desk.halo.clients = [
      { id: 12, name: 'Fabrikam Holding', inactive: false },
      { id: 13, name: 'Northwind', inactive: false },
    ];
  });

  test.each<[string, string | null, string | null, string]>([
    ['display name where that is closer', 'fabrikam', 'North wind', 'Northwind'],
    ['name where that is closer', 'north-wind', 'Fabrikam', 'Northwind'],
    ['name where there is no display name', 'north-wind', null, 'Northwind'],
    ['display name where there is no name', null, 'Fabrikam', 'Fabrikam Holding'],
  ])('is the client that is closest to its %s', async (_, name, displayName, client) => {
    await customer(name, displayName);
    expect(await suggested()).toEqual([client]);
  });

  test('is the closest one where several are close', async () => {
    desk.halo.clients.push({ id: 16, name: 'Fabrikam Holding Europe', inactive: false });
    await customer('c0', 'Fabrikam');
    expect(await suggested()).toEqual(['Fabrikam Holding']);
  });

  test('is found among names that are prepared once, and anew when the clients were read anew', async () => {
    await customer('c0', 'Fabrikam Hold');
    const { clients } = await desk.journal();
    const { all } = clients;
    let readings = 0;
    clients.all = () => {
      readings += 1;
      return all();
    };
    expect([await suggested(), await suggested()]).toEqual([['Fabrikam Holding'], ['Fabrikam Holding']]);
    expect(readings).toBe(1);
    desk.halo.clients.push({ id: 17, name: 'Fabrikam Holdi', inactive: false });
    desk.clock.advance(86_400_000);
    await desk.pass();
    expect(await suggested()).toEqual(['Fabrikam Holdi']);
  });

  test('is the client that name and display name are equally close to', async () => {
    await customer('fabrikam', 'Fabrikam');
    expect(await suggested()).toEqual(['Fabrikam Holding']);
  });
});

describe('the list of customers', () => {
  const page = async (query: object = {}) => await (await mapping()).list({ ...ALL, ...query });
  const keys = async (query: object = {}) => (await page(query)).rows.map(({ customerKey }) => customerKey);

  test('lets other work have a turn after every 25 customers, as comparing thousands takes its time', async () => {
    for (let n = 0; n < 60; n += 1)
      desk.idemeum.put({ id: `r${n}`, customerName: `c${n}`, customerDisplayName: null });
    await desk.pass();
    const turnsOf = async (limit: number) => {
      let turns = 0;
      const turn = () => {
        turns += 1;
        next = setImmediate(turn);
      };
      let next = setImmediate(turn);
      const { rows } = await page({ limit });
      clearImmediate(next);
      expect(rows).toHaveLength(limit);
      return turns;
    };
    const few = await turnsOf(24);
    expect([await turnsOf(25), await turnsOf(49), await turnsOf(50)].map((turns) => turns - few)).toEqual([
      1, 1, 2,
    ]);
  });

  test('says whether the reference of the client fits', async () => {
    desk.halo.clients = [{ id: 12, name: 'Fabrikam', inactive: false }];
    await customer('c0', 'Fabrikam');
    await (await desk.journal()).clients.noteReference(12, 'Contoso');
    expect((await page()).rows).toMatchObject([
      { clientName: 'Fabrikam', clientReference: 'Contoso', reference: 'differs' },
    ]);
  });

  test('has those that nobody has tried to map yet as unmatched', async () => {
    const { customers } = await desk.journal();
    await customers.upsert({ key: 'name:new', name: 'new', displayName: null }, desk.clock.now());
    expect((await page()).counts).toMatchObject({ all: 1, open: 1, unmatched: 1, manual: 0 });
    expect(await keys({ filter: 'unmatched' })).toEqual(['name:new']);
    expect(await keys({ filter: 'manual' })).toEqual([]);
  });

  test('finds them by their names, whatever the case of these', async () => {
    const { customers } = await desk.journal();
    await customers.upsert({ key: 'name:acme', name: 'ACME', displayName: null }, desk.clock.now());
    await customers.upsert({ key: 'name:other', name: 'other', displayName: null }, desk.clock.now());
    expect(await keys({ text: 'acme' })).toEqual(['name:acme']);
  });

  test('finds them by words of their names and of that of their client, each with its letters side by side', async () => {
    desk.halo.clients = [{ id: 12, name: 'Fabrikam', inactive: false }];
    await customer('acme', 'Fabrikam');
    await desk.assign('name:acme', 12);
    for (const text of ['acme', '  FABRIKAM   acme ', 'cm', ' '])
      expect(await keys({ text })).toEqual(['name:acme']);
    for (const text of ['amec', 'acme fabricam', 'acmefabrikam']) expect(await keys({ text })).toEqual([]);
  });

  test('has those of one display name in the order of their keys, whoever was known first', async () => {
    const { customers } = await desk.journal();
    for (const name of ['c', 'a', 'b']) {
      await customers.upsert({ key: `name:${name}`, name, displayName: 'Contoso' }, desk.clock.now());
    }
    expect(await keys()).toEqual(['name:a', 'name:b', 'name:c']);
    expect(await keys({ limit: 1, offset: 1 })).toEqual(['name:b']);
  });
});

describe('what undoing and redoing would do', () => {
  const CLIENT: MappingChoice = { kind: 'client', haloClientId: 12 };

  beforeEach(async () => {
    desk.halo.clients = [{ id: 12, name: 'Fabrikam Holding', inactive: false }];
    await customer('c0', 'Fabrikam');
  });

  const words = async () => {
    const { undo, redo } = await (await mapping()).list(ALL);
    return { undo, redo };
  };
  const choose = async (choice: MappingChoice) => {
    const { state, haloClientId } = (await (await mapping()).get('name:c0')) ?? {};
    const expected = { state: state ?? 'unmatched', haloClientId: haloClientId ?? null };
    await (await mapping()).choose([{ customerKey: 'name:c0', choice, expected }], null);
  };

  test('is said as what was chosen: a client, that there are no tickets, or the automatic match', async () => {
    await choose(CLIENT);
    expect(await words()).toEqual({ undo: 'Fabrikam → Fabrikam Holding', redo: null });
    await choose({ kind: 'ignored' });
    expect(await words()).toEqual({ undo: 'Fabrikam → ignored', redo: null });
    await choose({ kind: 'automatic' });
    expect(await words()).toEqual({ undo: 'Fabrikam → automatic', redo: null });
    await (await mapping()).undo();
    expect(await words()).toEqual({ undo: 'Fabrikam → ignored', redo: 'Fabrikam → automatic' });
  });

  test('names client and customer by their keys where the journal has lost them', async () => {
    const { mappingChanges } = await desk.journal();
    const change = { before: { kind: 'automatic' }, after: { kind: 'client', haloClientId: 99 } } as const;
    await mappingChanges.add([{ customerKey: 'name:gone', ...change }], null, desk.clock.now());
    expect(await words()).toEqual({ undo: 'name:gone → client #99', redo: null });
  });
});
