import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MappingChoice } from '../../../shared/domain/mapping.ts';
import { Desk } from '../../../test/support/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = new Desk();
  desk.halo.clients = [
    { id: 11, name: 'Contoso Ltd', inactive: false },
    { id: 12, name: 'Fabrikam Holding', inactive: false },
  ];
  desk.idemeum.put({ id: 'r1', customerName: 'contoso', customerDisplayName: 'Contoso Ltd' });
  desk.idemeum.put({ id: 'r2', customerName: 'fabrikam', customerDisplayName: 'Fabrikam' });
  await desk.pass();
});
afterEach(() => desk.dispose());

const mapping = async () => (await desk.companion()).mapping;
const rowOf = async (customerKey: string) => await (await mapping()).get(customerKey);

describe('a row of the list', () => {
  test('says why a customer has no client, in words that say what to do', async () => {
    expect(await rowOf('name:fabrikam')).toMatchObject({
      state: 'unmatched',
      note: 'No active Halo client is named “Fabrikam” or “fabrikam”. Choose one, or create the client in Halo.',
      mappedBy: null,
    });
  });

  test('says who has chosen the client, and nothing of that where it was found by name', async () => {
    await desk.assign('name:fabrikam', 12);
    expect(await rowOf('name:fabrikam')).toMatchObject({
      state: 'manual',
      note: null,
      mappedBy: 'tina@msp.example',
    });
    expect(await rowOf('name:contoso')).toMatchObject({ state: 'by-display-name', mappedBy: null });
  });
});

describe('a choice by hand', () => {
  test('of the client that was found by name holds from then on, until it is taken back', async () => {
    expect(await desk.assign('name:contoso', 11)).toMatchObject({ changed: 1, refused: [] });
    expect(await rowOf('name:contoso')).toMatchObject({ state: 'manual', haloClientId: 11 });
    expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
    expect(await rowOf('name:contoso')).toMatchObject({
      state: 'by-display-name',
      haloClientId: 11,
      mappedBy: null,
    });
  });

  test('that is the same again is no step of its own', async () => {
    const first = await desk.assign('name:fabrikam', 12);
    expect(first).toMatchObject({ changed: 1 });
    expect(await desk.assign('name:fabrikam', 12)).toMatchObject({ changed: 0, refused: [] });
    expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
    expect(await rowOf('name:fabrikam')).toMatchObject({ state: 'unmatched', haloClientId: null });
  });

  test('to ignore it is said on the customer, with where that can be changed', async () => {
    const expected = { state: 'unmatched', haloClientId: null } as const;
    const order = { customerKey: 'name:fabrikam', choice: { kind: 'ignored' }, expected } as const;
    await (await mapping()).choose([order], null);
    const { note } = (await rowOf('name:fabrikam')) ?? {};
    expect(note).toMatch(/ignored.*no tickets.*mapping window/u);
  });

  test('of somebody who saw another client is refused, also where the state is the same', async () => {
    await desk.assign('name:fabrikam', 11);
    const order = {
      customerKey: 'name:fabrikam',
      choice: { kind: 'ignored' },
      expected: { state: 'manual', haloClientId: 12 },
    } as const;
    expect(await (await mapping()).choose([order], null)).toMatchObject({ changed: 0, step: null });
    expect(await rowOf('name:fabrikam')).toMatchObject({ state: 'manual', haloClientId: 11 });
  });

  test('of somebody who did not see that others had it ignored meanwhile is refused', async () => {
    const seen = { state: 'unmatched', haloClientId: null } as const;
    const order = { customerKey: 'name:fabrikam', choice: { kind: 'ignored' }, expected: seen } as const;
    await (await mapping()).choose([order], null);
    const late = { ...order, choice: { kind: 'client', haloClientId: 12 } } as const;
    expect(await (await mapping()).choose([late], null)).toMatchObject({ changed: 0 });
    expect(await rowOf('name:fabrikam')).toMatchObject({ state: 'ignored' });
  });

  test('of somebody who saw a mapping that is not there any more is refused', async () => {
    const { customers } = await desk.journal();
    await customers.upsert({ key: 'name:new', name: 'new', displayName: null }, desk.clock.now());
    const order = {
      customerKey: 'name:new',
      choice: { kind: 'ignored' },
      expected: { state: 'manual', haloClientId: 12 },
    } as const;
    const { refused } = await (await mapping()).choose([order], null);
    expect(refused.map(({ text }) => text)).toEqual([
      'new was changed meanwhile. Look at it again, then choose.',
    ]);
  });

  test('of a customer that the journal has lost cannot be taken back, which is said by its key', async () => {
    const { mappingChanges } = await desk.journal();
    const change = { before: { kind: 'automatic' }, after: { kind: 'client', haloClientId: 12 } } as const;
    await mappingChanges.add([{ customerKey: 'name:gone', ...change }], null, desk.clock.now());
    expect(await (await mapping()).undo()).toEqual({
      changed: 0,
      refused: [{ customerKey: 'name:gone', text: 'name:gone has been changed since. It stays as it is.' }],
    });
  });

  test('that comes after a match by name is refused, and nobody is named who did that', async () => {
    const order = {
      customerKey: 'name:contoso',
      choice: { kind: 'ignored' },
      expected: { state: 'unmatched', haloClientId: null },
    } as const;
    const { refused } = await (await mapping()).choose([order], null);
    expect(refused.map(({ text }) => text)).toEqual([
      'Contoso Ltd was changed meanwhile. Look at it again, then choose.',
    ]);
  });

  test.each([
    [1, { changed: 1, refused: [] }],
    [2, { changed: 0, refused: [{ text: 'Halo no longer has this client. Choose another one.' }] }],
  ])('of a client that %i whole readings of Halo did not have', async (readings, answer) => {
    const journal = await desk.journal();
    for (let n = 0; n < readings; n += 1) await journal.clients.countMissing(new Set([11]));
    expect(await desk.assign('name:fabrikam', 12)).toMatchObject(answer);
  });

  test.each<[string, MappingChoice, string]>([
    ['of a client', { kind: 'client', haloClientId: 12 }, 'manual'],
    ['to ignore it', { kind: 'ignored' }, 'ignored'],
  ])(
    '%s can be made and taken back for a customer that was only just learned of',
    async (_, choice, state) => {
      await (await desk.journal()).customers.upsert(
        { key: 'name:zeppelin', name: 'zeppelin', displayName: 'Zeppelin' },
        desk.clock.now(),
      );
      const before = await rowOf('name:zeppelin');
      expect(before).toMatchObject({ state: 'unmatched', haloClientId: null, note: null, mappedBy: null });
      const order = {
        customerKey: 'name:zeppelin',
        choice,
        expected: { state: 'unmatched', haloClientId: null },
      } as const;
      expect(await (await mapping()).choose([order], null)).toMatchObject({ changed: 1, refused: [] });
      expect(await rowOf('name:zeppelin')).toMatchObject({ state });
      expect(await (await mapping()).undo()).toEqual({ changed: 1, refused: [] });
      expect(await rowOf('name:zeppelin')).toMatchObject({ state: 'unmatched', haloClientId: null });
    },
  );
});

test('every choice by hand is in the audit, with who made it and what it means', async () => {
  const choices: MappingChoice[] = [
    { kind: 'client', haloClientId: 12 },
    { kind: 'ignored' },
    { kind: 'automatic' },
  ];
  for (const choice of choices) {
    const { state, haloClientId } = (await rowOf('name:fabrikam')) ?? {
      state: 'unmatched',
      haloClientId: null,
    };
    const order = { customerKey: 'name:fabrikam', choice, expected: { state, haloClientId } };
    await (await mapping()).choose([order], null);
  }
  const entries = (await (await desk.journal()).audit.after(0, 100)).filter(
    ({ customerKey }) => customerKey === 'name:fabrikam',
  );
  expect(entries.map(({ event, actor, text }) => [event, actor, text])).toEqual([
    [
      'mapping.assigned',
      'tina@msp.example',
      'Fabrikam is the Halo client “Fabrikam Holding” (#12), chosen by hand.',
    ],
    ['mapping.ignored', 'tina@msp.example', 'Fabrikam gets no tickets, chosen by hand.'],
    ['mapping.unassigned', 'tina@msp.example', 'Fabrikam: the choice made by hand was taken back.'],
  ]);
});
